import CivilTime

// What columns and relations hold in the rows of a batch.
extension ColumnarRun {
    // MARK: Relations

    /// What stands for the row of a relation that leads nowhere.
    enum Nowhere {
        static let null: Int32 = -1
        static let failed: Int32 = -2
    }

    /// The rows of the table that relations lead to; `nil` for the rows of the batch as they follow
    /// one another.
    func places(_ steps: [RelationStep], _ register: Int) -> UnsafePointer<Int32>? {
        var places = batch.list
        for (index, step) in steps.enumerated() {
            let rows = pointer(step.rows, Int32.self)
            guard let before = places else {
                places = rows + batch.base
                continue
            }
            // Two registers in turn: one is read while the other is written.
            let out = registers.values(register + index & 1, Int32.self)
            let missing = step.passesNull ? Nowhere.null : Nowhere.failed
            for place in 0..<batch.count {
                let row = before[place]
                out[place] =
                    row >= 0 ? rows[Int(row)] : row == Nowhere.null ? missing : Nowhere.failed
            }
            places = UnsafePointer(out)
        }
        return places
    }

    // MARK: Columns

    func load(_ load: Load, _ kind: Node.Kind, _ register: Int) -> Vector {
        guard let places = places(load.steps, register + 1) else {
            return loadInOrder(load, kind, register)
        }
        let isRelated = !load.steps.isEmpty
        if case .text = kind { return gatherTexts(load, places, isRelated, register) }
        let flags = self.flags(load, places, isRelated, register)
        guard !load.isEmpty else {
            registers.values(register, UInt64.self).update(repeating: 0, count: batch.count)
            return Vector(registers.values(register, UInt8.self), flags)
        }
        let count = batch.count
        switch kind.width {
        case 1:
            let out = registers.values(register, UInt8.self)
            Kernel.gather(count, pointer(load.values), places, out)
            return Vector(out, flags)
        case 4:
            let out = registers.values(register, UInt32.self)
            Kernel.gather(count, pointer(load.values), places, out)
            return Vector(out, flags)
        default:
            let out = registers.values(register, Int64.self)
            Kernel.gather(count, pointer(load.values), places, out)
            if case .moment = kind { clamp(UnsafePointer(out), out) }
            return Vector(out, flags)
        }
    }

    /// Rows that follow one another: the column itself.
    private func loadInOrder(_ load: Load, _ kind: Node.Kind, _ register: Int) -> Vector {
        let flags = flagsInOrder(load, register)
        if case .text = kind {
            let codes = pointer(load.values, UInt32.self) + batch.base
            guard flags != nil || load.nullIsError else { return Vector(at: codes) }
            let out = registers.values(register, UInt32.self)
            mark(codes, flags, nullIsError: load.nullIsError, out)
            return Vector(out)
        }
        let values = pointers[load.values] + batch.base * kind.width
        guard case .moment = kind else { return Vector(at: values, flags) }
        let out = registers.values(register, Int64.self)
        clamp(values.assumingMemoryBound(to: Int64.self), out)
        return Vector(out, flags)
    }

    /// Instants as timestamps: those outside the range are the nearest inside.
    private func clamp(_ instants: UnsafePointer<Int64>, _ out: UnsafeMutablePointer<Int64>) {
        let first = Timestamp.earliest.secondsSince1970
        let last = Timestamp.latest.secondsSince1970
        Kernel.map(batch.count, instants, out) { min(max($0, first), last) }
    }

    private func flagsInOrder(_ load: Load, _ register: Int) -> UnsafePointer<UInt8>? {
        let (out, count, word) = (registers.flags(register), batch.count, batch.base / 64)
        var found: UnsafePointer<UInt8>?
        if let validity = load.validity {
            let words = pointer(validity, UInt64.self) + word
            if !Kernel.allSet(count, words) {
                let mark = load.nullIsError ? Flag.failed : Flag.null
                Kernel.spread(count, words, flipped: .max, mark: mark, out)
                found = UnsafePointer(out)
            }
        }
        guard let failed = load.failed else { return found }
        let mask = registers.mask(register)
        let words = pointer(failed, UInt64.self) + word
        Kernel.spread(count, words, flipped: 0, mark: Flag.failed, mask)
        guard let null = found else {
            out.update(from: mask, count: count)
            return UnsafePointer(out)
        }
        Kernel.map(count, null, mask, out) { $1 != 0 ? $1 : $0 }
        return null
    }

