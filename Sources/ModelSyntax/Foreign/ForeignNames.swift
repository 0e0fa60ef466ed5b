internal import Messages

/// Names with blanks in them.
extension ForeignSyntax {
  func blankRepair(_ line: Line, _ text: Substring) -> Diagnostic? {
    guard line.code == .syntaxMissingOperator,
      let sign = Self.relation(in: text)
    else { return nil }
    let left = text[..<sign.lowerBound].split(whereSeparator: \.isWhitespace)
    if let found = knownName(line, text, sign) { return found }
    if left.count > 1, left.count < 5, left.allSatisfy(Self.isWord) {
      let name = left.map(String.init).joined()
      let formula = Self.joined(name + " " + text[sign.lowerBound...])
      guard Self.isName(name), Self.isModel(formula),
        let first = left.first, let last = left.last
      else { return nil }
      return diagnostic(
        .syntaxInvalidName,
        "A blank stands in the name `\(Self.joined(text[..<sign.lowerBound]))`.",
        remedy: "Write `\(formula)`, or put the name in backquotes.",
        at: line.range(of: first.startIndex..<last.endIndex))
    }
    var terms: [String] = []
    var place: Range<String.Index>?
    for piece in text[sign.upperBound...].split(separator: "+") {
      let words = piece.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, let last = words.last else { return nil }
      if words.count == 2, Self.isName(first), last.allSatisfy(\.isNumber) {
        place = place ?? first.startIndex..<last.endIndex
        terms.append("`\(first) \(last)`")
      } else {
        terms.append(Self.joined(piece))
      }
    }
    guard let place else { return nil }
    let formula =
      Self.joined(text[..<sign.upperBound]) + " "
      + terms.joined(separator: " + ")
    guard Self.isModel(formula) else { return nil }
    return diagnostic(
      .syntaxInvalidName, "A blank stands in the name `\(text[place])`.",
      remedy: "Put names with blanks in backquotes: \(formula)",
      at: line.range(of: place))
  }

  /// `y ~ Job Satisfaction` below `Job Satisfaction =~ …`.
  private func knownName(
    _ line: Line, _ text: Substring, _ sign: Range<String.Index>
  ) -> Diagnostic? {
    let known = lines.compactMap { other -> String? in
      guard let sign = Self.relation(in: other.text[...]) else { return nil }
      let left = Self.joined(other.text[..<sign.lowerBound])
      return left.contains(" ") ? left : nil
    }
    guard !known.isEmpty else { return nil }
    var place: Range<String.Index>?
    var terms: [String] = []
    for piece in text[sign.upperBound...].split(separator: "+") {
      let term = Self.joined(piece)
      guard known.contains(term) else {
        terms.append(term)
        continue
      }
      let start = piece.firstIndex { !$0.isWhitespace } ?? piece.startIndex
      place = place ?? start..<piece.endIndex
      terms.append(term.filter { $0 != " " })
    }
    var left = Self.joined(text[..<sign.lowerBound])
    if known.contains(left) { left = left.filter { $0 != " " } }
    let formula = "\(left) \(text[sign]) " + terms.joined(separator: " + ")
    guard let place, Self.isModel(formula) else { return nil }
    return diagnostic(
      .syntaxInvalidName,
      "A blank stands in the name `\(Self.joined(text[place]))`.",
      remedy: "Write `\(formula)`, or put the name in backquotes.",
      at: line.range(of: place))
  }

  private static func isWord(_ text: Substring) -> Bool {
    isName(text) || text.allSatisfy(\.isNumber)
  }
}
