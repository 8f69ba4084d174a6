// Comparing, arithmetic and conversions.
extension ColumnarRun {
    func compare(
        _ comparison: Node.Comparison,
        _ left: Node,
        _ right: Node,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let count = batch.count
        let a = evaluate(left, register + 1, need)
        let b = evaluate(right, register + 2, need)
        let (out, flags) = (registers.values(register, UInt8.self), registers.flags(register))
        if case .text(let domainOfA) = left.kind, case .text(let domainOfB) = right.kind {
            return compareTexts(comparison, a, domainOfA, b, domainOfB, register, need)
        }
        Kernel.compare(comparison, left.kind, count, a, b, out)
        guard a.flags != nil || b.flags != nil else { return Vector(out) }
        switch comparison {
        case .equal, .notEqual:
            // Nulls are values here; where they are not, `present` has made them errors.
            let none = registers.mask(register)
            if a.flags == nil || b.flags == nil { none.update(repeating: 0, count: count) }
            Kernel.equalNulls(
                count,
                a.flags ?? UnsafePointer(none),
                b.flags ?? UnsafePointer(none),
                isNegated: comparison == .notEqual,
                out,
                flags
            )
            return Vector(out, flags)
        default:
            return Vector(out, Kernel.strict(count, a.flags, b.flags, flags))
        }
    }

    func member(
        _ part: Node,
        _ members: Node.Members,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let value = evaluate(part, register + 1, need)
        let (out, failed) = (registers.values(register, UInt8.self), registers.flags(register))
        Kernel.member(batch.count, value, members, out)
        guard let flags = value.flags else { return Vector(out) }
        // A null is in no list of numbers.
        for place in 0..<batch.count {
            out[place] = flags[place] == 0 ? out[place] : 0
            failed[place] = flags[place] & Flag.failed
        }
        return Vector(out, failed)
    }

    func arithmetic(
        _ operation: Node.Arithmetic,
        _ left: Node,
        _ right: Node,
        _ kind: Node.Kind,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let count = batch.count
        let a = evaluate(left, register + 1, need)
        let b = evaluate(right, register + 2, need)
        let out = registers.values(register, Int64.self)
        let errors = registers.mask(register)
        var hasErrors = false
        switch (operation, kind) {
        case (.addDays, _):
            let days = registers.values(register, Int32.self)
            hasErrors = Kernel.addDays(count, a.of(), b.of(), days, errors)
        case (.daysUntil, _):
            Kernel.map(count, a.of(Int32.self), b.of(Int32.self), out) { Int64($1) - Int64($0) }
        case (.addSeconds, _): hasErrors = Kernel.addSeconds(count, a.of(), b.of(), out, errors)
        case (.subtractSeconds, _):
            hasErrors = Kernel.subtractSeconds(count, a.of(), b.of(), out, errors)
        case (.lengthBetween, _): hasErrors = Kernel.lengths(count, a.of(), b.of(), out, errors)
        case (_, .double):
            Kernel.doubles(operation, count, a.of(), b.of(), registers.values(register))
        case (_, .uint):
            let values = registers.values(register, UInt64.self)
            hasErrors = Kernel.uints(operation, count, a.of(), b.of(), values, errors)
        default: hasErrors = Kernel.ints(operation, count, a.of(), b.of(), out, errors)
        }
        return Vector(out, flags(a.flags, b.flags, hasErrors ? errors : nil, register))
    }

    func convert(
        _ conversion: Node.Conversion,
        _ part: Node,
        _ kind: Node.Kind,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let value = evaluate(part, register + 1, need)
        let out = UnsafeMutableRawPointer(registers.values(register, UInt8.self))
        let errors = registers.mask(register)
        let hasErrors = Kernel.convert(
            conversion,
            batch.count,
            value,
            isDouble: kind == .double,
            out,
            errors
        )
        if conversion.keepsNull {
            guard let given = value.flags else { return Vector(at: out) }
            registers.flags(register).update(from: given, count: batch.count)
            return Vector(at: out, registers.flags(register))
        }
        let flags = self.flags(value.flags, nil, hasErrors ? errors : nil, register)
        if case .text = kind, let flags {
            let codes = registers.values(register, UInt32.self)
            for place in 0..<batch.count where flags[place] != 0 {
                codes[place] = TextDomain.failed
            }
        }
        return Vector(at: out, flags)
    }

    /// The flags of an operation that takes no nulls and has errors of its own.
    private func flags(
        _ a: UnsafePointer<UInt8>?,
        _ b: UnsafePointer<UInt8>?,
        _ errors: UnsafeMutablePointer<UInt8>?,
        _ register: Int
    ) -> UnsafePointer<UInt8>? {
        let out = registers.flags(register)
        let given = Kernel.strict(batch.count, a, b, out)
        guard let errors else { return given }
        guard given != nil else {
            out.update(from: errors, count: batch.count)
            return UnsafePointer(out)
        }
        for place in 0..<batch.count { out[place] |= errors[place] }
        return UnsafePointer(out)
    }
}
