// Texts by their codes.
extension ColumnarRun {
    /// What a table says of each text; what it does not know yet it learns where it is needed.
    func byText(
        _ part: Node,
        _ table: TextTable,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let codes = evaluate(part, register + 1, need).of(UInt32.self)
        table.grow()
        let states = registers.flags(register)
        var all = look(codes, table, states)
        if all & TextTable.State.unknown != 0 {
            let before = table.steps
            table.learn(codes, batch.count, need, limit: Swift.max(0, stepLimit - steps))
            spend(table.steps - before)
            if table.isSurprised { isSurprised = true }
            all = look(codes, table, states)
        }
        let count = batch.count
        // A text that is needed is unknown still where no steps were left.
        let isOut = steps >= stepLimit
        let ended = TextTable.State.exhausted | (isOut ? TextTable.State.unknown : 0)
        if all & ended != 0 {
            for place in 0..<count where states[place] & ended != 0 {
                if need.map({ $0[place] != 0 }) ?? true { exhaust(batch.row(at: place)) }
            }
        }
        switch table.kind.width {
        case 1:
            let out = registers.values(register, UInt8.self)
            Kernel.map(count, UnsafePointer(states), out) { $0 & TextTable.State.truth }
        case 4:
            let out = registers.values(register, UInt32.self)
            fetch(codes, table, out) { UInt32(truncatingIfNeeded: $0) }
        default: fetch(codes, table, registers.values(register, UInt64.self)) { $0 }
        }
        let out = registers.values(register, UInt8.self)
        let marked = TextTable.State.null | TextTable.State.failed
        if case .text = table.kind {
            // What is unknown still is needed by nobody, but must be a code.
            let marked = marked | TextTable.State.unknown
            guard all & marked != 0 else { return Vector(out) }
            let codes = registers.values(register, UInt32.self)
            for place in 0..<count where states[place] & marked != 0 {
                let isNull = states[place] & TextTable.State.null != 0
                codes[place] = isNull ? TextDomain.null : TextDomain.failed
            }
            return Vector(out)
        }
        guard all & marked != 0 else { return Vector(out) }
        for place in 0..<count { states[place] = states[place] >> 1 & 3 }
        return Vector(out, states)
    }

    /// The states of texts, and all their bits together.
    private func look(
        _ codes: UnsafePointer<UInt32>,
        _ table: TextTable,
        _ out: UnsafeMutablePointer<UInt8>
    ) -> UInt8 {
        let count = batch.count
        return table.states.withUnsafeBufferPointer { states in
            guard let states = states.baseAddress else { return 0 }
            var all: UInt8 = 0
            for place in 0..<count {
                let state = states[Int(codes[place] &+ 2)]
                out[place] = state
                all |= state
            }
            return all
        }
    }

    @inline(__always)
    private func fetch<Element>(
        _ codes: UnsafePointer<UInt32>,
        _ table: TextTable,
        _ out: UnsafeMutablePointer<Element>,
        _ convert: (UInt64) -> Element
    ) {
        let count = batch.count
        table.values.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            for place in 0..<count { out[place] = convert(values[Int(codes[place] &+ 2)]) }
        }
    }

    // MARK: Texts beside texts

    func compareTexts(
        _ comparison: Node.Comparison,
        _ a: Vector,
        _ domainOfA: TextDomain,
        _ b: Vector,
        _ domainOfB: TextDomain,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let (x, y) = (a.of(UInt32.self), b.of(UInt32.self))
        let (out, flags) = (registers.values(register, UInt8.self), registers.flags(register))
        let isEquality = comparison == .equal || comparison == .notEqual
        var hasFailed = false
        for place in 0..<batch.count {
            // What an earlier batch has left here is no truth value.
            guard need.map({ $0[place] != 0 }) ?? true else {
                (out[place], flags[place]) = (0, 0)
                continue
            }
            let (code, other) = (x[place], y[place])
            let isBad =
                isEquality
                ? code == TextDomain.failed || other == TextDomain.failed
                : code >= TextDomain.failed || other >= TextDomain.failed
            flags[place] = isBad ? Flag.failed : 0
            hasFailed = hasFailed || isBad
            guard !isBad else {
                out[place] = 0
                continue
            }
            if isEquality {
                let isEqual = isSame(code, domainOfA, other, domainOfB)
                out[place] = isEqual == (comparison == .equal) ? 1 : 0
            } else {
                let (a, b) = (domainOfA.texts[Int(code)], domainOfB.texts[Int(other)])
                out[place] = comparison.holds(Order(sequence: a.utf8, b.utf8)) ? 1 : 0
            }
        }
        return Vector(out, hasFailed ? flags : nil)
    }

    private func isSame(_ a: UInt32, _ domainOfA: TextDomain, _ b: UInt32, _ domainOfB: TextDomain)
        -> Bool
    {
        if a == TextDomain.null || b == TextDomain.null { return a == b }
        if domainOfA === domainOfB, a == b || domainOfA.isDistinct { return a == b }
        return isSameText(domainOfA.texts[Int(a)], domainOfB.texts[Int(b)])
    }
}

extension Node.Comparison {
    /// Whether it holds of two values that have an order.
    fileprivate func holds(_ order: Order) -> Bool {
        switch self {
        case .equal: order == .equal
        case .notEqual: order != .equal
        case .less: order == .less
        case .lessOrEqual: order == .less || order == .equal
        case .greater: order == .greater
        case .greaterOrEqual: order == .greater || order == .equal
        }
    }
}
