/// An element of XML, as long as its handler runs.
///
/// Prefixes are left out: which one a writer chooses for a namespace is its own affair, and handlers know
/// by the place of an element whose it is.
struct MarkupElement {
    private let name: UnsafePointer<CChar>
    /// Names and values in turn, `nil` behind the last; `nil` where an element ends.
    private let attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    init(
        _ name: UnsafePointer<CChar>,
        _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        self.name = Self.local(name)
        self.attributes = attributes
    }

    /// Whether it has a name.
    func isNamed(_ wanted: StaticString) -> Bool { Self.equal(name, wanted) }

    /// Its name.
    var text: String { String(cString: name) }

    /// The bytes of an attribute, up to a NUL; `nil` where it is missing.
    func attribute(_ wanted: StaticString) -> UnsafePointer<CChar>? {
        guard var next = attributes else { return nil }
        while let name = next.pointee {
            if Self.equal(Self.local(name), wanted) { return next.successor().pointee }
            next += 2
        }
        return nil
    }

    /// The text of an attribute.
    func attributeText(_ wanted: StaticString) -> String? {
        attribute(wanted).map { String(cString: $0) }
    }

    /// The whole number of an attribute, of at most nine digits; `nil` where it is missing or none.
    func attributeNumber(_ wanted: StaticString) -> Int? {
        guard let text = attribute(wanted), text.pointee != 0 else { return nil }
        var number = 0
        for place in 0..<10 {
            let digit = Int(text[place]) - 0x30
            if text[place] == 0 { return number }
            guard (0...9).contains(digit), place < 9 else { return nil }
            number = number * 10 + digit
        }
        return nil
    }

    private static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
        var start = name
        var next = name
        while next.pointee != 0 {
            if next.pointee == CChar(bitPattern: UInt8(ascii: ":")) { start = next + 1 }
            next += 1
        }
        return start
    }

    private static func equal(_ name: UnsafePointer<CChar>, _ wanted: StaticString) -> Bool {
        // The NUL behind a literal is compared too, so neither is a mere beginning of the other.
        let literal = wanted.utf8Start
        for place in 0...wanted.utf8CodeUnitCount
        where UInt8(bitPattern: name[place]) != literal[place] { return false }
        return true
    }
}
