import Facts
import Foundation

// Sightings are kept as pairs of intake and row, four bytes each, the least significant first.

extension Sightings {
    /// As they are kept.
    var stored: Data {
        var bytes = Data(capacity: all.count * 8)
        for sighting in all {
            for number in [sighting.intake, sighting.row] {
                withUnsafeBytes(of: Int32(clamping: number).littleEndian) {
                    bytes.append(contentsOf: $0)
                }
            }
        }
        return bytes
    }

    /// As they were kept; `nil` where the bytes are no pairs.
    init?(stored: Data) {
        guard stored.count.isMultiple(of: 8) else { return nil }
        let numbers = stored.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 4).map { offset in
                Int(
                    Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
                )
            }
        }
        self.init(
            stride(from: 0, to: numbers.count, by: 2).map {
                Sighting(intake: numbers[$0], row: numbers[$0 + 1])
            }
        )
    }
}
