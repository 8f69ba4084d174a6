import Notices
import Policies

extension Policy {
    /// The text of a file that puts this shipped policy in force, with everything that is usually changed
    /// in it, switched off.
    ///
    /// Made of the policy itself, so that it cannot say something else than what is shipped.
    package var starter: String {
        let head = """
            \(comment(title))
            #
            \(comment(about))
            #
            \(comment(use))

            policy: \(id)
            use: shipped/\(id)
            # disabled, audit (reports only), notify (mails), propose (mails and proposed actions)
            mode: \(mode.rawValue)

            """
        guard !parameters.isEmpty else { return head }
        return head + "\n#parameters:\n" + parameters.map(line(of:)).joined()
    }

    private func line(of parameter: Parameter) -> String {
        let path = "parameters.\(parameter.name)"
        let value = settings.first { $0.path == path }?.text ?? ""
        let about = parameter.about.isEmpty ? [] : [comment(parameter.about, indent: "  ")]
        return (about + ["#  \(parameter.name): \(value)"]).joined(separator: "\n") + "\n"
    }
}

private let use =
    "This file puts the policy in force that came with Seatwarden; without the file it is not. To change "
    + "a figure take the # off its line, and off the line 'parameters:'. Then run 'seatwarden check'."

/// A text as lines of a comment.
private func comment(_ text: String, indent: String = "") -> String {
    plainLayout([.text(text)]).split(separator: "\n").map { "\(indent)# \($0)" }
        .joined(separator: "\n")
}
