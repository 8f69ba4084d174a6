import Tabular
import Testing

@Suite struct TextDecoderTests {
    static let text = "a,Zoë,例子,𝔘\n"

    static let encodings: [(name: String, bytes: [UInt8])] = [
        ("UTF-8", Array(text.utf8)),
        ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
        (
            "UTF-16, low byte first",
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        ),
        (
            "UTF-16, high byte first",
            [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        ),
    ]

    @Test(arguments: encodings)
    func `every encoding of one text gives the same UTF-8 in pieces of any size`(
        _ name: String,
        _ bytes: [UInt8]
    ) throws {
        #expect(try decodeText(bytes) == Array(Self.text.utf8))
        for size in 1...5 {
            var decoder = TextDecoder()
            var output: [UInt8] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                try decoder.decode(rest.prefix(size), into: &output)
                rest = rest.dropFirst(size)
            }
            try decoder.finish(into: &output)
            #expect(output == Array(Self.text.utf8), "pieces of \(size)")
        }
    }

    @Test(arguments: [[], [0x61], [0x61, 0x62]] as [[UInt8]])
    func `texts shorter than a mark are kept`(_ bytes: [UInt8]) throws {
        #expect(try decodeText(bytes) == bytes)
    }

    @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
    func `a mark alone is an empty text`(_ bytes: [UInt8]) throws {
        #expect(try decodeText(bytes) == [])
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00], "half of a character is missing"),
            ([0xFF, 0xFE, 0x00, 0xDC], "half of a character is missing"),
            ([0xFF, 0xFE, 0x61, 0x00, 0x62], "ends inside a character"),
            ([0xFF, 0xFE, 0x00, 0xD8], "ends inside a character"),
        ] as [([UInt8], String)]
    )
    func `damaged UTF-16 is refused`(_ bytes: [UInt8], _ reason: String) {
        let error = #expect(throws: TabularError.self) { try decodeText(bytes) }
        #expect(error?.kind == .encoding)
        #expect(error?.message.contains(reason) == true)
    }
}
