package import Columns

extension Program {
    /// Evaluates over many rows at once: the same as `evaluate` in each of them.
    ///
    /// - Parameters:
    ///   - bindings: what the variables stand for.
    ///   - rows: the rows in which the value is wanted.
    ///   - budget: how many steps the evaluation of one row may take.
    ///   - steps: how many steps of the interpreter all rows may take together; rows that are left
    ///     then are errors.
    /// - Returns: the values, and the rows where there is an error.
    package func evaluate(
        _ bindings: [String: ColumnarBinding],
        rows: RowSet,
        budget: Int = Program.defaultBudget,
        steps: Int = .max
    ) -> ColumnarResult {
        var planner = Planner(self, bindings, rows: rows, budget: budget)
        let plan = planner.plan()
        if let result = run(plan, bindings, rows, budget: budget, steps: steps) { return result }
        // A value was of another type than the host had declared.
        let untyped = planner.untypedPlan()
        guard let result = run(untyped, bindings, rows, budget: budget, steps: steps) else {
            preconditionFailure("the interpreter takes values of every type")
        }
        return result
    }

    private func run(
        _ plan: Plan,
        _ bindings: [String: ColumnarBinding],
        _ rows: RowSet,
        budget: Int,
        steps: Int
    ) -> ColumnarResult? {
        plan.arrays.withPointers { pointers in
            let run = ColumnarRun(plan, pointers, rowCount: rows.rowCount, stepLimit: steps)
            var builder = ResultBuilder(plan.root.kind, rowCount: rows.rowCount)
            run.all(plan.root, rows, &builder)
            guard !run.isSurprised else { return nil }
            let failed = RowSet(rowCount: rows.rowCount, words: builder.failed)
                .union(run.exhausted)
                .intersection(rows)
            let known = rows.subtracting(failed)
            let holds = RowSet(rowCount: rows.rowCount, words: builder.holds).intersection(known)
            let storage = builder.storage(known)
            var sure = holds
            if case .truth(let absent) = storage { sure.subtract(absent) }
            return ColumnarResult(
                self,
                bindings,
                rows: rows,
                holds: sure,
                failed: failed,
                steps: run.steps + plan.steps,
                budget: budget,
                storage: storage
            )
        }
    }
}

extension ColumnarRun {
    /// Evaluates a plan's root in all rows that are wanted.
    func all(_ root: Node, _ rows: RowSet, _ builder: inout ResultBuilder) {
        guard root.kind != .any else {
            if case .interpreted(let interpreter) = root.form {
                for row in rows { builder.add(ask(interpreter, row: row), row: row) }
            }
            return
        }
        var few: [Int32] = []
        few.reserveCapacity(Vector.limit)
        for base in stride(from: 0, to: rows.rowCount, by: Vector.limit) {
            let count = Swift.min(Vector.limit, rows.rowCount - base)
            let words = rows.words[base / 64..<(base + count + 63) / 64]
            let wanted = words.reduce(0) { $0 + $1.nonzeroBitCount }
            if wanted == 0 { continue }
            // Rows that lie far apart are put together.
            guard wanted * 4 >= count else {
                if few.count + wanted > Vector.limit { run(root, list: &few, &builder) }
                for (index, word) in words.enumerated() {
                    var rest = word
                    while rest != 0 {
                        few.append(Int32(base + index * 64 + rest.trailingZeroBitCount))
                        rest &= rest - 1
                    }
                }
                continue
            }
            batch = Batch(base: base, list: nil, count: count)
            let need = wanted == count ? nil : self.need(words)
            builder.add(evaluate(root, 1, need), batch)
        }
        if !few.isEmpty { run(root, list: &few, &builder) }
    }

    private func run(_ root: Node, list: inout [Int32], _ builder: inout ResultBuilder) {
        list.withUnsafeBufferPointer { rows in
            batch = Batch(base: 0, list: rows.baseAddress, count: rows.count)
            builder.add(evaluate(root, 1, nil), batch)
        }
        list.removeAll(keepingCapacity: true)
    }

    /// The rows of the batch that are wanted, in the mask of the first register.
    private func need(_ words: ArraySlice<UInt64>) -> UnsafePointer<UInt8> {
        let mask = registers.mask(0)
        words.withUnsafeBufferPointer { words in
            guard let words = words.baseAddress else { return }
            Kernel.spread(batch.count, words, flipped: 0, mark: 1, mask)
        }
        return UnsafePointer(mask)
    }
}
