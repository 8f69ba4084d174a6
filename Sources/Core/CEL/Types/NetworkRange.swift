// RFC 4632 and RFC 4291, section 2.3: an address with the length of its prefix.

/// A range of addresses: all that have the first bits of one.
struct NetworkRange: Hashable, Sendable {
    /// The name of the type in the language.
    static let name = "net.CIDR"

    /// The address, which may have more bits than the prefix.
    let address: NetworkAddress
    /// How many bits are the same in all of its addresses.
    let prefixLength: Int

    private init(_ address: NetworkAddress, _ prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// The range that a text names, as `192.0.2.0/24`.
    init(_ text: String) throws(NetworkAddress.Mistake) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .malformed }
        let written = String(decoding: parts[0], as: UTF8.self)
        let address = try NetworkAddress(written)
        // One that stands for an address of IPv4 has a length that counts otherwise.
        if address.isIPv4, written.utf8.contains(UInt8(ascii: ":")) { throw .isMapped }
        guard let length = NetworkAddress.decimal(Array(parts[1])[...], atMost: address.bits) else {
            throw .malformed
        }
        self.init(address, length)
    }

    /// The range by the first of its addresses.
    var masked: NetworkRange { NetworkRange(address.masked(to: prefixLength), prefixLength) }

    func contains(_ other: NetworkAddress) -> Bool {
        other.isIPv4 == address.isIPv4
            && other.masked(to: prefixLength) == address.masked(to: prefixLength)
    }

    func contains(_ other: NetworkRange) -> Bool {
        prefixLength <= other.prefixLength && contains(other.address)
    }
}

extension NetworkRange: CustomStringConvertible {
    var description: String { "\(address)/\(prefixLength)" }
}

extension NetworkRange: OpaqueValue {
    var typeName: String { Self.name }
    var shown: String { description }
    var notation: String { "cidr('\(shown)')" }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? NetworkRange) == self }
}
