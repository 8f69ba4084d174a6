/// A value of a type that only functions make and read, such as an address of a network.
package protocol OpaqueValue: Sendable {
    /// The name of the type, as `type(x)` gives it and `ValueType.abstract` has it.
    var typeName: String { get }
    /// The value as a person reads it.
    var shown: String { get }
    /// The value as an expression that gives it.
    var notation: String { get }
    /// Whether `==` holds in an expression; a value of another type is never equal.
    func isEqual(to other: any OpaqueValue) -> Bool
    /// Tells the hasher what equal values have in common.
    func hash(into hasher: inout Hasher)
}

/// An opaque value of any kind.
package struct AnyOpaque: Hashable, Sendable {
    /// The value itself.
    package let base: any OpaqueValue

    /// Hides the kind of a value.
    package init(_ base: some OpaqueValue) { self.base = base }

    package static func == (a: AnyOpaque, b: AnyOpaque) -> Bool { a.base.isEqual(to: b.base) }

    package func hash(into hasher: inout Hasher) { base.hash(into: &hasher) }
}
