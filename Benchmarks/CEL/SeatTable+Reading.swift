import CEL
import CivilTime
import Columns

extension SeatTable {
    /// The columns of the text, in its order.
    fileprivate struct Reading {
        var email = TextCoder()
        var team = TextCoder()
        var kind = TextCoder()
        var device = TextCoder()
        var used: [Int] = []
        var daysIdle: [Int] = []
        var hasDaysIdle = Validity()
        var price: [Double] = []
        var hasPrice = Validity()
        var share: [Double] = []
        var assigned: [Bool] = []
        var left: [Bool] = []
        var assignedOn: [Instant] = []
        var pool: [Int32] = []
        var pools: [Int: (name: String, free: Int)] = [:]
    }

    /// The table of a text that `write` has made; `nil` for any other.
    init?(csv octets: [UInt8]) {
        let reading = octets.withUnsafeBufferPointer { octets -> (columns: [Column], Reading)? in
            var reading = Reading()
            var reader = CellReader(octets)
            reader.skipLine()
            while !reader.isAtEnd {
                guard reading.takeLine(of: &reader) else { return nil }
            }
            // The texts are made here, where the octets are.
            return (reading.columns, reading)
        }
        guard let (columns, rest) = reading else { return nil }
        var pools = [Column("name", .text), Column("free", .int)]
        for number in 0...(rest.pools.keys.max() ?? 0) {
            pools[0].append(.text(rest.pools[number]?.name ?? ""))
            pools[1].append(.int(rest.pools[number]?.free ?? 0))
        }
        self.init(seats: columns, pool: rest.pool, pools: pools)
    }
}

extension SeatTable.Reading {
    /// Takes the cells of a line; false where one is none of its type.
    fileprivate mutating func takeLine(of reader: inout CellReader) -> Bool {
        email.append(reader.cell(), mayBeAbsent: false)
        team.append(reader.cell(), mayBeAbsent: false)
        kind.append(reader.cell(), mayBeAbsent: false)
        device.append(reader.cell(), mayBeAbsent: true)
        used.append(reader.number() ?? 0)
        let idle = reader.number()
        daysIdle.append(idle ?? 0)
        hasDaysIdle.append(idle != nil)
        let price = reader.decimal()
        self.price.append(price ?? 0)
        hasPrice.append(price != nil)
        share.append(reader.decimal() ?? 0)
        assigned.append(reader.bool())
        left.append(reader.bool())
        guard let day = reader.instant(), let number = reader.number() else { return false }
        assignedOn.append(day)
        pool.append(Int32(number))
        let name = reader.cell()
        guard let free = reader.number() else { return false }
        if pools[number] == nil {
            pools[number] = (String(decoding: name, as: UTF8.self), free)
        }
        return true
    }

    /// The columns of a seat, in the order of its fields.
    fileprivate var columns: [Column] {
        let all = Validity(count: used.count)
        return [
            Column("email", email.coded), Column("team", team.coded), Column("kind", kind.coded),
            Column("device", device.coded), Column("used", .int(used), all),
            Column("days_idle", .int(daysIdle), hasDaysIdle),
            Column("price", .num(price), hasPrice), Column("share", .num(share), all),
            Column("assigned", .bool(assigned), all), Column("left", .bool(left), all),
            Column("assigned_on", .instant(assignedOn), all),
        ]
    }
}
