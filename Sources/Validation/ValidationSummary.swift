import Messages
package import Reporting

/// The lines and the total that `latent validate` prints.
package struct ValidationSummary {
  private let nameWidth: Int

  /// Makes the lines of a table.
  ///
  /// - Parameter nameWidth: The longest name's length.
  package init(nameWidth: Int) { self.nameWidth = nameWidth }

  private var width: Int { max(4, nameWidth) }

  package var header: String {
    pad("Case") + "  Values   Worst  Verdict    Where\n"
  }

  package func line(_ result: ValidationCase.Result) -> String {
    let comparison = result.comparison
    var line = pad(result.name)
    line += "  " + right(comparison.count > 0 ? "\(comparison.count)" : "-", 6)
    line += "  " + right(worst(comparison), 6)
    line +=
      "  "
      + result.verdict.rawValue
      + String(
        repeating: " ", count: max(0, 9 - result.verdict.rawValue.count))
    let place = comparison.worst?.place ?? ""
    var remark = result.message.isEmpty ? place : firstLine(result.message)
    if comparison.failures > 1 {
      remark += " and \(comparison.failures - 1) more"
    }
    // Names of folders, variables and files stand in both.
    line = TerminalText.line(line)
    remark = TerminalText.line(remark)
    line +=
      line.count + remark.count + 2 > Self.columns
      ? "\n    \(remark)" : "  \(remark)"
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }

  /// The columns of a terminal.
  private static let columns = 80

  package func total(_ results: [ValidationCase.Result]) -> String {
    let values = results.reduce(0) { $0 + $1.comparison.count }
    let agreeing = results.filter { $0.verdict == .agrees }.count
    let failures = results.reduce(0) { $0 + $1.comparison.failures }
    var line =
      "\(agreeing) of \(results.count) cases agree; \(values) values compared"
    if failures > 0 { line += ", \(failures) beyond their tolerance" }
    let others = results.filter {
      $0.verdict == .failed || $0.verdict == .malformed
    }.count
    if others > 0 { line += "; \(others) without a comparison" }
    return line + ".\n"
  }

  package func json(_ results: [ValidationCase.Result]) -> JSONValue {
    .object([
      (
        "cases",
        .array(
          results.map { result in
            .object([
              ("name", .string(result.name)),
              ("verdict", .string(result.verdict.rawValue)),
              ("values", .integer(result.comparison.count)),
              ("failures", .integer(result.comparison.failures)),
              ("worst", .optional(result.comparison.worst?.ratio)),
              ("where", .string(result.comparison.worst?.place ?? "")),
              ("message", .string(result.message)),
            ])
          })
      ),
      (
        "agreeing",
        .integer(results.filter { $0.verdict == .agrees }.count)
      ),
      (
        "values",
        .integer(results.reduce(0) { $0 + $1.comparison.count })
      ),
      ("version", .string(LatentVersion.current)),
    ])
  }

  private func worst(_ comparison: Comparison) -> String {
    guard let ratio = comparison.worst?.ratio else { return "-" }
    guard ratio.isFinite else { return "inf" }
    return ratio < 1000
      ? PrintedNumber.fixed(ratio, decimals: 3)
      : PrintedNumber.scientific(ratio, decimals: 1)
  }

  private func pad(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func firstLine(_ text: String) -> String {
    text.split(separator: "\n").first.map(String.init) ?? ""
  }
}
