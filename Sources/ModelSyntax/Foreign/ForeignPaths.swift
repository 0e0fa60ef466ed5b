/// Arrows as AMOS, SAS, LISREL, the R package sem and word processors write
/// them.
extension ForeignSyntax {
  /// An arrow with what stands on its sides.
  private struct Path {
    var from: [String]
    var to: [String]
    /// Whether it has two heads.
    var isCovariance = false
    /// The value that the last column of the package sem fixes.
    var fixed: String?
    var isTriple = false
    /// Whether blanks alone stand between several targets.
    var hasBlanks = false
    var arrow: String
    var place: SourceRange
  }

  /// The arrows, longest first, with their direction; `nil` has two heads.
  private static let arrows: [(text: String, isReversed: Bool?)] = [
    ("<--->", nil), ("<-->", nil), ("<===>", nil), ("<==>", nil),
    ("<->", nil), ("--->", false), ("<---", true), ("===>", false),
    ("<===", true), ("-->", false), ("<--", true), ("==>", false),
    ("<==", true), ("->", false), ("<-", true), ("\u{2194}", nil),
    ("\u{27F7}", nil), ("\u{21D4}", nil), ("\u{2190}", true),
    ("\u{21D0}", true), ("\u{27F5}", true), ("\u{21E6}", true),
    ("\u{27F6}", false), ("\u{21D2}", false), ("\u{2794}", false),
    ("\u{279C}", false), ("\u{27A1}", false), ("\u{21E8}", false),
    ("\u{1F852}", false), ("\u{FFEB}", false), ("\u{F0E0}", false),
  ]

  /// Recognizes arrows that are not ours in lines with errors.
  func arrowPaths() -> Diagnostic? {
    if let triples = triples() { return triples }
    func isForeign(_ path: Path) -> Bool {
      // Arrows of our own have errors of their own, unless blanks join names.
      path.arrow == "->" && path.hasBlanks
        || !["->", "<->", "<-"].contains(path.arrow)
    }
    guard let first = lines.compactMap(Self.path).first(where: isForeign) else {
      return nil
    }
    let alike = allLines.compactMap(Self.path).filter(isForeign).filter {
      $0.from == first.from && $0.isCovariance == first.isCovariance
    }
    var to: [String] = []
    for name in alike.flatMap(\.to) where !to.contains(name) { to.append(name) }
    let source = first.from.joined(separator: " + ")
    let target = to.joined(separator: " + ")
    return diagnostic(
      "unknown-operator",
      "`\(first.arrow)` is an arrow of \(owner(first)).",
      remedy: first.isCovariance
        ? "Write `\(source) ~~ \(target)`."
        : first.from.count > 1
          ? "Write `\(target) ~ \(source)`."
          : "Write `\(target) ~ \(source)`, or `\(source) =~ \(target)` where "
            + "\(source) is latent and measured so.", at: first.place)
  }

  private func owner(_ path: Path) -> String {
    if path.arrow.unicodeScalars.contains(where: { !$0.isASCII }) {
      return "word processors"
    }
    if path.arrow.contains("===") || isSAS { return "SAS" }
    return path.arrow == "->" || path.arrow == "<->" ? "LISREL" : "AMOS"
  }

