import Foundation
import Latent

/// Prints the χ² test and the best-known indices.
func printFit(_ result: Fit) {
  let names = ["chisq", "df", "pvalue", "cfi", "rmsea", "srmr"]
  for name in names {
    guard let value = result.measures[name] else { continue }
    print("  \(padded(name, 7))\(decimal(value, width: 9))")
  }
}

/// Prints every estimated parameter and every defined one.
func printTable(_ result: Fit) {
  print("  \(padded("", 26)) estimate     SE       p  std.all")
  for row in result.parameters where row.isFree || row.op == .definition {
    let name =
      row.op == .definition
      ? row.lhs : "\(row.lhs) \(row.op.rawValue) \(row.rhs)"
    let cells = [
      row.estimate, row.standardError, row.pValue,
      row.standardizedAll?.estimate,
    ]
    let numbers = cells.map { decimal($0, width: 8) }.joined()
    print("  \(padded(name, 26)) \(numbers)")
  }
}

/// A number with three decimals, or a dash where there is none.
func decimal(_ value: Double?, width: Int = 0) -> String {
  let text = value.map { String(format: "%.3f", $0) } ?? "-"
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

/// A text filled up with blanks.
func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}
