/// The exact decimal digits of a finite number, to be rounded to any place.
///
/// A double is a whole number times a power of two, so that its digits end somewhere: behind the point
/// after at most 1,074.
struct DecimalDigits {
    /// The digits, 0...9, from the first that is not 0; empty for zero.
    private(set) var digits: [UInt8]
    /// How many of them stand before the point; negative where zeros follow it.
    private(set) var point: Int

    /// The digits of a number without its sign.
    init(_ number: Double) {
        let magnitude = number.magnitude
        guard magnitude > 0 else {
            (digits, point) = ([], 0)
            return
        }
        let exponent = Int(magnitude.exponent) - Double.significandBitCount
        let significand = UInt64(magnitude.significand * 0x1p52)
        var whole = Limbs(significand, shifted: Swift.max(0, exponent))
        var fraction = Limbs(0, shifted: 0)
        if exponent < 0 {
            // Below the point stand as many bits as the exponent says.
            let bits = -exponent
            whole = Limbs(bits < 64 ? significand >> bits : 0, shifted: 0)
            let rest = bits < 64 ? significand & (1 << bits - 1) : significand
            fraction = Limbs(rest, shifted: 0)
        }
        var all = whole.decimalDigits()
        point = all.count
        while !fraction.isZero { all.append(fraction.nextDigit(bits: -exponent)) }
        let zeros = all.prefix { $0 == 0 }.count
        digits = Array(all.dropFirst(zeros))
        point -= zeros
        while digits.last == 0 { digits.removeLast() }
    }

    /// Rounds to so many digits behind the point, a half to the even digit.
    mutating func round(behindPoint count: Int) { round(to: point + count) }

    /// Rounds to so many digits, a half to the even one.
    mutating func round(to count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            return
        }
        let isOdd = count > 0 && digits[count - 1] % 2 == 1
        let isAboveHalf = digits[count] == 5 && count + 1 < digits.count
        let goesUp = digits[count] > 5 || isAboveHalf || (digits[count] == 5 && isOdd)
        digits.removeLast(digits.count - count)
        guard goesUp else { return }
        var place = count - 1
        while place >= 0, digits[place] == 9 {
            digits[place] = 0
            place -= 1
        }
        if place >= 0 {
            digits[place] += 1
        } else {
            digits.insert(1, at: 0)
            point += 1
        }
    }

    /// The digit at a place, counted from the first; 0 outside.
    subscript(place: Int) -> Character {
        let digit = digits.indices.contains(place) ? digits[place] : 0
        return Character(Unicode.Scalar(0x30 + digit))
    }
}

/// A whole number of any size, in parts of 32 bits from the lowest.
private struct Limbs {
    private var parts: [UInt32]

    init(_ number: UInt64, shifted shift: Int) {
        parts = Array(repeating: 0, count: shift / 32)
        // Three parts hold 64 bits that are shifted by less than 32.
        let low = number << UInt64(shift % 32)
        let high = shift % 32 == 0 ? 0 : number >> UInt64(64 - shift % 32)
        parts += [
            UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32),
            UInt32(truncatingIfNeeded: high),
        ]
        trim()
    }

    var isZero: Bool { parts.isEmpty }

    private mutating func trim() { while parts.last == 0 { parts.removeLast() } }

    /// The decimal digits from the highest; none for zero.
    func decimalDigits() -> [UInt8] {
        var rest = self
        var digits: [UInt8] = []
        while !rest.isZero {
            var remainder: UInt64 = 0
            for index in rest.parts.indices.reversed() {
                let part = remainder << 32 | UInt64(rest.parts[index])
                rest.parts[index] = UInt32(part / 1_000_000_000)
                remainder = part % 1_000_000_000
            }
            rest.trim()
            for _ in 0..<9 {
                digits.append(UInt8(remainder % 10))
                remainder /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits.reversed()
    }

    /// Takes the next digit of a fraction that has so many bits.
    mutating func nextDigit(bits: Int) -> UInt8 {
        var carry: UInt64 = 0
        for index in parts.indices {
            carry += UInt64(parts[index]) * 10
            parts[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { parts.append(UInt32(carry)) }
        // What has come above the point is the digit, of four bits at most.
        var digit: UInt32 = 0
        for bit in 0..<4 {
            let place = bits + bit
            guard place / 32 < parts.count else { break }
            digit |= (parts[place / 32] >> UInt32(place % 32) & 1) << UInt32(bit)
            parts[place / 32] &= ~(1 << UInt32(place % 32))
        }
        trim()
        return UInt8(digit)
    }
}