  /// `F1 -> a1, l1, NA` of the package sem: a path, its label, its start.
  private func triples() -> Diagnostic? {
    let isPlain = { (path: Path) in
      path.arrow == "->" || path.arrow == "<->" || path.arrow == "<-"
    }
    guard let first = lines.compactMap(Self.path).first(where: \.isTriple),
      isPlain(first)
    else { return nil }
    let paths = allLines.compactMap(Self.path).filter(\.isTriple)
    var formulas: [String] = []
    var sources: [String] = []
    for path in paths where !path.isCovariance {
      guard let from = path.from.first, !sources.contains(from) else {
        continue
      }
      sources.append(from)
      let own = paths.filter { !$0.isCovariance && $0.from == path.from }
      let isScaled =
        own.contains { $0.fixed != nil }
        || paths.contains {
          $0.isCovariance && $0.from == [from] && $0.to == [from]
            && $0.fixed != nil
        }
      guard isScaled, own.count > 1 else {
        formulas += own.map { "\($0.to[0]) ~ \(from)" }
        continue
      }
      let terms = own.enumerated().map { index, path in
        let modifier = path.fixed.map { "\($0)*" } ?? (index == 0 ? "NA*" : "")
        return modifier + path.to[0]
      }
      formulas.append("\(from) =~ \(terms.joined(separator: " + "))")
    }
    for path in paths where path.isCovariance {
      if let fixed = path.fixed {
        formulas.append("\(path.from[0]) ~~ \(fixed)*\(path.to[0])")
      } else if path.from != path.to {
        formulas.append("\(path.from[0]) ~~ \(path.to[0])")
      }
    }
    return diagnostic(
      "unknown-operator",
      "`\(first.arrow)` with a label and a value behind is a path of R's "
        + "package sem.",
      remedy: "Write \(Self.shown(formulas)); residual variances are there by "
        + "themselves.", at: first.place)
  }

  private static func path(_ line: Line) -> Path? {
    let text = line.text.prefix { $0 != ";" && $0 != "#" }
    guard !text.contains("~"), !text.contains("("), !text.contains("\"")
    else { return pathBeforeParenthesis(line) }
    return path(text, of: line)
  }

  /// `a1 <--- F1 (1)`: what stands in the parentheses is a coefficient.
  private static func pathBeforeParenthesis(_ line: Line) -> Path? {
    let text = line.text.prefix { $0 != "(" && $0 != ";" && $0 != "\"" }
    guard line.text.hasSuffix(")"), !text.contains("~"), !text.isEmpty else {
      return nil
    }
    return path(text, of: line)
  }

  private static func path(_ text: Substring, of line: Line) -> Path? {
    for (arrow, isReversed) in arrows {
      guard let range = text.firstRange(of: arrow) else { continue }
      var right = text[range.upperBound...]
      // `= 1. l2` of SAS gives coefficients.
      if let sign = right.firstIndex(of: "=") { right = right[..<sign] }
      let pieces = right.split(
        separator: ",", omittingEmptySubsequences: false
      ).map { trimmed($0) }
      var left = names(text[..<range.lowerBound])
      if let word = left.first, left.count > 1,
        ["path", "pathdiagram"].contains(word.lowercased())
      {
        left.removeFirst()
      }
      var path = Path(
        from: [], to: [], isCovariance: isReversed == nil, arrow: arrow,
        place: line.range(of: range))
      var targets = names(right)
      if pieces.count > 1, pieces.count < 4, isName(pieces[0]),
        pieces.dropFirst().allSatisfy({ isNameOrNumber($0) }),
        pieces.dropFirst().contains(where: { $0 == "NA" || isNumber($0) })
      {
        targets = [String(pieces[0])]
        path.isTriple = true
        // A label frees the path; the value behind it is where it starts.
        if pieces.count == 3, pieces[1] == "NA", isNumber(pieces[2]) {
          path.fixed = String(pieces[2])
        }
      }
      path.hasBlanks =
        targets.count > 1 && !right.contains(",") && !right.contains("+")
      guard !left.isEmpty, !targets.isEmpty,
        (left + targets).allSatisfy({ isName($0) })
      else { return nil }
      (path.from, path.to) =
        isReversed == true ? (targets, left) : (left, targets)
      return path
    }
    return nil
  }

  /// Names between blanks, commas and `+`.
  private static func names(_ text: Substring) -> [String] {
    text.split { $0.isWhitespace || $0 == "," || $0 == "+" }.map(String.init)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func isNumber(_ text: Substring) -> Bool {
    Double(text) != nil
  }

  private static func isNameOrNumber(_ text: Substring) -> Bool {
    isName(text) || isNumber(text)
  }
}
