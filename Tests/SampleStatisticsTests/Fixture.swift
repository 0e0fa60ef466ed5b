import Foundation
import Messages
import TableReading

/// Files under this folder's `Fixtures`.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Fixtures")

  static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).path
  }

  static func table(_ name: String) throws -> DataTable {
    try CSVReader().read(contentsOf: path(name))
  }
}

/// The error that `body` throws.
func dataError(_ body: () throws -> Void) -> LatentError? {
  do {
    try body()
    return nil
  } catch {
    return error as? LatentError
  }
}

/// The numbers that `reference.R` wrote, read without the reader under test.
struct Reference {
  private var values: [String: [Double]] = [:]

  init() throws {
    let text = try String(
      contentsOfFile: Fixture.path("moments/reference.csv"), encoding: .utf8)
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
