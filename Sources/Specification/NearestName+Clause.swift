import ModelSyntax
internal import NameMatching

extension NearestName {
  /// `; did you mean ...?` with the nearest of some names, or nothing.
  static func clause(_ name: String, among names: [String]) -> String {
    find(name, in: names).map { "; did you mean `\($0)`?" } ?? ""
  }
}
