import Columns

/// One evaluation of a plan, batch by batch.
///
/// A node's values are handed on as pointers: into a column where the rows follow one another, else
/// into the node's register, where they stay until that register is used again. A node may use its
/// own register and those after it. Values are computed for all rows of a batch; `need` spares
/// costly nodes the rows whose values nobody uses.
final class ColumnarRun {
    let pointers: [UnsafeRawPointer]
    let registers: Registers
    private let constants: [UnsafeMutableRawPointer]
    private let stepLimit: Int
    var batch = Batch(base: 0, list: nil, count: 0)
    /// Rows with an error that nothing absorbs.
    private(set) var exhausted: RowSet
    /// The steps that the interpreter took.
    private(set) var steps = 0
    /// Whether a value was of another type than was said, so that nothing that was computed counts.
    var isSurprised = false

    init(_ plan: Plan, _ pointers: [UnsafeRawPointer], rowCount: Int, stepLimit: Int) {
        self.pointers = pointers
        self.stepLimit = stepLimit
        exhausted = RowSet(rowCount: rowCount)
        registers = Registers(rowCount: rowCount)
        constants = plan.constants.map { $0.filled(Swift.min(rowCount, Vector.limit)) }
    }

    deinit { for constant in constants { constant.deallocate() } }

    func pointer<Element>(_ place: Int, _ type: Element.Type = Element.self)
        -> UnsafePointer<Element>
    {
        pointers[place].assumingMemoryBound(to: type)
    }

    /// The values of a node in the rows of the batch.
    ///
    /// - Parameters:
    ///   - node: what is computed.
    ///   - register: the first register that may be used.
    ///   - need: 1 for each row in which the value is used; `nil` for all.
    /// - Returns: the values, until a register from `register` on is used again.
    func evaluate(_ node: Node, _ register: Int, _ need: UnsafePointer<UInt8>?) -> Vector {
        switch node.form {
        case .constant(let place): return Vector(at: constants[place])
        case .null: return uniform(Flag.null, node.kind, register)
        case .failure(let isOfBudget):
            if isOfBudget { forEachNeeded(need) { exhausted.insert($0) } }
            return uniform(Flag.failed, node.kind, register)
        case .load(let load): return self.load(load, node.kind, register)
        case .bits(let bits): return self.bits(bits, register)
        case .has(let presence, let isNegated):
            return has(presence, isNegated: isNegated, register)
        case .present(let part): return present(part, register, need)
        case .isNull(let part, let isNegated):
            return isNull(part, isNegated: isNegated, register, need)
        case .not(let part): return not(part, register, need)
        case .logic(let parts, let decisive):
            return logic(parts, decisive: decisive, register, need)
        case .conditional(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise, register, need)
        case .orElse(let subject, let other):
            return orElse(subject, other, register, need)
        case .compare(let comparison, let a, let b):
            return compare(comparison, a, b, register, need)
        case .arithmetic(let operation, let a, let b):
            return arithmetic(operation, a, b, node.kind, register, need)
        case .convert(let conversion, let part):
            return convert(conversion, part, node.kind, register, need)
        case .member(let part, let members): return member(part, members, register, need)
        case .byText(let part, let table): return byText(part, table, register, need)
        case .interpreted(let interpreter):
            return interpreted(interpreter, node.kind, register, need)
        }
    }

    /// The same flag in all rows.
    private func uniform(_ flag: UInt8, _ kind: Node.Kind, _ register: Int) -> Vector {
        if case .text = kind {
            let codes = registers.values(register, UInt32.self)
            let code = flag == Flag.null ? TextDomain.null : TextDomain.failed
            codes.update(repeating: code, count: batch.count)
            return Vector(codes)
        }
        let values = registers.values(register, UInt8.self)
        values.update(repeating: 0, count: batch.count * kind.width)
        let flags = registers.flags(register)
        flags.update(repeating: flag, count: batch.count)
        return Vector(values, flags)
    }

    // MARK: Rows one by one

    func forEachNeeded(_ need: UnsafePointer<UInt8>?, _ body: (_ row: Int) -> Void) {
        for place in 0..<batch.count where need.map({ $0[place] != 0 }) ?? true {
            body(batch.row(at: place))
        }
    }

    /// Counts steps of the interpreter.
    func spend(_ count: Int) { steps += count }

    /// Takes a row out whatever else is said of it.
    func exhaust(_ row: Int) { exhausted.insert(row) }

    /// What the interpreter says of a row; `nil` where that is an error.
    func ask(_ interpreter: RowInterpreter, row: Int) -> Value? {
        guard steps < stepLimit else {
            exhausted.insert(row)
            return nil
        }
        let outcome = interpreter.outcome(at: row)
        steps += outcome.steps
        switch outcome.result {
        case .success(let value): return value
        case .failure(let error):
            if error.kind == .budget { exhausted.insert(row) }
            return nil
        }
    }

    private func interpreted(
        _ interpreter: RowInterpreter,
        _ kind: Node.Kind,
        _ register: Int,
        _ need: UnsafePointer<UInt8>?
    ) -> Vector {
        let output = RegisterWriter(kind, registers, register, count: batch.count)
        for place in 0..<batch.count where need.map({ $0[place] != 0 }) ?? true {
            guard let value = ask(interpreter, row: batch.row(at: place)) else {
                output.fail(place)
                continue
            }
            if output.write(value, place) { continue }
            if !interpreter.refusesOthers { isSurprised = true }
            output.fail(place)
        }
        return output.vector
    }
}

extension Node.Kind {
    /// Octets of a value.
    var width: Int {
        switch self {
        case .bool: 1
        case .day, .text: 4
        case .int, .uint, .double, .moment, .length, .any: 8
        }
    }
}
