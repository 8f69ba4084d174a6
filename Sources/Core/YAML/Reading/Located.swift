package import Diagnostics

/// A value with the place where it is written, for checks that come later.
package struct Located<Value> {
    /// The value.
    package let value: Value
    /// Where it stands.
    package let range: SourceRange
    /// The node it was read from; `nil` where it was made in another way.
    package let node: Node?

    /// Joins a value with its place.
    package init(_ value: Value, at range: SourceRange, node: Node? = nil) {
        self.value = value
        self.range = range
        self.node = node
    }

    /// The same place with another value.
    package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
        Located<Other>(transform(value), at: range, node: node)
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}
