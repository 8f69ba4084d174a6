import Columns
import Facts
import Tabular

/// The fact tables with their columns and relations.
///
/// - Parameters:
///   - table: only this one; `nil` for all.
///   - format: for people a text of aligned columns; else a row or an object for each column.
/// - Returns: the description.
/// - Throws: 64 for a name that is no table.
package func describeFacts(
    _ table: String?,
    as format: TableFormat = .table
) throws(Failure) -> String {
    let tables = try described(table)
    return switch format {
    case .table: alignedText(tables)
    case .csv: csv(tables)
    case .json: json(tables)
    }
}

private func alignedText(_ tables: [TableSchema]) -> String {
    tables.map { schema in
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
                .text(relation.type),
                .null, .text(relation.about),
            ])
        }
        let key = schema.key.joined(separator: ", ")
        return "\(schema.name): \(schema.about) (key: \(key))\n\n\(columns.alignedText())"
    }.joined(separator: "\n")
}

/// A row for each column and relation; of a relation the type is the table that it leads to.
private func csv(_ tables: [TableSchema]) -> String {
    var rows = Table(
        "description",
        columns: [
            ("table", .text), ("name", .text), ("type", .text), ("nullable", .bool),
            ("unit", .text), ("about", .text),
        ]
    )
    for schema in tables {
        for column in schema.columns {
            rows.append([
                .text(schema.name), .text(column.name), .text(column.type.rawValue),
                .bool(column.isNullable), column.unit.map { .text($0.rawValue) } ?? .null,
                .text(column.about),
            ])
        }
        for relation in schema.relations {
            rows.append([
                .text(schema.name), .text(relation.name), .text(relation.type), .null, .null,
                .text(relation.about),
            ])
        }
    }
    return rows.csv()
}

private func json(_ tables: [TableSchema]) -> String {
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

extension RelationSchema {
    /// What it leads to, written like a type.
    fileprivate var type: String { isMany ? "list<\(target)>" : target }
}
