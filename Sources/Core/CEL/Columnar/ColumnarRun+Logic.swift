// `!`, `&&`, `||`, `?:` and what concerns nulls.
extension ColumnarRun {
    func not(_ part: Node, _ register: Int, _ need: UnsafePointer<UInt8>?) -> Vector {
        let value = evaluate(part, register + 1, need)
        let out = registers.values(register, UInt8.self)
        Kernel.map(batch.count, value.bytes, out) { $0 ^ 1 }
        return Vector(
            out,
            Kernel.strict(batch.count, value.flags, nil, registers.flags(register))
        )
    }

    /// A row of `&&` or `||`: an operand that decides absorbs the errors of the others.
    func logic(
        _ parts: [Node],
        decisive: Bool,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let count = batch.count
        let decided = registers.values(register, UInt8.self)
        let failed = registers.flags(register)
        let open = registers.mask(register)
        let flip: UInt8 = decisive ? 0 : 1
        var hasFailed = false
        var need = need
        for (index, part) in parts.enumerated() {
            let value = evaluate(part, register + 1, need)
            combine(value, flip, isFirst: index == 0, decided, failed, &hasFailed)
            guard index < parts.count - 1 else { break }
            if parts[(index + 1)...].contains(where: { $0.isCostly }) {
                if let known = need {
                    Kernel.map(count, known, decided, open) { $0 & ($1 ^ 1) }
                } else {
                    Kernel.map(count, UnsafePointer(decided), open) { $0 ^ 1 }
                }
                need = UnsafePointer(open)
                guard Kernel.anySet(count, open) else { break }
            }
        }
        if hasFailed {
            Kernel.map(count, UnsafePointer(failed), UnsafePointer(decided), failed) {
                $0 & ($1 ^ 1) &* Flag.failed
            }
        }
        if !decisive { Kernel.map(count, UnsafePointer(decided), decided) { $0 ^ 1 } }
        return Vector(decided, hasFailed ? failed : nil)
    }

    /// Takes an operand in: whether it decides, and whether it has failed.
    private func combine(
        _ value: Vector,
        _ flip: UInt8,
        isFirst: Bool,
        _ decided: UnsafeMutablePointer<UInt8>,
        _ failed: UnsafeMutablePointer<UInt8>,
        _ hasFailed: inout Bool
    ) {
        let count = batch.count
        let old = UnsafePointer(decided)
        guard let flags = value.flags else {
            if isFirst {
                Kernel.map(count, value.bytes, decided) { $0 ^ flip }
            } else {
                Kernel.map(count, old, value.bytes, decided) { $0 | ($1 ^ flip) }
            }
            return
        }
        if isFirst { decided.update(repeating: 0, count: count) }
        if !hasFailed { failed.update(repeating: 0, count: count) }
        hasFailed = true
        for place in 0..<count {
            let isValue: UInt8 = flags[place] == 0 ? 1 : 0
            decided[place] |= (value.bytes[place] ^ flip) & isValue
            failed[place] |= isValue ^ 1
        }
    }

    // MARK: Either

    func conditional(
        _ condition: Node,
        _ then: Node,
        _ otherwise: Node,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let count = batch.count
        let test = evaluate(condition, register + 1, need)
        // Kept apart from the register of the condition, whose flags may lie anywhere.
        let yes = registers.mask(register)
        let no = registers.mask(register + 1)
        let bad = registers.flags(register + 1)
        let failed = Kernel.strict(count, test.flags, nil, bad)
        choose(test, failed, then.isCostly || otherwise.isCostly ? need : nil, yes, no)
        let a = evaluate(then, register + 2, then.isCostly ? UnsafePointer(yes) : nil)
        let b = evaluate(otherwise, register + 3, otherwise.isCostly ? UnsafePointer(no) : nil)
        return pick(UnsafePointer(yes), a, b, failed, then.kind, otherwise.kind, register)
    }

    /// Where each of the branches is taken.
    private func choose(
        _ test: Vector,
        _ failed: UnsafePointer<UInt8>?,
        _ need: UnsafePointer<UInt8>?,
        _ yes: UnsafeMutablePointer<UInt8>,
        _ no: UnsafeMutablePointer<UInt8>
    ) {
        let count = batch.count
        Kernel.map(count, test.bytes, yes) { $0 }
        Kernel.map(count, test.bytes, no) { $0 ^ 1 }
        if let need {
            Kernel.map(count, UnsafePointer(no), need, no) { $0 & $1 }
            Kernel.map(count, UnsafePointer(yes), need, yes) { $0 & $1 }
        }
        if let failed {
            Kernel.map(count, UnsafePointer(yes), failed, yes) { $1 == 0 ? $0 : 0 }
            Kernel.map(count, UnsafePointer(no), failed, no) { $1 == 0 ? $0 : 0 }
        }
    }

