internal import Messages

/// Terms that are listed without `+`.
extension ForeignSyntax {
  /// Terms with commas, or nothing but blanks, between them; look-alikes of
  /// operators in several places.
  func listRepair(_ line: Line, _ text: Substring) -> Diagnostic? {
    var plain = ""
    var count = 0
    for index in text.indices {
      let character = text[index]
      if let scalar = character.unicodeScalars.first, !scalar.isASCII,
        character.unicodeScalars.count == 1,
        let ascii = Confusable.ascii(for: scalar)
      {
        plain += ascii
        count += 1
      } else {
        plain.append(character)
      }
    }
    if count > 1, let own = line.first,
      own.code == .syntaxConfusableCharacter,
      let range = own.range,
      Self.isModel(plain)
    {
      return diagnostic(
        .syntaxConfusableCharacter, own.message,
        remedy: "Type ASCII in the whole line: `\(Self.joined(plain))`.",
        at: range)
    }
    guard let sign = Self.relation(in: plain[...]) else { return nil }
    if let found = separated(line) { return found }
    let right = plain[sign.upperBound...]
    let inner = right.drop(while: \.isWhitespace)
    if inner.hasPrefix("("), inner.hasSuffix(")"), count == 0,
      let open = text[sign.upperBound...].firstIndex(of: "(")
    {
      let formula = Self.joined(
        plain[..<sign.upperBound] + " " + inner.dropFirst().dropLast())
      guard !inner.dropFirst().contains("("), Self.isModel(formula) else {
        return nil
      }
      return diagnostic(
        .syntaxUnexpectedToken, "Terms stand in no parentheses.",
        remedy: "Write `\(formula)`.",
        at: line.range(of: open..<text.index(after: open)))
    }
    guard !right.contains(where: { "(\"'`:".contains($0) }) else { return nil }
    let pieces: [Substring]
    let hasComma = right.contains(",")
    if hasComma {
      pieces = right.split { $0 == "," || $0 == "+" }
    } else if !right.contains("+") {
      pieces = right.split(whereSeparator: \.isWhitespace)
    } else {
      return nil
    }
    let terms = pieces.map { Self.joined($0) }
    guard terms.count > 1,
      terms.allSatisfy({
        $0.split(separator: "*").last.map(Self.isName) == true
      })
    else { return nil }
    let formula =
      Self.joined(plain[..<sign.upperBound]) + " "
      + terms.joined(separator: " + ")
    guard Self.isModel(formula) else { return nil }
    guard count == 0 else {
      let comma = text.firstIndex {
        $0 == "," || $0 == "\u{FF0C}" || $0 == "\u{3001}"
      }
      guard let comma else { return nil }
      return diagnostic(
        .syntaxUnexpectedToken,
        "Terms are joined by `+`, not by `\(text[comma])`.",
        remedy: "Write `+` here: `\(formula)`.",
        at: line.range(of: comma..<text.index(after: comma)))
    }
    if hasComma, let comma = text.firstIndex(of: ",") {
      return diagnostic(
        .syntaxUnexpectedToken, "Terms are joined by `+`, not by `,`.",
        remedy: "Write `+` here: `\(formula)`.",
        at: line.range(of: comma..<text.index(after: comma)))
    }
    guard
      let second = text[sign.upperBound...]
        .split(whereSeparator: \.isWhitespace).dropFirst().first
    else { return nil }
    return diagnostic(
      .syntaxMissingOperator, "An operator is missing before `\(second)`.",
      remedy: "Write `\(formula)`.",
      at: line.range(of: second.startIndex..<second.endIndex))
  }

  /// `F =~ a1; a2; a3`, where semicolons end the formula.
  private func separated(_ line: Line) -> Diagnostic? {
    let text = line.text.prefix { $0 != "#" && $0 != "!" }
    let pieces = text.split { $0 == ";" || $0 == "\u{FF1B}" }
    guard pieces.count > 1, let sign = Self.relation(in: pieces[0]),
      let place = text.firstIndex(where: { $0 == ";" || $0 == "\u{FF1B}" })
    else { return nil }
    let others = pieces.dropFirst().map { Self.joined($0) }
      .filter { !$0.isEmpty }
    guard !others.isEmpty, others.allSatisfy({ Self.isName($0) }) else {
      return nil
    }
    let formula =
      Self.joined(pieces[0]) + " + " + others.joined(separator: " + ")
    guard !pieces[0][sign.upperBound...].isEmpty, Self.isModel(formula) else {
      return nil
    }
    return diagnostic(
      .syntaxUnexpectedToken, "Terms are joined by `+`; `;` ends the formula.",
      remedy: "Write `\(formula)`.",
      at: line.range(of: place..<text.index(after: place)))
  }
}
