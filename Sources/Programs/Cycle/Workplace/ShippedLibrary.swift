import Diagnostics
import Platform
import Templates

/// The policies and templates that came with the program, and the organisation's own templates.
struct ShippedLibrary {
    let policies: [SourceText]
    let templates: TemplateLibrary
    /// Everything that was read.
    let texts: [SourceText]

    /// - Throws: 66 when the program was installed without its share folder.
    init(ownTemplates folder: String) throws(Failure) {
        guard let share = Installation.shareFolder() else {
            throw Failure(
                .noInput,
                "the shipped policies are missing: they belong in ../share/seatwarden/Policies beside the "
                    + "program, or in /usr/share/seatwarden/Policies; install the package again"
            )
        }
        let shipped = "\(share)/Policies"
        policies = try readable {
            try fileNames(below: shipped, endingIn: [".yaml"]).filter { !$0.contains("/") }
                .map { name in try readText("\(shipped)/\(name)") }
        }
        let endings = [".txt", ".html"]
        var texts = try readable {
            try readTexts(below: "\(shipped)/templates", endingIn: endings)
        }
        // An own template of the same name stands in the shipped one's place.
        let own = try readable { try readTexts(below: folder, endingIn: endings) }
        let names = Set(own.map(\.path))
        texts.removeAll { names.contains($0.path) }
        templates = TemplateLibrary(files: (texts + own).map { ($0.path, $0.text) })
        self.texts = policies + (texts + own).map(\.text)
    }
}
