// All numbers of a ZIP archive are little-endian (APPNOTE 4.4).

/// The numbers of a record of an archive, by the places that its specification gives.
///
/// Beyond the end stand zeros: whoever reads checks the length first.
struct LittleEndian {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// How many bytes there are.
    var count: Int { bytes.count }

    /// A number of two bytes.
    func short(_ place: Int) -> Int { Int(truncatingIfNeeded: number(place, width: 2)) }

    /// A number of four bytes.
    func word(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: number(place, width: 4)) }

    /// A number of eight bytes; `nil` where no offset or size can be so large.
    func long(_ place: Int) -> Int? { Int(exactly: number(place, width: 8)) }

    private func number(_ place: Int, width: Int) -> UInt64 {
        guard place >= 0, place + width <= bytes.count else { return 0 }
        var value: UInt64 = 0
        for index in (0..<width).reversed() {
            value = value << 8 | UInt64(bytes[bytes.startIndex + place + index])
        }
        return value
    }
}
