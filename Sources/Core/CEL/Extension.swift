/// A part of the language beyond the specification's core, which a host may leave out.
package enum Extension: String, CaseIterable, Sendable {
    /// `charAt`, `split`, `format` and the like.
    case strings
    /// `math.greatest`, `math.bitAnd` and the like.
    case math
    /// `slice`, `flatten`, `sort` and the like.
    case lists
    /// `sets.contains`, `sets.equivalent`, `sets.intersects`.
    case sets
    /// `base64.encode` and `base64.decode`.
    case encoders
    /// `ip`, `cidr` and their functions.
    case network
    /// `a.?b`, `optional.of`, `optMap` and the like.
    case optionals
    /// `cel.bind`.
    case bindings
    /// `all`, `exists` and the like with two names; `transformList` and the like.
    case comprehensions
    /// `cel.block`, into which optimisers turn expressions with common parts.
    case blocks
    /// Structures of the host and the wrappers of protobuf made in an expression, as `Name{a: 1}`.
    case structures
}
