/// Numbers in the forms in which texts show them.
enum NumberText {
    /// "NaN", "Infinity" or "-Infinity"; `nil` for every other number.
    static func special(_ number: Double) -> String? {
        if number.isNaN { return "NaN" }
        guard number.isInfinite else { return nil }
        return number < 0 ? "-Infinity" : "Infinity"
    }

    /// As many digits as are needed to read the number back, without an exponent.
    static func plain(_ number: Double) -> String {
        if let special = special(number) { return special }
        // Swift writes the shortest digits, and an exponent where there would be many zeros.
        let parts = number.magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
        let digits = Array(String(mantissa[0]) + fraction)
        let point = mantissa[0].count + exponent
        let sign = number.sign == .minus ? "-" : ""
        if point <= 0 {
            return digits == ["0"]
                ? "\(sign)0" : "\(sign)0.\(String(repeating: "0", count: -point))\(String(digits))"
        }
        if point >= digits.count {
            return sign + String(digits) + String(repeating: "0", count: point - digits.count)
        }
        return "\(sign)\(String(digits[..<point])).\(String(digits[point...]))"
    }

    /// So many digits behind the point, rounded half to even.
    static func fixed(_ number: Double, precision: Int) -> String {
        if let special = special(number) { return special }
        var digits = DecimalDigits(number)
        digits.round(behindPoint: precision)
        var text = number.sign == .minus ? "-" : ""
        if digits.point <= 0 { text += "0" }
        for place in 0..<Swift.max(0, digits.point) { text.append(digits[place]) }
        if precision > 0 { text += "." }
        for place in digits.point..<(digits.point + precision) { text.append(digits[place]) }
        return text
    }

    /// One digit before the point and so many behind it, rounded half to even, and an exponent of two
    /// digits at least.
    static func scientific(_ number: Double, precision: Int) -> String {
        if let special = special(number) { return special }
        var digits = DecimalDigits(number)
        digits.round(to: precision + 1)
        var text = number.sign == .minus ? "-" : ""
        text.append(digits[0])
        if precision > 0 { text += "." }
        for place in 1..<(precision + 1) { text.append(digits[place]) }
        let exponent = digits.digits.isEmpty ? 0 : digits.point - 1
        let size = String(exponent.magnitude)
        return text + (exponent < 0 ? "e-" : "e+") + (size.count < 2 ? "0" : "") + size
    }

    /// Two digits of base 16 for each octet.
    static func hexadecimal(_ octets: some Sequence<UInt8>, uppercase: Bool) -> String {
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").unicodeScalars)
        var text = String.UnicodeScalarView()
        for octet in octets {
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(text)
    }
}
