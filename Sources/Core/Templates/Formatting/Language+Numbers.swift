extension Language {
    /// Up to this size every whole number is exact in a double.
    private static let largestExact = 9_007_199_254_740_992.0

    /// A number as people read it: groups of three, no decimals from 100 on, else at most two.
    package func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) <= Self.largestExact else { return "\(value)" }
        return decimal(value, places: abs(value) >= 100 ? 0 : 2)
    }

    /// An amount with its currency: whole from 100 on; below that two decimals unless it is whole.
    package func money(_ value: Double, currency: String) -> String {
        guard value.isFinite, abs(value) <= Self.largestExact else { return "\(value) \(currency)" }
        let isWhole = abs(value) >= 100 || value == value.rounded()
        return decimal(value, places: isWhole ? 0 : 2, keepsZeros: true) + " " + currency
    }

    /// A share (1 is all) in percent: whole, but with one decimal below 10 % and between 99 and 100
    /// %, so that neither "nothing" nor "all" is said of what is only near it.
    package func percent(_ share: Double) -> String {
        let value = share * 100
        guard value.isFinite, abs(value) <= Self.largestExact else { return "\(value)%" }
        let size = abs(value)
        if size > 0, size < 0.1 { return (value < 0 ? "-" : "") + "<\(decimal(0.1, places: 1))%" }
        if size > 99.9, size < 100 {
            return (value < 0 ? "-" : "") + ">\(decimal(99.9, places: 1))%"
        }
        return decimal(value, places: size < 10 || (size > 99 && size < 100) ? 1 : 0) + "%"
    }

    /// A number with at most so many decimals, halves rounded away from zero.
    private func decimal(_ value: Double, places: Int, keepsZeros: Bool = false) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded(.toNearestOrAwayFromZero))
        var digits = String(scaled % scale)
        digits = String(repeating: "0", count: places - min(places, digits.count)) + digits
        if !keepsZeros { while digits.last == "0" { digits.removeLast() } }
        let whole = grouped(scaled / scale)
        let sign = value < 0 && scaled != 0 ? "-" : ""
        return sign + whole + (places == 0 || digits.isEmpty ? "" : decimalSeparator + digits)
    }

    private func grouped(_ number: Int) -> String {
        var text = ""
        let digits = String(number)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += groupSeparator }
            text.append(digit)
        }
        return text
    }
}
