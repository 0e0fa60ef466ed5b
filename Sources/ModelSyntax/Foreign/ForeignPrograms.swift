internal import Messages

/// Commands and functions of other programs that hold a model.
extension ForeignSyntax {
  /// Recognizes programs by the calls and commands in lines with errors.
  func program() -> Diagnostic? {
    if let first = lines.first, let found = calls(first) { return found }
    for line in lines {
      if let found = amosProgram(line) ?? lisrel(line, line.text.lowercased())
        ?? regressions(line)
      {
        return found
      }
    }
    return nil
  }

  // MARK: AMOS

  /// `Sem.AStructure("a1 = (1) F1 + (1) e1")`.
  private func amosProgram(_ line: Line) -> Diagnostic? {
    let commands = [
      ".AStructure", ".MStructure", ".BeginGroup", ".Path(", ".Path ", ".Cov(",
      ".GroupName", "As New AmosEngine",
    ]
    guard commands.contains(where: { line.text.contains($0) }) else {
      return nil
    }
    let inner = allLines.compactMap { line -> Line? in
      guard line.text.contains(".AStructure"),
        let content = Self.quoted(line.text[...]).first
      else { return nil }
      return Line(text: content, start: line.start)
    }
    let formulas =
      Self.equationFormulas(inner)
      + inner.compactMap(Self.arrowFormula)
      + allLines.compactMap(Self.amosCall)
    return diagnostic(
      .syntaxAmosSyntax, "This is a program of AMOS, not a model.",
      remedy: formulas.isEmpty
        ? "Write the formulas alone, such as `F =~ x1 + x2 + x3`."
        : "Write the formulas alone: \(Self.shown(formulas)).",
      at: line.range)
  }

  private static func arrowFormula(_ line: Line) -> String? {
    for (arrow, isReversed) in [("<--", true), ("-->", false)] {
      guard let range = line.text.firstRange(of: arrow) else { continue }
      let left = words(
        line.text[..<range.lowerBound].filter { $0 != "-" })
      let right = words(
        line.text[range.upperBound...].filter { $0 != "-" }
          .prefix { $0 != "(" })
      guard let a = left.first, let b = right.first, isName(a), isName(b)
      else { return nil }
      return isReversed ? "\(a) ~ \(b)" : "\(b) ~ \(a)"
    }
    return nil
  }

  private static func amosCall(_ line: Line) -> String? {
    let names = quoted(line.text[...])
    guard names.count > 1, names.prefix(2).allSatisfy({ isName($0) }) else {
      return nil
    }
    if line.text.contains(".Path") { return "\(names[0]) ~ \(names[1])" }
    return line.text.contains(".Cov") ? "\(names[0]) ~~ \(names[1])" : nil
  }

  // MARK: LISREL and SAS

  private func lisrel(_ line: Line, _ lowercased: String) -> Diagnostic? {
    let words = Self.words(lowercased)
    guard let first = words.first else { return nil }
    let second = words.dropFirst().first ?? ""
    let isMatrix =
      first == "da" && second.hasPrefix("ni")
      || first == "mo"
        && ["nx", "ny", "ne", "nk"].contains { second.hasPrefix($0) }
      || ["fr", "fi", "pa", "va", "st"].contains(first)
        && ["lx", "ly", "be", "ga", "ph", "ps", "td", "te"].contains {
          second.hasPrefix($0)
        } && !line.text.contains("~")
    if isMatrix {
      return diagnostic(
        .syntaxLisrelSyntax, "This is a command of LISREL.",
        remedy: "Write a formula for each factor, such as "
          + "`F =~ x1 + x2 + x3` for its free elements of LX.",
        at: line.range)
    }
    return nil
  }

  // MARK: Calls

