/// Formulas that are nearly ours: ranges of variables, blanks in names,
/// functions of R, operators that do not exist.
extension ForeignSyntax {
  private static let repairLimit = 40

  /// The errors, those of a line that is nearly a formula of ours replaced by
  /// one that shows the formula.
  func repaired(_ errors: [Diagnostic]) -> [Diagnostic] {
    var errors = errors
    for line in lines.prefix(Self.repairLimit) {
      guard let found = repair(line) else { continue }
      errors.removeAll { error in
        guard error.severity == .error, let range = error.range else {
          return false
        }
        return range.lowerBound >= line.range.lowerBound
          && range.lowerBound <= line.range.upperBound
      }
      errors.append(found)
    }
    return errors
  }

  private func repair(_ line: Line) -> Diagnostic? {
    var text = line.text.prefix { $0 != "#" && $0 != "!" && $0 != ";" }
    while text.last?.isWhitespace == true { text.removeLast() }
    guard !text.isEmpty, text.count <= 1000 else { return nil }
    return operatorRepair(line, text) ?? functionRepair(line, text)
      ?? rangeRepair(line, text) ?? blankRepair(line, text)
      ?? listRepair(line, text)
  }

  /// A text that is a model by itself.
  static func isModel(_ text: String) -> Bool {
    var parser = Parser(SourceText(text))
    parser.looksForOtherLanguages = false
    return (try? parser.parse()) != nil
  }

  // MARK: Operators

  private func operatorRepair(_ line: Line, _ text: Substring) -> Diagnostic? {
    for wrong in ["=~~", "~=", "=\\sim", "\\sim", "\u{2248}", "\u{2245}", "=-"]
    {
      guard let range = text.firstRange(of: wrong) else { continue }
      let formula = Self.joined(
        text[..<range.lowerBound] + " =~ " + text[range.upperBound...])
      guard Self.isModel(formula) else { return nil }
      return diagnostic(
        .syntaxUnknownOperator, "`\(wrong)` is not an operator.",
        remedy: "Write `=~` (is measured by): `\(formula)`, or `~` (is "
          + "regressed on).", at: line.range(of: range))
    }
    return nil
  }

  // MARK: Functions

