import CivilTime

/// What an expression says of each text of a domain, found out when a text is first met.
///
/// A code's place is the code and 2, so that without a branch an error is at 0 and null at 1.
final class TextTable {
    /// What is known of a text, as bits.
    enum State {
        /// The truth value.
        static let truth: UInt8 = 1
        static let null: UInt8 = 2
        static let failed: UInt8 = 4
        /// It is an error that nothing absorbs.
        static let exhausted: UInt8 = 8
        static let unknown: UInt8 = 128
    }

    let domain: TextDomain
    /// The kind of the results.
    let kind: Node.Kind
    /// How many steps the interpreter took.
    private(set) var steps = 0
    /// Whether a result was of another type than was said.
    private(set) var isSurprised = false
    private(set) var states: [UInt8] = []
    /// Bits of the results, unless they are truth values.
    private(set) var values: [UInt64] = []
    private let expression: Expression
    private let whereFailed: Expression
    private let slot: Int
    private let test: TextTest?
    private var evaluator: Evaluator

    /// A table of which nothing is known.
    ///
    /// - Parameters:
    ///   - domain: the texts.
    ///   - kind: of the results.
    ///   - expression: what is asked, with the text as the local variable of a slot.
    ///   - slot: the first that no macro uses.
    ///   - whereFailed: the same for rows in which the text is an error.
    ///   - test: says the same of a text that is not null, only faster.
    ///   - evaluator: has room for the slot.
    init(
        _ domain: TextDomain,
        _ kind: Node.Kind,
        _ expression: Expression,
        slot: Int,
        whereFailed: Expression,
        test: TextTest?,
        evaluator: Evaluator
    ) {
        self.domain = domain
        self.kind = kind
        self.expression = expression
        self.slot = slot
        self.whereFailed = whereFailed
        self.test = test
        self.evaluator = evaluator
        grow()
    }

    /// Takes in the texts that the domain has got.
    func grow() {
        let count = domain.texts.count + 2
        guard states.count < count else { return }
        states += repeatElement(State.unknown, count: count - states.count)
        if kind != .bool { values += repeatElement(0, count: count - values.count) }
    }

    /// Finds out about texts of which nothing is known yet.
    ///
    /// - Parameters:
    ///   - codes: the texts.
    ///   - count: how many there are.
    ///   - need: 1 for each of the codes that somebody needs; without, all are needed.
    ///   - limit: no text is asked about any more once so many steps are taken.
    func learn(
        _ codes: UnsafePointer<UInt32>,
        _ count: Int,
        _ need: UnsafePointer<UInt8>?,
        limit: Int
    ) {
        if let test { learn(codes, count, need, by: test) }
        let last = saturated(steps, plus: limit)
        for index in 0..<count where need.map({ $0[index] != 0 }) ?? true {
            let place = Int(codes[index] &+ 2)
            guard states[place] == State.unknown else { continue }
            guard steps < last else { return }
            ask(place)
        }
    }

    /// Asks a test of all texts for which it has an answer.
    private func learn(
        _ codes: UnsafePointer<UInt32>,
        _ count: Int,
        _ need: UnsafePointer<UInt8>?,
        by test: TextTest
    ) {
        let texts = domain.texts
        texts.withUnsafeBufferPointer { texts in
            states.withUnsafeMutableBufferPointer { states in
                for index in 0..<count {
                    let place = Int(codes[index] &+ 2)
                    guard place >= 2, states[place] == State.unknown,
                        need.map({ $0[index] != 0 }) ?? true,
                        let holds = test.holds(texts[place - 2])
                    else { continue }
                    states[place] = holds ? State.truth : 0
                }
            }
        }
    }

    /// Asks the interpreter of the text at a place.
    private func ask(_ place: Int) {
        evaluator.restart(forgetting: [])
        defer { steps += evaluator.spent }
        do throws(EvaluationError) {
            if place > 0 {
                evaluator.setLocal(slot, place == 1 ? .null : .string(domain.texts[place - 2]))
            }
            store(try evaluator.evaluate(place == 0 ? whereFailed : expression), at: place)
        } catch {
            states[place] =
                error.kind == .budget ? State.failed | State.exhausted : State.failed
        }
    }

    private func store(_ value: Value, at place: Int) {
        switch (kind, value) {
        case (_, .null): states[place] = State.null
        case (.bool, .bool(let value)): states[place] = value ? State.truth : 0
        default:
            guard let bits = kind.bits(of: value) else {
                isSurprised = true
                states[place] = State.failed
                return
            }
            states[place] = 0
            values[place] = bits
        }
    }
}

extension Node.Kind {
    /// A value of the kind as the bits that arrays of it have; `nil` for other values.
    func bits(of value: Value) -> UInt64? {
        switch (self, value) {
        case (.bool, .bool(let value)): value ? 1 : 0
        case (.int, .int(let value)): UInt64(bitPattern: value)
        case (.uint, .uint(let value)): value
        case (.double, .double(let value)): value.bitPattern
        case (.day, .day(let value)): UInt64(bitPattern: Int64(value.daysSince1970))
        case (.length, .duration(let value)): UInt64(bitPattern: value.nanoseconds)
        case (.moment, .timestamp(let value)) where value.nanosecond == 0:
            UInt64(bitPattern: value.instant.secondsSince1970)
        case (.text(let domain), .string(let value)): UInt64(domain.code(of: value))
        default: nil
        }
    }
}
