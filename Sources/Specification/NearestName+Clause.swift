internal import Messages
import ModelSyntax

extension NearestName {
  /// `; did you mean ...?` with the nearest of some names, or nothing.
  static func clause(_ name: String, among names: [String]) -> String {
    find(name, in: names).map { "; did you mean `\($0)`?" } ?? ""
  }
}

/// Names that unknown ones are compared with, a limited number of times: the
/// search takes time in proportion to the names, and a text full of unknown
/// names has another mistake than spelling.
struct KnownNames {
  private let names: [String]
  private var searchesLeft = 20

  init(_ names: [String]) {
    self.names = names
  }

  /// `; did you mean ...?` with the nearest name, or nothing.
  mutating func clause(for name: String) -> String {
    guard searchesLeft > 0 else { return "" }
    searchesLeft -= 1
    return NearestName.clause(name, among: names)
  }
}
