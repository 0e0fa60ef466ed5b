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
