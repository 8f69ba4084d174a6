/// Writes values of the interpreter into a register.
struct RegisterWriter {
    let kind: Node.Kind
    let values: UnsafeMutableRawPointer
    let flags: UnsafeMutablePointer<UInt8>

    init(_ kind: Node.Kind, _ registers: Registers, _ register: Int, count: Int) {
        self.kind = kind
        values = UnsafeMutableRawPointer(registers.values(register, UInt8.self))
        flags = registers.flags(register)
        // Also in rows that are spared there must be codes.
        if case .text = kind {
            let codes = registers.values(register, UInt32.self)
            codes.update(repeating: TextDomain.failed, count: count)
        }
    }

    var vector: Vector {
        if case .text = kind { return Vector(at: values) }
        return Vector(at: values, flags)
    }

    func fail(_ place: Int) { mark(place, Flag.failed, TextDomain.failed) }

    /// Writes a value; false where it is of another kind.
    func write(_ value: Value, _ place: Int) -> Bool {
        if value.isNull {
            mark(place, Flag.null, TextDomain.null)
            return true
        }
        guard let bits = kind.bits(of: value) else { return false }
        flags[place] = 0
        switch kind.width {
        case 1:
            values.storeBytes(
                of: UInt8(truncatingIfNeeded: bits),
                toByteOffset: place,
                as: UInt8.self
            )
        case 4:
            values.storeBytes(
                of: UInt32(truncatingIfNeeded: bits),
                toByteOffset: place * 4,
                as: UInt32.self
            )
        default: values.storeBytes(of: bits, toByteOffset: place * 8, as: UInt64.self)
        }
        return true
    }

    private func mark(_ place: Int, _ flag: UInt8, _ code: UInt32) {
        if case .text = kind {
            values.storeBytes(of: code, toByteOffset: place * 4, as: UInt32.self)
        } else {
            if case .bool = kind { values.storeBytes(of: 0, toByteOffset: place, as: UInt8.self) }
            flags[place] = flag
        }
    }
}