    /// What is no value at places of a table.
    private func flags(
        _ load: Load,
        _ places: UnsafePointer<Int32>,
        _ isRelated: Bool,
        _ register: Int
    ) -> UnsafePointer<UInt8>? {
        guard isRelated || load.validity != nil || load.failed != nil else { return nil }
        let (out, count) = (registers.flags(register), batch.count)
        let null = load.nullIsError ? Flag.failed : Flag.null
        if let validity = load.validity, !load.isEmpty {
            Kernel.absent(count, pointer(validity), places, out)
            for place in 0..<count { out[place] *= null }
        } else {
            out.update(repeating: 0, count: count)
        }
        if let failed = load.failed {
            let words = pointer(failed, UInt64.self)
            for place in 0..<count {
                let row = Int(max(places[place], 0))
                if words[row >> 6] >> UInt64(row & 63) & 1 == 1 { out[place] = Flag.failed }
            }
        }
        if isRelated {
            let missing = load.passesNull ? null : Flag.failed
            for place in 0..<count {
                let row = places[place]
                out[place] =
                    row >= 0 ? out[place] : row == Nowhere.null ? missing : Flag.failed
            }
        }
        return UnsafePointer(out)
    }

    // MARK: Texts

    private func gatherTexts(
        _ load: Load,
        _ places: UnsafePointer<Int32>,
        _ isRelated: Bool,
        _ register: Int
    ) -> Vector {
        let (out, count) = (registers.values(register, UInt32.self), batch.count)
        let flags = self.flags(load, places, isRelated, register)
        if load.isEmpty {
            out.update(repeating: TextDomain.null, count: count)
        } else {
            Kernel.gather(count, pointer(load.values), places, out)
        }
        mark(UnsafePointer(out), flags, nullIsError: load.nullIsError, out)
        return Vector(out)
    }

    /// Codes that say what the flags do.
    private func mark(
        _ codes: UnsafePointer<UInt32>,
        _ flags: UnsafePointer<UInt8>?,
        nullIsError: Bool,
        _ out: UnsafeMutablePointer<UInt32>
    ) {
        let null = nullIsError ? TextDomain.failed : TextDomain.null
        guard let flags else {
            Kernel.map(batch.count, codes, out) { $0 == TextDomain.null ? null : $0 }
            return
        }
        Kernel.map(batch.count, codes, flags, out) { code, flag in
            let known = code == TextDomain.null ? null : code
            return flag == 0 ? known : flag == Flag.null ? TextDomain.null : TextDomain.failed
        }
    }

    // MARK: Truth values

    func bits(_ bits: LoadedBits, _ register: Int) -> Vector {
        let (values, flags) = (registers.values(register, UInt8.self), registers.flags(register))
        let count = batch.count
        guard let list = batch.list else {
            let (mask, word) = (registers.mask(register), batch.base / 64)
            let holds = pointer(bits.holds, UInt64.self) + word
            let absent = pointer(bits.absent, UInt64.self) + word
            let failed = pointer(bits.failed, UInt64.self) + word
            Kernel.spread(count, holds, flipped: 0, mark: 1, values)
            Kernel.spread(count, absent, flipped: 0, mark: Flag.null, flags)
            Kernel.spread(count, failed, flipped: 0, mark: Flag.failed, mask)
            for place in 0..<count { flags[place] |= mask[place] }
            return Vector(values, Kernel.anySet(count, flags) ? flags : nil)
        }
        for place in 0..<count {
            let (word, bit) = (Int(list[place]) >> 6, UInt64(list[place]) & 63)
            func isSet(_ words: Int) -> Bool { pointer(words, UInt64.self)[word] >> bit & 1 == 1 }
            values[place] = isSet(bits.holds) ? 1 : 0
            flags[place] =
                isSet(bits.failed) ? Flag.failed : isSet(bits.absent) ? Flag.null : 0
        }
        return Vector(values, flags)
    }
}
