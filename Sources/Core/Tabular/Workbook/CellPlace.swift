/// Where a cell stands, as its reference writes it: `C12`.
struct CellPlace: Hashable {
    /// From 0.
    let column: Int
    /// From 1.
    let row: Int

    /// Reads a reference, which ends with a NUL; `nil` where it is none of a sheet.
    init?(_ reference: UnsafePointer<CChar>) {
        var column = 0
        var next = reference
        while case let letter = Int(next.pointee) | 0x20, (0x61...0x7A).contains(letter) {
            column = column * 26 + letter - 0x60
            guard column <= SheetBounds.columns else { return nil }
            next += 1
        }
        var row = 0
        while case let digit = Int(next.pointee) - 0x30, (0...9).contains(digit) {
            row = row * 10 + digit
            guard row <= SheetBounds.rows else { return nil }
            next += 1
        }
        guard column > 0, row > 0, next.pointee == 0 else { return nil }
        self.column = column - 1
        self.row = row
    }
}

/// How large a sheet can be.
enum SheetBounds {
    /// Rows of a sheet.
    static let rows = 1_048_576
    /// Columns of a sheet.
    static let columns = 16_384
}
