import Diagnostics
import YAML

/// An expression or a template as it stands in a policy file.
struct Formula: Hashable, Sendable {
    /// The text, after YAML's folding and escapes.
    let text: String
    private let scalar: Scalar
    /// Where it begins.
    let origin: Origin

    init(_ scalar: Scalar, at origin: Origin) {
        text = scalar.text
        self.scalar = scalar
        self.origin = origin
    }

    /// The place in the YAML file of a stretch of the text, in code points.
    func origin(of offsets: Range<Int>) -> Origin { origin.at(scalar.range(of: offsets)) }

    /// The place of the whole text.
    var whole: Origin { origin(of: 0..<text.unicodeScalars.count) }
}
