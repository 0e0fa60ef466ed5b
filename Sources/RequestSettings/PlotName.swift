import Messages

/// The names of what can be drawn.
package struct PlotName {
  /// A name with single blanks, and arrows as `->` between blanks.
  package static func normalized(_ name: String) -> String {
    name.replacing("→", with: "->").replacing("->", with: " -> ")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .replacing(" =", with: "=").replacing("= ", with: "=")
  }

  /// Finds what a name means.
  ///
  /// - Parameters:
  ///   - name: The normalized name.
  ///   - candidates: The names that can be drawn, with what they mean.
  ///   - what: The noun of the named things.
  /// - Returns: The meaning of the name.
  /// - Throws: `InputError` for a name that is none of them.
  package static func find<Value>(
    _ name: String, among candidates: [(name: String, value: Value)],
    what: String
  ) throws -> Value {
    if let own = candidates.first(where: { normalized($0.name) == name }) {
      return own.value
    }
    // A name may stand there in two ways of writing.
    var known: Set<String> = []
    let names = candidates.map(\.name).filter {
      known.insert(normalized($0).filter { $0 != " " }).inserted
    }
    var help = "There are \(choices(names))."
    if let near = NearestName.find(name, in: names.map(normalized)) {
      help = "Did you mean `\(near)`? " + help
    }
    throw InputError(
      message: "Unknown \(what) `\(name)`.", help: help, option: "plot-of")
  }

  /// The names to choose from, the first ones only.
  package static func choices(_ names: [String]) -> String {
    listing(names, conjunction: "or", limit: 12)
  }
}
