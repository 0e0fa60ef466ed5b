package import Messages

extension LatentWarning {
  /// Commas that were read as decimal points.
  package static func decimalCommas(
    _ cell: DataColumn.Cell, columns: [String], file: String
  ) -> LatentWarning {
    let place = columns.isEmpty ? "" : " in \(listing(columns, limit: 8))"
    return LatentWarning(
      code: "data.decimal-commas",
      message: "Commas\(place) were read as decimal points, first in "
        + "'\(LatentError.shortened(cell.text))' at line \(cell.line) of "
        + "\(file).")
  }
}
