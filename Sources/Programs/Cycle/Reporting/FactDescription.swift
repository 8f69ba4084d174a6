import Columns
import Facts
import Tabular

/// The fact tables and their columns, for people.
///
/// - Parameter table: only this one; `nil` for all.
/// - Returns: a text of aligned columns.
/// - Throws: 64 for a name that is no table.
package func describeFacts(_ table: String?) throws(Failure) -> String {
    try described(table).map { schema in
        var columns = Table(
            schema.name,
            columns: [("column", .text), ("type", .text), ("unit", .text), ("meaning", .text)]
        )
        for column in schema.columns {
            columns.append([
                .text(column.name), .text(column.type.rawValue + (column.isNullable ? "?" : "")),
                column.unit.map { .text($0.rawValue) } ?? .null, .text(column.about),
            ])
        }
        for relation in schema.relations {
            columns.append([
                .text(relation.name),
                .text(relation.isMany ? "list<\(relation.target)>" : relation.target),
                .null, .text(relation.about),
            ])
        }
        let key = schema.key.joined(separator: ", ")
        return "\(schema.name): \(schema.about) (key: \(key))\n\n\(columns.alignedText())"
    }.joined(separator: "\n")
}

/// The same as JSON.
package func describeFactsAsJSON(_ table: String?) throws(Failure) -> String {
    let tables = try described(table)
    var json = JSONWriter()
    json.array { json in
        for schema in tables {
            json.object { json in
                json.member("table", schema.name)
                json.member("plural", schema.plural)
                json.member("about", schema.about)
                json.member("key", schema.key)
                json.member("columns") { json in
                    json.array { json in
                        for column in schema.columns {
                            json.object { json in
                                json.member("name", column.name)
                                json.member("type", column.type.rawValue)
                                json.member("nullable", column.isNullable)
                                json.member("unit", column.unit?.rawValue)
                                json.member("about", column.about)
                            }
                        }
                    }
                }
                json.member("relations") { json in
                    json.array { json in
                        for relation in schema.relations {
                            json.object { json in
                                json.member("name", relation.name)
                                json.member("table", relation.target)
                                json.member("many", relation.isMany)
                                json.member("about", relation.about)
                            }
                        }
                    }
                }
            }
        }
    }
    return json.text + "\n"
}

private func described(_ table: String?) throws(Failure) -> [TableSchema] {
    guard let table else { return FactSchema.all.tables }
    guard let schema = FactSchema.all[table] else {
        throw unknown(table, "table", among: FactSchema.all.tables.map(\.name))
    }
    return [schema]
}
