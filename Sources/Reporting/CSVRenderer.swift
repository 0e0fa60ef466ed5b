public import ModelFit

/// Renders the parameter rows of a fit as comma-separated values (RFC 4180),
/// with the columns of the JSON's rows; what is not defined is empty.
public struct CSVRenderer: Sendable {
  /// Makes a renderer.
  public init() {}

  /// Renders a fit's parameter rows under a header.
  ///
  /// - Parameter fit: The fit.
  /// - Returns: The text, a line a row.
  public func render(_ fit: Fit) -> String {
    let json = JSONRenderer()
    return render(
      rows: fit.parameters.compactMap { row in
        guard case .object(let members) = json.parameter(row, in: fit) else {
          return nil
        }
        return members
      })
  }

  /// Rows of the same members under a header of their names.
  func render(rows: [[(String, JSONValue)]]) -> String {
    guard let first = rows.first else { return "" }
    var lines = [first.map(\.0).joined(separator: ",")]
    for members in rows {
      lines.append(line(members.map(\.1)))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line of fields.
  func line(_ values: [JSONValue]) -> String {
    values.map { field($0) }.joined(separator: ",")
  }

  private func field(_ value: JSONValue) -> String {
    switch value {
    case .number(let number): number.isFinite ? "\(number)" : ""
    case .integer(let number): String(number)
    case .string(let text): quoted(text)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: ""
    }
  }

  private func quoted(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains {
      "\",\n\r".unicodeScalars.contains($0)
    }
    return needsQuotes
      ? "\""
        + text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
      : text
  }
}