  private func functionRepair(_ line: Line, _ text: Substring) -> Diagnostic? {
    guard text.contains("~") else { return nil }
    func said(
      _ range: Range<String.Index>, _ message: String, _ remedy: String
    ) -> Diagnostic {
      diagnostic(
        .syntaxRFormula, message, remedy: remedy, at: line.range(of: range))
    }
    // `(1|school)`, `(1 + x | school)`
    if let open = text.lastIndex(of: "("), let bar = text.lastIndex(of: "|"),
      open < bar, let close = text[bar...].firstIndex(of: ")")
    {
      let name = Self.joined(text[text.index(after: bar)..<close])
      guard Self.isName(name) else { return nil }
      return said(
        open..<text.index(after: close),
        "`\(text[open...close])` is a random effect of R's lme4.",
        "Leave it out of the formula; `cluster: \(name)` gives standard errors "
          + "for cases in clusters.")
    }
    if let found = noIntercept(line, text) { return found }
    let functions: [(name: String, what: String)] = [
      ("I", "a power"), ("poly", "a polynomial"), ("factor", "a factor"),
      ("as.factor", "a factor"), ("ordered", "an ordered factor"),
      ("scale", "a standardized variable"), ("log", "a logarithm"),
      ("log10", "a logarithm"), ("sqrt", "a root"), ("exp", "an exponential"),
      ("offset", "an offset"), ("ns", "a spline"), ("bs", "a spline"),
      ("s", "a smooth term"), ("as.numeric", "a number"), ("lag", "a lag"),
    ]
    for (function, what) in functions {
      guard let range = text.firstRange(of: function + "("),
        text[..<range.lowerBound].last.map({
          $0.isWhitespace || $0 == "+" || $0 == "~" || $0 == "*"
        }) ?? true,
        let close = text[range.upperBound...].firstIndex(of: ")")
      else { continue }
      let inside = text[range.upperBound..<close]
      guard inside.contains(where: \.isLetter) else { continue }
      let place = range.lowerBound..<text.index(after: close)
      let shown = text[place]
      let parts = inside.split(separator: "^").map { Self.joined($0) }
      if function == "I", parts.count == 2, parts[1] == "2",
        Self.isName(parts[0])
      {
        let formula = Self.joined(
          text[..<place.lowerBound] + "\(parts[0]):\(parts[0])"
            + text[place.upperBound...])
        if Self.isModel(formula) {
          return said(
            place, "`\(shown)` is a square as R writes it.",
            "Write `\(formula)`.")
        }
      }
      return said(
        place, "`\(shown)` is \(what) as R writes it.",
        "Compute it as a column of the data, and write the column's name.")
    }
    // `x^2`
    if let caret = text.firstIndex(of: "^"), !text.contains("==") {
      let before = text[..<caret].reversed().prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
      }
      let name = String(before.reversed())
      let after = text[text.index(after: caret)...]
      guard Self.isName(name), after.hasPrefix("2"), name.count > 0 else {
        return nil
      }
      let start = text.index(caret, offsetBy: -name.count)
      let rest = after.dropFirst()
      let formula = Self.joined(text[..<start] + "\(name):\(name)" + rest)
      guard Self.isModel(formula) else { return nil }
      return said(
        start..<rest.startIndex, "`\(name)^2` is not a variable.",
        "Write the square as a product: `\(formula)`.")
    }
    return nil
  }

  /// `y ~ x - 1`, `y ~ x + 0`, `y ~ 0 + x`: without an intercept, in R.
  private func noIntercept(_ line: Line, _ text: Substring) -> Diagnostic? {
    guard let sign = Self.relation(in: text), text[sign] == "~" else {
      return nil
    }
    let right = text[sign.upperBound...]
    var kept: [String] = []
    var found: Range<String.Index>?
    for piece in right.split(separator: "+") {
      var words = piece.split(whereSeparator: \.isWhitespace)
      if words.count == 1, words[0] == "0" || words[0] == "-1" {
        found = words[0].startIndex..<words[0].endIndex
        continue
      }
      if words.count == 3, words[1] == "-", words[2] == "1" {
        found = words[1].startIndex..<words[2].endIndex
        words.removeLast(2)
      } else if words.count == 2, words[1] == "-1" {
        found = words[1].startIndex..<words[1].endIndex
        words.removeLast()
      }
      kept.append(words.joined(separator: " "))
    }
    let left = Self.joined(text[..<sign.lowerBound])
    let formula = "\(left) ~ \(kept.joined(separator: " + "))"
    guard let found, !kept.isEmpty, Self.isName(left), Self.isModel(formula)
    else { return nil }
    return diagnostic(
      .syntaxRFormula,
      "`\(text[found])` takes the intercept out of a formula of R.",
      remedy: "Write `\(formula)`, and `\(left) ~ 0*1` to fix the intercept to "
        + "0.", at: line.range(of: found))
  }

  // MARK: Ranges

  private func rangeRepair(_ line: Line, _ text: Substring) -> Diagnostic? {
    guard let sign = Self.relation(in: text) else { return nil }
    var found: Range<String.Index>?
    func side(_ part: Substring) -> String? {
      var terms: [String] = []
      var isOpen = false
      for piece in part.split(
        separator: "+", omittingEmptySubsequences: false)
      {
        let words = piece.split {
          $0.isWhitespace || $0 == ","
        }
        if words.count == 1, Self.isEllipsis(words[0]) {
          guard !terms.isEmpty else { return nil }
          found = found ?? words[0].startIndex..<words[0].endIndex
          isOpen = true
          continue
        }
        var names: [String]
        if let range = Self.range(words) {
          found = found ?? range.place
          names = range.names
        } else {
          names = [Self.joined(piece)]
        }
        if isOpen {
          guard let last = terms.last, Self.isName(names[0]) else { return nil }
          let filled = Self.expanded("\(last)-\(names[0])")
          guard filled.count > 2 else { return nil }
          names = Array(filled.dropFirst()) + names.dropFirst()
          isOpen = false
        }
        terms += names
      }
      return isOpen ? nil : terms.joined(separator: " + ")
    }
    guard let left = side(text[..<sign.lowerBound]),
      let right = side(text[sign.upperBound...]), let found
    else { return nil }
    let formula = "\(left) \(text[sign]) \(right)"
    guard Self.isModel(formula) else { return nil }
    return diagnostic(
      .syntaxRange,
      "`\(text[found])` is a range; formulas name every variable.",
      remedy: "Write `\(formula)`.", at: line.range(of: found))
  }

  private static func isEllipsis(_ text: Substring) -> Bool {
    text.count < 8
      && text.allSatisfy { $0 == "." || $0 == "\u{2026}" || $0 == "\u{22EF}" }
      && (text.count > 1 || text != ".")
  }

  /// `a1-a5`, `a1 - a5`, `a1 to a5`, with any dash or a wave.
  private static func range(_ words: [Substring])
    -> (names: [String], place: Range<String.Index>)?
  {
    guard let first = words.first, let last = words.last else { return nil }
    let dashes: Set<Character> = [
      "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}",
      "\u{2212}", "~", "\u{FF5E}", "\u{301C}", "\u{FF0D}", "\u{81F3}",
    ]
    var ends: [String]
    switch words.count {
    case 1:
      ends = first.split(whereSeparator: dashes.contains).map(String.init)
    case 3
    where words[1].lowercased() == "to"
      || words[1].allSatisfy(dashes.contains)
      || isEllipsis(words[1]):
      ends = [String(first), String(last)]
    default: return nil
    }
    guard ends.count == 2 else { return nil }
    // `a1-5`; `a1 - 1` takes the intercept out in R.
    if ends[1].allSatisfy(\.isNumber) {
      guard words.count == 1 else { return nil }
      ends[1] =
        String(ends[0].reversed().drop(while: \.isNumber).reversed()) + ends[1]
    }
    let names = expanded("\(ends[0])-\(ends[1])")
    guard names.count > 1, names.first == ends[0], names.last == ends[1],
      stem(ends[0]) == stem(ends[1]), ends.allSatisfy({ stem($0) != $0 })
    else { return nil }
    return (names, first.startIndex..<last.endIndex)
  }

  /// A name without the digits at its end.
  private static func stem(_ name: String) -> String {
    var name = name
    while name.last?.isNumber == true { name.removeLast() }
    return name
  }

  // MARK: Parts

  /// The operator of a formula.
  static func relation(in text: Substring) -> Range<String.Index>? {
    for op in ["=~", "<~", "~~", "~"] {
      if let range = text.firstRange(of: op) { return range }
    }
    return nil
  }

  /// A text with single blanks.
  static func joined(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: { (character: Character) -> Bool in
      character.isWhitespace
    }).joined(separator: " ")
  }
}
