import CivilTime

/// The arrays that a plan reads, whose elements are reached by pointers while it runs.
struct OpenedArrays {
    /// An array of primitives.
    enum Source {
        case ints([Int])
        case nums([Double])
        case bools([Bool])
        case days([Day])
        case instants([Instant])
        case codes([UInt32])
        case rows([Int32])
        case words([UInt64])
    }

    /// What an array is of a path, so that it is opened once.
    enum Key: Hashable {
        case values(FieldPath)
        case validity(FieldPath)
        case failed(FieldPath)
    }

    private var sources: [Source] = []
    private var places: [Key: Int] = [:]

    /// The place of an array among the pointers.
    mutating func add(_ source: Source, for key: Key) -> Int {
        if let known = places[key] { return known }
        let place = add(source)
        places[key] = place
        return place
    }

    mutating func add(_ source: Source) -> Int {
        sources.append(source)
        return sources.count - 1
    }

    /// Calls the body with a pointer to the elements of each array.
    func withPointers<Result>(_ body: ([UnsafeRawPointer]) -> Result) -> Result {
        var pointers: [UnsafeRawPointer] = []
        pointers.reserveCapacity(sources.count)
        // An empty array may have no address; nothing is read of it then.
        return withUnsafeBytes(of: UInt64.zero) { nothing in
            open(0, nothing, &pointers, body)
        }
    }

    /// Opens the arrays from a place on, one within the other.
    private func open<Result>(
        _ place: Int,
        _ nothing: UnsafeRawBufferPointer,
        _ pointers: inout [UnsafeRawPointer],
        _ body: ([UnsafeRawPointer]) -> Result
    ) -> Result {
        guard place < sources.count else { return body(pointers) }
        return sources[place].withBytes { bytes in
            guard let address = bytes.baseAddress ?? nothing.baseAddress else {
                preconditionFailure("a value has an address")
            }
            pointers.append(address)
            return open(place + 1, nothing, &pointers, body)
        }
    }
}

extension OpenedArrays.Source {
    fileprivate func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch self {
        case .ints(let values): values.withUnsafeBytes(body)
        case .nums(let values): values.withUnsafeBytes(body)
        case .bools(let values): values.withUnsafeBytes(body)
        case .days(let values): values.withUnsafeBytes(body)
        case .instants(let values): values.withUnsafeBytes(body)
        case .codes(let values): values.withUnsafeBytes(body)
        case .rows(let values): values.withUnsafeBytes(body)
        case .words(let values): values.withUnsafeBytes(body)
        }
    }
}
