extension Policy {
    /// The highest mode that it has for any row: an override may raise it.
    package var highestMode: Mode {
        overrides.compactMap(\.mode).reduce(mode) { Swift.max($0, $1) }
    }

    /// Whether it is evaluated for any row.
    package var isEnabled: Bool { highestMode > .disabled }
}
