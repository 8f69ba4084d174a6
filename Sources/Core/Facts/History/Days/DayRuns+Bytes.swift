extension DayRuns {
    /// As they are kept.
    package var bytes: [UInt8] {
        var writer = SegmentWriter()
        writer.reserve(8 + count * 4 + words.count * 8)
        writer.number(count)
        var before: Int32 = 0
        for run in keys.indices {
            let range = range(run)
            writer.number(Int(keys[run] - before))
            writer.signed(Int(firstWords[run]))
            writer.number(range.count)
            for index in range { writer.word(words[index]) }
            before = keys[run]
        }
        return writer.bytes
    }

    /// As they were kept.
    ///
    /// - Throws: where the bytes are no days, or speak of a key that is not below the count of keys.
    init(_ segment: Segment, keyCount: Int) throws(SegmentError) {
        var reader = try SegmentReader(segment)
        let count = try reader.number(below: segment.body.count)
        reserve(runs: count, words: segment.body.count / 8)
        var (key, next): (Int, Int32) = (0, .min)
        for run in 0..<count {
            let step = try reader.number(below: keyCount - key)
            key += step
            let first = try reader.signed()
            let length = try reader.number(below: segment.body.count)
            // No calendar has a day there, and no sum overflows.
            guard abs(first) < 1 << 24, length > 0, run == 0 || step > 0 || first >= next else {
                throw reader.damaged
            }
            for offset in 0..<length {
                let bits = try reader.word()
                guard bits != 0 || (offset > 0 && offset < length - 1) else { throw reader.damaged }
                append(bits)
            }
            next = first + Int32(length)
            endRun(key: Int32(key), firstWord: first)
        }
        try reader.finish()
    }
}
