// Whether fields have values.
extension ColumnarRun {
    /// Whether a field has a value.
    func has(_ presence: Presence, isNegated: Bool, _ register: Int) -> Vector {
        let (values, flags) = (registers.values(register, UInt8.self), registers.flags(register))
        let count = batch.count
        let places = places(presence.steps, register + 1)
        switch presence.field {
        case .relation(let rows):
            let rows = pointer(rows, Int32.self)
            if let places {
                for place in 0..<count {
                    values[place] = places[place] >= 0 && rows[Int(places[place])] >= 0 ? 1 : 0
                }
            } else {
                let rows = rows + batch.base
                for place in 0..<count { values[place] = rows[place] >= 0 ? 1 : 0 }
            }
        case .column(let validity, let codes):
            columnPresence(presence, validity, codes, places, values)
        }
        if isNegated { for place in 0..<count { values[place] ^= 1 } }
        guard !presence.steps.isEmpty, let places else { return Vector(values) }
        let missing = presence.passesNull ? 0 : Flag.failed
        for place in 0..<count {
            let row = places[place]
            flags[place] = row >= 0 ? 0 : row == Nowhere.null ? missing : Flag.failed
        }
        return Vector(values, Kernel.anySet(count, flags) ? flags : nil)
    }

    private func columnPresence(
        _ presence: Presence,
        _ validity: Int?,
        _ codes: Int?,
        _ places: UnsafePointer<Int32>?,
        _ values: UnsafeMutablePointer<UInt8>
    ) {
        let count = batch.count
        guard let places else {
            if let validity {
                let words = pointer(validity, UInt64.self) + batch.base / 64
                Kernel.spread(count, words, flipped: 0, mark: 1, values)
            } else {
                values.update(repeating: 1, count: count)
            }
            guard let codes else { return }
            let texts = pointer(codes, UInt32.self) + batch.base
            for place in 0..<count where texts[place] == TextDomain.null { values[place] = 0 }
            return
        }
        guard !presence.isEmpty else {
            values.update(repeating: 0, count: count)
            return
        }
        let words = validity.map { pointer($0, UInt64.self) }
        let texts = codes.map { pointer($0, UInt32.self) }
        for place in 0..<count {
            let row = Int(places[place])
            values[place] =
                row >= 0
                    && words.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
                    && texts.map { $0[row] != TextDomain.null } ?? true ? 1 : 0
        }
    }
}