    /// The values of `a` where the octet is 1, else those of `b`.
    private func pick(
        _ first: UnsafePointer<UInt8>,
        _ a: Vector,
        _ b: Vector,
        _ failed: UnsafePointer<UInt8>?,
        _ kindOfA: Node.Kind,
        _ kindOfB: Node.Kind,
        _ register: Int
    ) -> Vector {
        let count = batch.count
        if case .text(let domainOfA) = kindOfA, case .text(let domainOfB) = kindOfB {
            let out = registers.values(register, UInt32.self)
            let shift = domainOfA === domainOfB ? 0 : UInt32(domainOfA.texts.count)
            let (x, y) = (a.of(UInt32.self), b.of(UInt32.self))
            for place in 0..<count {
                let other = y[place] < TextDomain.failed ? y[place] &+ shift : y[place]
                out[place] = first[place] != 0 ? x[place] : other
            }
            if let failed {
                for place in 0..<count where failed[place] != 0 { out[place] = TextDomain.failed }
            }
            return Vector(out)
        }
        let out = registers.values(register, UInt8.self)
        switch kindOfA.width {
        case 1: pickValues(first, a.of(UInt8.self), b.of(UInt8.self), out)
        case 4:
            pickValues(first, a.of(UInt32.self), b.of(UInt32.self), registers.values(register))
        default:
            pickValues(first, a.of(UInt64.self), b.of(UInt64.self), registers.values(register))
        }
        guard a.flags != nil || b.flags != nil || failed != nil else { return Vector(out) }
        let flags = registers.flags(register)
        for place in 0..<count {
            let chosen = first[place] != 0 ? a.flags : b.flags
            let flag = chosen.map { $0[place] } ?? 0
            flags[place] = flag | (failed.map { $0[place] } ?? 0)
        }
        if failed != nil {
            for place in 0..<count where flags[place] & Flag.failed != 0 {
                flags[place] = Flag.failed
            }
        }
        return Vector(out, flags)
    }

    @inline(__always)
    private func pickValues<Element>(
        _ first: UnsafePointer<UInt8>,
        _ a: UnsafePointer<Element>,
        _ b: UnsafePointer<Element>,
        _ out: UnsafeMutablePointer<Element>
    ) {
        for place in 0..<batch.count { out[place] = first[place] != 0 ? a[place] : b[place] }
    }

    // MARK: Null

    /// `x.orElse(y)`.
    func orElse(
        _ subject: Node,
        _ other: Node,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let count = batch.count
        let a = evaluate(subject, register, need)
        let (isThere, isNull) = (registers.mask(register), registers.mask(register + 1))
        if case .text = subject.kind {
            Kernel.map(count, a.of(UInt32.self), isThere) { $0 == TextDomain.null ? 0 : 1 }
        } else if let flags = a.flags {
            Kernel.map(count, flags, isThere) { $0 == Flag.null ? 0 : 1 }
        } else {
            return a
        }
        for place in 0..<count {
            isNull[place] = (isThere[place] ^ 1) & (need.map { $0[place] } ?? 1)
        }
        guard Kernel.anySet(count, isNull) else { return a }
        let b = evaluate(other, register + 2, other.isCostly ? UnsafePointer(isNull) : nil)
        return pick(UnsafePointer(isThere), a, b, nil, subject.kind, other.kind, register)
    }

    /// The values, where a null is an error.
    func present(_ part: Node, _ register: Int, _ need: UnsafePointer<UInt8>?) -> Vector {
        let value = evaluate(part, register, need)
        if case .text = part.kind {
            let out = registers.values(register, UInt32.self)
            Kernel.map(batch.count, value.of(UInt32.self), out) {
                $0 == TextDomain.null ? TextDomain.failed : $0
            }
            return Vector(out)
        }
        let flags = Kernel.strict(batch.count, value.flags, nil, registers.flags(register))
        return Vector(at: value.values, flags)
    }

    func isNull(
        _ part: Node,
        isNegated: Bool,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let count = batch.count
        let value = evaluate(part, register + 1, need)
        let (out, failed) = (registers.values(register, UInt8.self), registers.flags(register))
        let (yes, no): (UInt8, UInt8) = isNegated ? (0, 1) : (1, 0)
        if case .text = part.kind {
            let codes = value.of(UInt32.self)
            Kernel.map(count, codes, out) { $0 == TextDomain.null ? yes : no }
            Kernel.map(count, codes, failed) { $0 == TextDomain.failed ? Flag.failed : 0 }
        } else if let flags = value.flags {
            Kernel.map(count, flags, out) { $0 == Flag.null ? yes : no }
            Kernel.map(count, flags, failed) { $0 & Flag.failed }
        } else {
            out.update(repeating: no, count: count)
            return Vector(out)
        }
        return Vector(out, Kernel.anySet(count, failed) ? failed : nil)
    }
}
