/// Some rows on their way into the groups.
final class RowBatch {
    /// The most rows.
    static let capacity = 512
    /// The day of a row that needs more care.
    static let strangeDay = Int32.max

    /// How many rows there are.
    var count = 0
    /// For each row its key.
    let keys = UnsafeMutablePointer<GroupKey>.allocate(capacity: RowBatch.capacity)
    /// For each row its day, or `strangeDay`.
    let days = UnsafeMutablePointer<Int32>.allocate(capacity: RowBatch.capacity)
    /// For each row its group, or -1.
    let groups = UnsafeMutablePointer<Int32>.allocate(capacity: RowBatch.capacity)
    /// For each row its tokens, where they are counted.
    let tokens = UnsafeMutablePointer<Double>.allocate(capacity: RowBatch.capacity)
    /// For each row where it begins and ends in its block, line end included.
    let places = UnsafeMutablePointer<(start: UInt32, end: UInt32)>.allocate(
        capacity: RowBatch.capacity
    )

    deinit {
        keys.deallocate()
        days.deallocate()
        groups.deallocate()
        tokens.deallocate()
        places.deallocate()
    }
}
