// RFC 4291 (addresses of IPv6), RFC 5952 (how they are written), RFC 6890 (which are special).

/// An address of IPv4 or IPv6, without a zone.
///
/// One of IPv6 that stands for one of IPv4 (`::ffff:c0a8:1`) is that of IPv4.
struct NetworkAddress: Hashable, Sendable {
    /// The name of the type in the language.
    static let name = "net.IP"

    /// Four octets or sixteen.
    let octets: [UInt8]

    /// An address of four octets or sixteen.
    fileprivate init(octets: [UInt8]) { self.octets = octets }

    var isIPv4: Bool { octets.count == 4 }
    /// How many bits an address of its family has.
    var bits: Int { octets.count * 8 }

    /// The address with zeros behind its first bits.
    func masked(to count: Int) -> NetworkAddress {
        NetworkAddress(
            octets: octets.enumerated().map { index, octet in
                let kept = Swift.min(Swift.max(count - index * 8, 0), 8)
                return octet & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
            }
        )
    }

    // MARK: Kinds

    var isUnspecified: Bool { octets.allSatisfy { $0 == 0 } }

    var isLoopback: Bool {
        isIPv4 ? octets[0] == 127 : octets.dropLast().allSatisfy { $0 == 0 } && octets[15] == 1
    }

    var isMulticast: Bool { isIPv4 ? octets[0] & 0xF0 == 0xE0 : octets[0] == 0xFF }

    var isLinkLocalMulticast: Bool {
        isIPv4
            ? octets.starts(with: [224, 0, 0]) : octets[0] == 0xFF && octets[1] & 0x0F == 0x02
    }

    var isLinkLocalUnicast: Bool {
        isIPv4
            ? octets.starts(with: [169, 254]) : octets[0] == 0xFE && octets[1] & 0xC0 == 0x80
    }

    /// Whether it is that of one host somewhere, be it in a private network.
    var isGlobalUnicast: Bool {
        !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
            && octets != [255, 255, 255, 255]
    }
}

// MARK: Reading

extension NetworkAddress {
    /// Why a text is no address.
    enum Mistake: Error {
        case malformed
        case hasZone
        /// One of IPv4 inside one of IPv6, as `::ffff:192.0.2.1`.
        case isMapped
    }

    /// The address that a text names.
    init(_ text: String) throws(Mistake) {
        let octets = Array(text.utf8)
        guard octets.contains(UInt8(ascii: ":")) else {
            guard let address = Self.version4(octets[...]) else { throw .malformed }
            self.init(octets: address)
            return
        }
        if octets.contains(UInt8(ascii: "%")) { throw .hasZone }
        guard let address = Self.version6(octets) else { throw .malformed }
        guard address.starts(with: Self.mappedPrefix) else {
            self.init(octets: address)
            return
        }
        if octets.contains(UInt8(ascii: ".")) { throw .isMapped }
        self.init(octets: Array(address.suffix(4)))
    }

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    private static func version4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let numbers = parts.compactMap { decimal($0, atMost: 255).map(UInt8.init) }
        return numbers.count == 4 ? numbers : nil
    }

    /// A number of up to three digits without zeros before it.
    static func decimal(_ digits: ArraySlice<UInt8>, atMost limit: Int) -> Int? {
        guard (1...3).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }),
            digits.count == 1 || digits.first != 0x30
        else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number <= limit ? number : nil
    }

    private static func version6(_ text: [UInt8]) -> [UInt8]? {
        let colon = UInt8(ascii: ":")
        let gap = text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
        guard let gap else {
            let all = groups(text[...], mayEndInVersion4: true)
            return all?.count == 16 ? all : nil
        }
        guard let head = groups(text[..<gap], mayEndInVersion4: false),
            let tail = groups(text[(gap + 2)...], mayEndInVersion4: true),
            // The gap stands for one group at least.
            head.count + tail.count <= 14
        else { return nil }
        return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of up to four digits of base 16; the last may be an address of IPv4.
    private static func groups(_ text: ArraySlice<UInt8>, mayEndInVersion4: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var octets: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if mayEndInVersion4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let last = version4(part) else { return nil }
                octets += last
                continue
            }
            // A sign would be read as well.
            guard (1...4).contains(part.count), part.first != UInt8(ascii: "+"),
                part.first != UInt8(ascii: "-"),
                let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            octets += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return octets
    }
}

// MARK: Writing

extension NetworkAddress: CustomStringConvertible {
    /// The one way in which it is written: small letters, no zeros before a group, and `::` for the
    /// first of the longest rows of empty groups.
    var description: String {
        if isIPv4 { return octets.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map {
            UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
        }
        var gap = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > Swift.max(gap.count, 1) { gap = start..<end }
            start = Swift.max(end, start + 1)
        }
        func shown(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        return gap.isEmpty
            ? shown(groups[...])
            : "\(shown(groups[..<gap.lowerBound]))::\(shown(groups[gap.upperBound...]))"
    }
}

extension NetworkAddress: OpaqueValue {
    var typeName: String { Self.name }
    var shown: String { description }
    var notation: String { "ip('\(shown)')" }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? NetworkAddress) == self }
}
