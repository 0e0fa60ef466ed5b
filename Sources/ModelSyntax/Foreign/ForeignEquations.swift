/// Equations with errors in them, as AMOS, EQS and SIMPLIS write them.
extension ForeignSyntax {
  /// An equation of a variable.
  private struct Equation {
    var variables: [String]
    /// Names with their coefficients before them; error terms left out.
    var terms: [(coefficient: String, name: String)]
    var program: String
    var sign: SourceRange
  }

  /// Recognizes equations and arrows in lines with errors.
  func equations() -> Diagnostic? {
    var equations: [Equation] = []
    for line in lines {
      if let equation = Self.equation(line) { equations.append(equation) }
      if let found = longArrow(line) { return found }
    }
    guard let first = equations.first else { return nil }
    var uses: [String: Int] = [:]
    for equation in equations where equation.terms.count == 1 {
      uses[equation.terms[0].name, default: 0] += equation.variables.count
    }
    var formulas: [String] = []
    var factors: [String] = []
    for equation in equations {
      guard equation.terms.count == 1, let term = equation.terms.first,
        isFactor(term.name, of: equation, uses: uses[term.name] ?? 0)
      else {
        formulas.append(
          equation.variables.joined(separator: " + ") + " ~ "
            + equation.terms.map { $0.coefficient + $0.name }
            .joined(separator: " + "))
        continue
      }
      guard !factors.contains(term.name) else { continue }
      factors.append(term.name)
      let indicators = equations.filter {
        $0.terms.count == 1 && $0.terms[0].name == term.name
      }.flatMap { own in
        own.variables.map { own.terms[0].coefficient + $0 }
      }
      formulas.append(
        "\(term.name) =~ \(indicators.joined(separator: " + "))")
    }
    return diagnostic(
      .syntaxEquationSyntax,
      "This is an equation as \(first.program) writes it.",
      remedy: "Write \(Self.shown(formulas)); residuals are there by "
        + "themselves.", at: first.sign)
  }

  /// Whether a variable looks latent: it stands alone in several equations, or
  /// is called and used as one.
  private func isFactor(_ name: String, of equation: Equation, uses: Int)
    -> Bool
  {
    if uses > 1 { return true }
    let isNumbered =
      name.hasPrefix("F") && name.dropFirst().allSatisfy(\.isNumber)
    return isNumbered
      || equation.program == "AMOS" && name.first?.isUppercase == true
  }

  private static func equation(_ line: Line) -> Equation? {
    var text = line.text[...]
    while let last = text.last, last == ";" || last == "." || last.isWhitespace
    {
      text = text.dropLast()
    }
    guard let sign = text.firstIndex(of: "="),
      text.count(where: { $0 == "=" }) == 1, !text.contains("~"),
      !text.contains(where: { ":<>\"'".contains($0) })
    else { return nil }
    let variables = words(text[..<sign])
    guard !variables.isEmpty, variables.allSatisfy({ isName($0) }) else {
      return nil
    }
    let right = text[text.index(after: sign)...]
    var terms: [(coefficient: String, name: String)] = []
    var hasError = false
    var hasParentheses = false
    for part in right.split(separator: "+") {
      let pieces = part.split(whereSeparator: \.isWhitespace)
      guard pieces.count <= 2, let last = pieces.last else { return nil }
      var (coefficient, name) = ("", last[...])
      if let star = last.lastIndex(of: "*") {
        coefficient = String(last[..<star])
        name = last[last.index(after: star)...]
      } else if let close = last.lastIndex(of: ")") {
        coefficient = String(last[...close])
        name = last[last.index(after: close)...]
      }
      if pieces.count == 2 { coefficient = String(pieces[0]) }
      hasParentheses = hasParentheses || coefficient.hasPrefix("(")
      coefficient = coefficient.filter { !"()*".contains($0) }
      guard isName(name) else { return nil }
      if isError(name) {
        hasError = true
      } else {
        terms.append(
          (coefficient.isEmpty ? "" : coefficient + "*", String(name)))
      }
    }
    let isEQS = variables.allSatisfy {
      let rest = $0.dropFirst()
      return ["V", "F"].contains($0.first) && !rest.isEmpty
        && rest.allSatisfy(\.isNumber)
    }
    let isSIMPLIS = variables.count > 1 && !hasError && !hasParentheses
    guard !terms.isEmpty, hasError || hasParentheses || isSIMPLIS else {
      return nil
    }
    return Equation(
      variables: variables, terms: terms,
      program: isSIMPLIS ? "SIMPLIS" : isEQS ? "EQS" : "AMOS",
      sign: line.range(of: sign..<text.index(after: sign)))
  }

  /// Names of error terms: `e1`, `E1`, `d2`, `err_x`, `zeta1`.
  private static func isError(_ name: Substring) -> Bool {
    let lowercased = name.lowercased()
    let stems = [
      "error", "err", "eps", "epsilon", "delta", "zeta", "res", "resid", "e",
      "d", "r", "u",
    ]
    return stems.contains { stem in
      guard lowercased.hasPrefix(stem) else { return false }
      let rest = lowercased.dropFirst(stem.count)
      return !rest.isEmpty && rest.allSatisfy(\.isNumber)
        || stem.count > 2 && (rest.isEmpty || rest.hasPrefix("_"))
    }
  }

  /// `x1 <--- F` and `F <--> G` of AMOS, and other long arrows.
  private func longArrow(_ line: Line) -> Diagnostic? {
    for (arrow, isReversed) in [
      ("<--->", nil), ("<-->", nil), ("--->", false), ("<---", true),
      ("-->", false), ("<--", true), ("==>", false), ("<==", true),
    ] as [(String, Bool?)] {
      guard let range = line.text.firstRange(of: arrow) else { continue }
      let left = Self.words(line.text[..<range.lowerBound])
      let right = Self.words(
        line.text[range.upperBound...].prefix { $0 != ";" && $0 != "(" })
      guard !left.isEmpty, !right.isEmpty,
        (left + right).allSatisfy({ Self.isName($0) })
      else { return nil }
      let (from, to) = isReversed == true ? (right, left) : (left, right)
      let (source, target) = (
        from.joined(separator: " + "), to.joined(separator: " + ")
      )
      return diagnostic(
        .syntaxUnknownOperator, "`\(arrow)` is an arrow of AMOS.",
        remedy: isReversed == nil
          ? "Write `\(source) ~~ \(target)`."
          : "Write `\(target) ~ \(source)`, or `\(source) =~ \(target)` where "
            + "\(source) is latent and measured so.",
        at: line.range(of: range))
    }
    return nil
  }
}