  /// Functions of R packages whose arguments hold the model.
  private func calls(_ line: Line) -> Diagnostic? {
    let end = min(source.utf8.count, modelStart + 20_000)
    func whole() -> Substring {
      String(decoding: source.utf8[modelStart..<end], as: UTF8.self)[...]
    }
    func found(_ program: String, _ formulas: [String], _ example: String)
      -> Diagnostic
    {
      diagnostic(
        .syntaxRCode, "This is code of \(program), not a model.",
        remedy: formulas.isEmpty
          ? "Write the formulas alone, such as \(example)."
          : "Write the formulas alone: \(Self.shown(formulas)).",
        at: line.range)
    }
    let text = line.text
    if text.hasPrefix("<"), text.contains(">"), !text.hasPrefix("<-") {
      return diagnostic(
        .syntaxDocument, "This is a file in XML, not the text of a model.",
        remedy: "Write the formulas, such as `F =~ x1 + x2 + x3`.",
        at: line.range)
    }
    func calls(_ functions: [String]) -> Bool {
      allLines.contains { line in
        !line.text.hasPrefix("#")
          && functions.contains { line.text.contains($0) }
      }
    }
    if calls(["mxPath(", "umxPath(", "mxModel(", "umxRAM("]) {
      return found("OpenMx", Self.openMx(whole()), "`F =~ x1 + x2 + x3`")
    }
    if calls(["psem("]) {
      return found("piecewiseSEM", Self.regressions(whole()), "`y ~ x1 + x2`")
    }
    if calls(["constructs(", "multi_items(", "relationships("]) {
      return found("seminr", Self.seminr(whole()), "`F =~ x1 + x2 + x3`")
    }
    if calls(["jmv::"]) {
      return found(
        "jamovi", Self.jamovi(whole()).distinct, "`F =~ x1 + x2 + x3`")
    }
    return nil
  }

  /// `lm(y ~ x)` of R.
  private func regressions(_ line: Line) -> Diagnostic? {
    guard line.text.contains("("), !line.text.hasPrefix("\""),
      !line.text.hasPrefix("'")
    else { return nil }
    let formulas = Self.regressions(line.text[...])
    guard !formulas.isEmpty else { return nil }
    return diagnostic(
      .syntaxRCode, "This is code of R, not a model.",
      remedy: "Write the formulas alone: \(Self.shown(formulas)).",
      at: line.range)
  }

  private static func openMx(_ text: Substring) -> [String] {
    let latent = Set(argument("latentVars", of: text) ?? [])
    var formulas: [String] = []
    for arguments in calls(of: ["mxPath(", "umxPath("], in: text) {
      let opening = arguments.prefix { $0 != "," }
      let from =
        argument("from", of: arguments)
        ?? (opening.contains("=") ? nil : quoted(opening))
      guard let from, !from.isEmpty, from != ["one"],
        from.allSatisfy({ isName($0) })
      else { continue }
      let isDouble =
        arguments.filter { !$0.isWhitespace }.contains("arrows=2")
      let isFixedAtOne =
        arguments.filter { !$0.isWhitespace }.contains("values=1")
        && arguments.contains("FALSE")
      let to = argument("to", of: arguments) ?? argument("with", of: arguments)
      guard let to else {
        if isDouble, isFixedAtOne {
          formulas += from.map { "\($0) ~~ 1*\($0)" }
        }
        continue
      }
      guard to.allSatisfy({ isName($0) }) else { continue }
      let target = to.joined(separator: " + ")
      if isDouble || argument("with", of: arguments) != nil {
        formulas.append("\(from.joined(separator: " + ")) ~~ \(target)")
      } else if from.count == 1,
        latent.isEmpty
          ? to.count > 2
          : latent.contains(from[0]) && latent.isDisjoint(with: to)
      {
        formulas.append("\(from[0]) =~ \(target)")
      } else {
        formulas.append("\(target) ~ \(from.joined(separator: " + "))")
      }
    }
    // A variance of 1 gives the factor its unit: its loadings are free.
    return formulas.map { formula in
      guard let sign = formula.firstRange(of: " =~ ") else { return formula }
      let factor = formula[..<sign.lowerBound]
      guard formulas.contains("\(factor) ~~ 1*\(factor)") else {
        return formula
      }
      return "\(factor) =~ NA*\(formula[sign.upperBound...])"
    }
  }

