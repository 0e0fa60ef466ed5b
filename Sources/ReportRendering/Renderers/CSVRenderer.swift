internal import Messages

/// Renders the records of a result as comma-separated values (RFC 4180) under a
/// header of their fields; undefined values are empty.
public struct CSVRenderer: ResultRenderer {
  /// Makes a renderer.
  public init() {}

  /// Writes a result's records, a line for each record.
  public func render(_ result: some ReportedResult) -> String {
    let table = result.records
    guard !table.fields.isEmpty else { return "" }
    var text = Self.line(table.fields.map { .string($0) })
    for record in table.records { text += Self.line(record) }
    return text
  }

  private static func line(_ values: [JSONValue]) -> String {
    values.map(field).joined(separator: ",") + "\n"
  }

  private static func field(_ value: JSONValue) -> String {
    switch value {
    case .number(let number): number.isFinite ? "\(number)" : ""
    case .integer(let number): String(number)
    case .string(let text): text.commaSeparatedCell()
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: ""
    }
  }
}
