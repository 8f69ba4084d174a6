import Tabular
import Testing

@Suite struct JSONWriterTests {
    private func write(_ layout: JSONWriter.Layout) -> String {
        var json = JSONWriter(layout)
        json.object { json in
            json.member("name", "Zoë \"Z\"\n\u{1}")
            json.member("count", 3)
            json.member("share", 0.1)
            json.member("absent", nil as String?)
            json.member("isNew", false)
            json.member("tags", ["a", "b"])
            json.member("empty") { $0.array { _ in } }
            json.member("rows") { json in
                json.array { json in
                    json.value(1)
                    json.object { $0.member("k", 2.0) }
                    json.value(Double.nan)
                }
            }
        }
        return json.text
    }

    @Test func `compact text has no white space`() {
        #expect(
            write(.compact)
                == #"{"name":"Zoë \"Z\"\n\u0001","count":3,"share":0.1,"absent":null,"isNew":false,"#
                + #""tags":["a","b"],"empty":[],"rows":[1,{"k":2},null]}"#
        )
    }

    @Test func `indented text has a member a line`() {
        #expect(
            write(.indented) == #"""
                {
                  "name": "Zoë \"Z\"\n\u0001",
                  "count": 3,
                  "share": 0.1,
                  "absent": null,
                  "isNew": false,
                  "tags": [
                    "a",
                    "b"
                  ],
                  "empty": [],
                  "rows": [
                    1,
                    {
                      "k": 2
                    },
                    null
                  ]
                }
                """#
        )
    }

    @Test(arguments: JSONReaderTests.values.map(\.value))
    func `a value that was read is written so that it reads the same`(_ value: JSONValue) throws {
        for layout in [JSONWriter.Layout.compact, .indented] {
            var json = JSONWriter(layout)
            json.value(value)
            #expect(try readJSON(Array(json.text.utf8)) == value)
        }
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (12, "12"), (-3, "-3"), (16.2, "16.2"), (0.1, "0.1"),
            (1e15, "1000000000000000"), (1e21, "1e+21"), (1.0 / 3, "0.3333333333333333"),
            (2.5e-300, "2.5e-300"),
        ] as [(Double, String)]
    )
    func `numbers are the shortest that read back the same`(_ number: Double, _ text: String) {
        #expect(plainNumber(number) == text)
        #expect(Double(text) == number)
    }
}