  /// The formulas of `lm(y ~ x, data = d)` and its like.
  private static func regressions(_ text: Substring) -> [String] {
    calls(
      of: ["lm(", "glm(", "lmer(", "glmer(", "lme(", "gls(", "aov("], in: text
    ).compactMap { arguments in
      let formula = arguments.prefix { $0 != "," }
      let sides = formula.split(separator: "~")
      guard sides.count == 2, isName(words(sides[0]).joined(separator: " "))
      else { return nil }
      let terms = sides[1].split(separator: "+").map {
        words($0).joined(separator: " ")
      }
      guard !terms.isEmpty, terms.allSatisfy({ isName($0) }) else { return nil }
      return words(sides[0])[0] + " ~ " + terms.joined(separator: " + ")
    }
  }

  private static func seminr(_ text: Substring) -> [String] {
    var formulas: [String] = []
    for (function, op) in [("reflective(", "=~"), ("composite(", "<~")] {
      for arguments in calls(of: [function], in: text) {
        let names = quoted(arguments)
        guard let name = names.first, isName(name) else { continue }
        var items = Array(names.dropFirst())
        if let range = arguments.firstRange(of: "multi_items("),
          let stem = items.first
        {
          let numbers = arguments[range.upperBound...]
            .drop { $0 != "," }.dropFirst().prefix { $0 != ")" && $0 != "," }
            .split(separator: ":").compactMap {
              Int($0.filter { !$0.isWhitespace })
            }
          guard numbers.count == 2, numbers[0] <= numbers[1],
            numbers[1] - numbers[0] < 30
          else { continue }
          items = (numbers[0]...numbers[1]).map { "\(stem)\($0)" }
        }
        guard !items.isEmpty, items.allSatisfy({ isName($0) }) else { continue }
        formulas.append("\(name) \(op) \(items.joined(separator: " + "))")
      }
    }
    for arguments in calls(of: ["paths("], in: text) {
      guard let from = argument("from", of: arguments),
        let to = argument("to", of: arguments),
        (from + to).allSatisfy({ isName($0) })
      else { continue }
      formulas.append(
        "\(to.joined(separator: " + ")) ~ \(from.joined(separator: " + "))")
    }
    return formulas
  }

  private static func jamovi(_ text: Substring) -> [String] {
    calls(of: ["list("], in: text).compactMap { arguments in
      guard let name = argument("label", of: arguments)?.first,
        let items = argument("vars", of: arguments), isName(name),
        !items.isEmpty, items.allSatisfy({ isName($0) })
      else { return nil }
      return "\(name) =~ \(items.joined(separator: " + "))"
    }
  }

  // MARK: Arguments

  /// The arguments in the parentheses of calls, up to the closing one.
  private static func calls(of functions: [String], in text: Substring)
    -> [Substring]
  {
    var found: [(position: String.Index, arguments: Substring)] = []
    for function in functions {
      var rest = text
      while let range = rest.firstRange(of: function), found.count < 200 {
        rest = rest[range.upperBound...]
        let before = text[..<range.lowerBound].last
        if let before, before.isLetter || before.isNumber || before == "_" {
          continue
        }
        var depth = 1
        let arguments = rest.prefix { character in
          if character == "(" { depth += 1 }
          if character == ")" { depth -= 1 }
          return depth > 0
        }
        found.append((range.lowerBound, arguments))
      }
    }
    return found.sorted { $0.position < $1.position }.map(\.arguments)
  }

  /// The texts in quotes of `name = c("a", "b")`; `nil` without the argument.
  private static func argument(_ name: String, of text: Substring)
    -> [String]?
  {
    var rest = text
    while let range = rest.firstRange(of: name) {
      rest = rest[range.upperBound...].drop(while: \.isWhitespace)
      guard rest.first == "=" else { continue }
      let value = rest.dropFirst().drop(while: \.isWhitespace)
      if value.hasPrefix("c(") {
        return quoted(value.prefix { $0 != ")" })
      }
      return quoted(value.prefix { $0 != "," && $0 != ")" })
    }
    return nil
  }

  /// The texts in quotes.
  static func quoted(_ text: Substring) -> [String] {
    var found: [String] = []
    var rest = text
    while let opening = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      let inside = rest[rest.index(after: opening)...]
      guard let closing = inside.firstIndex(of: rest[opening]) else { break }
      found.append(String(inside[..<closing]))
      rest = inside[inside.index(after: closing)...]
    }
    return found
  }
}
