/// Paths as Stata writes them: `(F -> x1 x2 x3) (y <- x)`.
extension ForeignSyntax {
  /// Recognizes paths of Stata in lines with errors.
  func stataPaths() -> Diagnostic? {
    var formulas: [String] = []
    var place: SourceRange?
    guard lines.contains(where: { $0.text.contains("(") }) else { return nil }
    for line in allLines {
      let paths = Self.stataPaths(line.text)
      guard !paths.isEmpty else { continue }
      if place == nil, let first = paths.first {
        place = line.range(of: first.arrow)
      }
      let options = line.text[(paths.last?.end ?? line.text.endIndex)...]
      let latent = Self.arguments(of: "latent", in: options)
        .flatMap(Self.words)
      for path in paths { formulas += Self.formulas(path, latent: latent) }
      for pair in Self.arguments(of: "cov", in: options) {
        formulas += Self.covariances(pair)
      }
      if formulas.count > 4 { break }
    }
    guard let place, !formulas.isEmpty else { return nil }
    return diagnostic(
      .syntaxStataSyntax,
      "`\(source.text(in: place))` in parentheses is a path "
        + "of Stata.",
      remedy: formulas.count == 1
        ? "Write \(Self.shown(formulas))."
        : "Write each on a line of its own: \(Self.shown(formulas)).",
      at: place)
  }

  /// A path in parentheses.
  private struct Path {
    var from: [String]
    var to: [String]
    var arrow: Range<String.Index>
    /// Whether both sides covary.
    var isCovariance = false
    var end: String.Index
  }

  private static func stataPaths(_ text: String) -> [Path] {
    let command = text.prefix { $0 != "(" }.lowercased()
      .filter { !$0.isWhitespace }
    guard ["", "sem", "gsem"].contains(command) else { return [] }
    var paths: [Path] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "("),
      let close = rest[open...].firstIndex(of: ")"), paths.count < 20
    {
      let inside = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      for arrow in ["<->", "->", "<-"] {
        guard let range = inside.firstRange(of: arrow) else { continue }
        let left = sources(inside[..<range.lowerBound])
        let right = sources(inside[range.upperBound...].prefix { $0 != "," })
        guard !left.isEmpty, !right.isEmpty else { break }
        paths.append(
          arrow == "<-"
            ? Path(from: right, to: left, arrow: range, end: rest.startIndex)
            : Path(
              from: left, to: right, arrow: range,
              isCovariance: arrow == "<->", end: rest.startIndex))
        break
      }
    }
    return paths
  }

  /// Names, with what `@` fixes or labels put before them; no constants.
  private static func sources(_ text: Substring) -> [String] {
    var names: [String] = []
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
      let parts = word.split(separator: "@", maxSplits: 1)
      guard let first = parts.first, first != "_cons" else { continue }
      // `c.x#c.z` is a product of measured variables.
      let factors = first.split(separator: "#").map {
        $0.hasPrefix("c.") ? $0.dropFirst(2) : $0
      }
      let name = factors.joined(separator: ":")
      guard factors.count < 3, factors.allSatisfy({ isName($0) }) else {
        return []
      }
      names.append(parts.count == 2 ? "\(parts[1])*\(name)" : name)
    }
    return names
  }

  private static func formulas(_ path: Path, latent: [String]) -> [String] {
    func isLatent(_ term: String) -> Bool {
      let name = plain(term)
      return latent.contains(name)
        || latent.isEmpty && name.first?.isUppercase == true
    }
    if path.isCovariance {
      return [
        path.from.map(plain).joined(separator: " + ") + " ~~ "
          + path.to.joined(separator: " + ")
      ]
    }
    // A latent variable that acts on observed ones is measured by them.
    if let factor = path.from.first, path.from.count == 1, isLatent(factor),
      !path.to.contains(where: isLatent)
    {
      return [
        "\(plain(factor)) =~ \(path.to.joined(separator: " + "))"
      ]
    }
    return [
      path.to.map(plain).joined(separator: " + ") + " ~ "
        + path.from.joined(separator: " + ")
    ]
  }

  private static func plain(_ term: String) -> String {
    term.split(separator: "*").last.map(String.init) ?? term
  }

  /// The arguments in the parentheses of an option.
  private static func arguments(of option: String, in text: Substring)
    -> [String]
  {
    var found: [String] = []
    var rest = text
    while let range = rest.firstRange(of: option + "("),
      let close = rest[range.upperBound...].firstIndex(of: ")")
    {
      found.append(String(rest[range.upperBound..<close]))
      rest = rest[close...]
    }
    return found
  }

  private static func covariances(_ text: String) -> [String] {
    words(text).compactMap { pair in
      let names = pair.split(separator: "*").map { name in
        name.hasPrefix("e.") ? String(name.dropFirst(2)) : String(name)
      }
      guard names.count == 2, names.allSatisfy({ isName($0) }) else {
        return nil
      }
      return "\(names[0]) ~~ \(names[1])"
    }
  }
}
