/// Statements of Mplus: `f BY x1-x3; y ON x; x WITH z;`.
extension ForeignSyntax {
  private static let operators = [
    "BY": "=~", "ON": "~", "WITH": "~~", "PON": "~", "PWITH": "~~",
  ]
  private static let headings: Set<String> = [
    "TITLE", "DATA", "VARIABLE", "DEFINE", "ANALYSIS", "MODEL", "OUTPUT",
    "SAVEDATA", "PLOT", "MODEL INDIRECT", "MODEL CONSTRAINT", "MONTECARLO",
  ]

  /// Recognizes statements and commands of Mplus in lines with errors.
  func mplusStatements() -> Diagnostic? {
    var formulas: [String] = []
    var word: (text: String, place: SourceRange)?
    var heading: (text: String, place: SourceRange)?
    for statement in statements {
      var text = statement.text[...]
      if let colon = text.firstIndex(of: ":") {
        let title = text[..<colon]
        if Self.headings.contains(title.uppercased()) {
          if heading == nil {
            heading = (
              String(title),
              statement.range(of: title.startIndex..<title.endIndex)
            )
          }
          text = text[text.index(after: colon)...]
        }
      }
      if Self.isLevel(text) {
        if heading == nil {
          heading = (
            String(text), statement.range(of: text.startIndex..<text.endIndex)
          )
        }
        continue
      }
      if text.contains("~") || text.contains("=") { continue }
      guard let (formula, op) = Self.formula(text) else {
        formulas +=
          Self.variances(text) ?? Self.means(text)
          ?? Self.growth(text) ?? []
        continue
      }
      formulas.append(formula)
      if word == nil {
        word = (String(text[op]), statement.range(of: op))
      }
    }
    if let word {
      let op = Self.operators[word.text.uppercased()] ?? "~"
      return diagnostic(
        "mplus-syntax", "`\(word.text)` is an operator of Mplus.",
        remedy: "Write `\(op)`, and `+` between the variables: "
          + "\(Self.shown(formulas)).", at: word.place)
    }
    guard let heading else {
      guard let first = lines.first, !formulas.isEmpty,
        first.text.contains(where: { "@[|".contains($0) })
      else { return nil }
      return diagnostic(
        "mplus-syntax", "This is a statement of Mplus.",
        remedy: "Write \(Self.shown(formulas)).", at: first.range)
    }
    let sign = heading.text.hasPrefix("%") ? "" : ":"
    return diagnostic(
      "mplus-syntax", "`\(heading.text)\(sign)` is a command of Mplus.",
      remedy: "Give the formulas alone, in lavaan's syntax, such as "
        + (formulas.isEmpty
          ? "`f =~ x1 + x2 + x3` for `f BY x1-x3`."
          : "\(Self.shown(formulas))."),
      at: heading.place)
  }

  /// `%WITHIN%` and its like.
  private static func isLevel(_ text: Substring) -> Bool {
    let last = text.last { !$0.isWhitespace }
    return text.hasPrefix("%") && last == "%" && text.count < 40
      && !text.contains("~")
  }

