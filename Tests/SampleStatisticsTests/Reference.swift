import Foundation
import TestSupport

/// The numbers that `reference.R` wrote, read without the reader under test.
struct Reference {
  private var values: [String: [Double]] = [:]

  init() throws {
    let text = try String(
      contentsOfFile: fixturePath("moments/reference.csv"), encoding: .utf8)
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      values[cells[0], default: []].append(Double(cells[3]) ?? .nan)
    }
  }

  /// A matrix, column after column.
  subscript(quantity: String) -> [Double] { values[quantity] ?? [] }
}

/// The largest difference, relative to the largest size where that is more
/// than one; infinite if the counts differ or nothing was compared.
func distance(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count, !a.isEmpty else { return .infinity }
  let scale = max(1, b.map(\.magnitude).max() ?? 1)
  return zip(a, b).map { abs($0 - $1) / scale }.reduce(0) {
    $1.isNaN ? .infinity : max($0, $1)
  }
}