  /// `x1-x3@0.5` or `f@1`: variances.
  private static func variances(_ text: Substring) -> [String]? {
    var formulas: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let parts = word.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, Double(parts[1]) != nil else { return nil }
      let names = expanded(String(parts[0]))
      guard !names.isEmpty else { return nil }
      formulas += names.map { "\($0) ~~ \(parts[1])*\($0)" }
    }
    return formulas.isEmpty ? nil : formulas
  }

  /// `[x1-x3@0 f]`: means and intercepts.
  private static func means(_ text: Substring) -> [String]? {
    guard let open = text.firstIndex(of: "["),
      let close = text.firstIndex(of: "]"), open < close,
      text[..<open].allSatisfy(\.isWhitespace)
    else { return nil }
    var formulas: [String] = []
    for word in text[text.index(after: open)..<close]
      .split(whereSeparator: \.isWhitespace)
    {
      let parts = word.split(separator: "@", omittingEmptySubsequences: false)
      let names = expanded(String(parts[0].filter { $0 != "*" }))
      guard !names.isEmpty, parts.count < 3 else { return nil }
      formulas += names.map {
        parts.count == 2 ? "\($0) ~ \(parts[1])*1" : "\($0) ~ 1"
      }
    }
    return formulas
  }

  /// `i s | y1@0 y2@1 y3@2`: factors of growth.
  private static func growth(_ text: Substring) -> [String]? {
    let sides = text.split(separator: "|")
    guard sides.count == 2 else { return nil }
    let factors = words(sides[0])
    var times: [(name: String, time: String)] = []
    for word in words(sides[1]) {
      let parts = word.split(separator: "@")
      guard parts.count == 2, Double(parts[1]) != nil, isName(parts[0]) else {
        return nil
      }
      times.append((String(parts[0]), String(parts[1])))
    }
    guard factors.count == 2, factors.allSatisfy({ isName($0) }),
      !times.isEmpty
    else { return nil }
    return [
      "\(factors[0]) =~ "
        + times.map { "1*\($0.name)" }.joined(separator: " + "),
      "\(factors[1]) =~ "
        + times.map { "\($0.time)*\($0.name)" }.joined(separator: " + "),
    ]
  }

  /// The lines with errors cut at semicolons; where there are semicolons, a
  /// statement may go on over several lines.
  private var statements: [Line] {
    var statements: [Line] = []
    var pending: Line?
    let isCut = lines.contains { $0.text.contains(";") }
    for line in lines {
      let text = line.text.prefix { $0 != "!" }
      var start = text.startIndex
      while start < text.endIndex {
        let end = text[start...].firstIndex(of: ";")
        let part = text[start..<(end ?? text.endIndex)]
        let trimmed = part.drop(while: \.isWhitespace)
        let offset =
          line.start
          + text.utf8.distance(from: text.startIndex, to: trimmed.startIndex)
        var own = Line(text: String(trimmed), start: offset)
        if let before = pending, Self.formula(trimmed) == nil {
          own = Line(text: before.text + " " + trimmed, start: before.start)
        } else if let before = pending {
          statements.append(before)
        }
        pending = nil
        if end == nil, isCut { pending = own } else { statements.append(own) }
        start = end.map { text.index(after: $0) } ?? text.endIndex
      }
    }
    if let pending { statements.append(pending) }
    return statements
  }

  /// A statement in our words, and the place of its operator.
  private static func formula(_ text: Substring)
    -> (String, Range<String.Index>)?
  {
    var words: [Substring] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      words.append(word)
    }
    guard
      let position = words.indices.dropFirst().first(where: {
        operators[words[$0].uppercased()] != nil
      }), position + 1 < words.count,
      let op = operators[words[position].uppercased()]
    else { return nil }
    let left = words[..<position].map(String.init).flatMap(expanded)
    let right = terms(Array(words[(position + 1)...]), isMeasured: op == "=~")
    guard !left.isEmpty, !right.isEmpty,
      left.allSatisfy({ isName($0) })
    else { return nil }
    let place = words[position].startIndex..<words[position].endIndex
    return (
      left.joined(separator: " + ") + " \(op) "
        + right.joined(separator: " + "), place
    )
  }

  /// Terms with what follows them put before: `x@1`, `x*`, `x*0.5`, `x (a)`.
  private static func terms(_ words: [Substring], isMeasured: Bool) -> [String]
  {
    var terms: [String] = []
    for word in words {
      if word.hasPrefix("("), word.hasSuffix(")") {
        let label = word.dropFirst().dropLast()
        // A number equals parameters here; a name labels one, a list as many.
        let labels = expanded(String(label))
        if labels.count <= terms.count {
          for (term, label) in zip(terms.suffix(labels.count).indices, labels) {
            terms[term] = "\(label)*\(terms[term])"
          }
        }
        continue
      }
      if word == "|" || word == "AT" { return [] }
      let fixed = word.split(
        separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      let free = word.split(
        separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String((fixed.count == 2 ? fixed : free)[0])
      let names = expanded(name)
      guard !names.isEmpty else { return [] }
      for name in names {
        if fixed.count == 2 {
          terms.append("\(fixed[1])*\(name)")
        } else if free.count == 2, free[1].isEmpty {
          terms.append(isMeasured ? "NA*\(name)" : name)
        } else if free.count == 2 {
          terms.append("start(\(free[1]))*\(name)")
        } else {
          terms.append(name)
        }
      }
    }
    return terms
  }

  /// `x1-x3` as three names.
  static func expanded(_ word: String) -> [String] {
    let ends = word.split(separator: "-", maxSplits: 1).map(String.init)
    guard ends.count == 2 else { return isName(word) ? [word] : [] }
    func parts(_ name: String) -> (stem: String, number: Int)? {
      let digits = name.reversed().prefix(while: \.isNumber).reversed()
      guard let number = Int(String(digits)), number < 1000 else { return nil }
      return (String(name.dropLast(digits.count)), number)
    }
    guard let first = parts(ends[0]), let last = parts(ends[1]),
      first.stem == last.stem, !first.stem.isEmpty,
      first.number < last.number, last.number - first.number < 30
    else { return ends.allSatisfy({ isName($0) }) ? ends : [] }
    return (first.number...last.number).map { "\(first.stem)\($0)" }
  }
}
