/// Equations with errors in them, as AMOS, EQS and SIMPLIS write them.
extension ForeignSyntax {
  /// An equation of a variable.
  private struct Equation {
    var variables: [String]
    /// Names with their coefficients before them; error terms left out.
    var terms: [(coefficient: String, name: String)]
    var program: String
    var sign: SourceRange
    /// Whether nothing but the names tells it from an assignment.
    var isPlain = false
  }

  /// Recognizes equations in lines with errors.
  func equations() -> Diagnostic? {
    guard lines.contains(where: { $0.text.contains("=") }) else { return nil }
    let equations = Self.equations(allLines, isSIMPLIS: isSIMPLIS)
    guard let first = equations.first else { return nil }
    return diagnostic(
      "equation-syntax",
      "This is an equation as "
        + "\(isSAS ? "SAS" : isSIMPLIS ? "SIMPLIS" : first.program) writes it.",
      remedy: "Write \(Self.shown(Self.formulas(equations))); residuals are "
        + "there by themselves.", at: first.sign)
  }

  /// The equations of lines as formulas.
  static func equationFormulas(_ lines: [Line]) -> [String] {
    formulas(equations(lines, isSIMPLIS: false))
  }

  /// Equations with something that tells them from assignments: an error term,
  /// a coefficient in parentheses, several variables on the left, the headings
  /// of SIMPLIS or, of a single variable each, the same right side repeated.
  private static func equations(_ lines: [Line], isSIMPLIS: Bool)
    -> [Equation]
  {
    let all = lines.compactMap(equation)
    var uses: [String: Int] = [:]
    for equation in all where equation.isPlain && equation.terms.count == 1 {
      uses[equation.terms[0].name, default: 0] += 1
    }
    return all.filter { equation in
      !equation.isPlain || isSIMPLIS
        || equation.terms.count == 1 && uses[equation.terms[0].name] ?? 0 > 1
    }
  }

  /// Whether headings of SIMPLIS stand in the text.
  private var isSIMPLIS: Bool {
    let headings = [
      "relationships", "paths", "latent variables", "observed variables",
      "path diagram", "end of problem",
    ]
    return allLines.contains { line in
      let text = line.text.lowercased()
      return headings.contains { text.hasPrefix($0) }
    }
  }

  /// Whether commands of SAS stand in the text.
  var isSAS: Bool {
    allLines.contains { line in
      let words = Self.words(line.text.lowercased())
      return words.starts(with: ["proc", "calis"])
        || words.starts(with: ["proc", "tcalis"]) || words.first == "lineqs"
    }
  }

  private static func formulas(_ equations: [Equation]) -> [String] {
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
      formulas.append(
        measurement(
          of: term.name,
          equations.filter {
            $0.terms.count == 1 && $0.terms[0].name == term.name
          }))
    }
    return formulas
  }

  /// The formula of a factor; labels that occur once say nothing.
  private static func measurement(of factor: String, _ own: [Equation])
    -> String
  {
    let coefficients = own.map(\.terms[0].coefficient)
    let isLabelled = coefficients.contains { isName($0.dropLast()) }
    let isFixed = coefficients.contains { Double($0.dropLast()) != nil }
    var terms: [String] = []
    for equation in own {
      var coefficient = equation.terms[0].coefficient
      if isName(coefficient.dropLast()),
        coefficients.count(where: { $0 == coefficient }) == 1
      {
        coefficient = ""
      }
      // The first loading would be 1 by default.
      if terms.isEmpty, coefficient.isEmpty, isLabelled || isFixed,
        !equation.terms[0].coefficient.isEmpty
      {
        coefficient = "NA*"
      }
      terms += equation.variables.map { coefficient + $0 }
    }
    return "\(factor) =~ \(terms.joined(separator: " + "))"
  }

  /// Whether a variable looks latent: it stands alone in several equations, or
  /// is called and used as one.
  private static func isFactor(_ name: String, of equation: Equation, uses: Int)
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
    if text.lowercased().hasPrefix("lineqs ") { text = text.dropFirst(7) }
    while let last = text.last,
      last == ";" || last == "." || last == "," || last.isWhitespace
    {
      text = text.dropLast()
    }
    guard let sign = text.firstIndex(of: "="),
      text.count(where: { $0 == "=" }) == 1, !text.contains("~"),
      !text.contains(where: { ":<>\"'".contains($0) })
    else { return nil }
    let variables = words(text[..<sign])
    let commands: Set<String> = [
      "proc", "variance", "cov", "mean", "std", "data", "path", "run",
    ]
    guard let first = variables.first, variables.allSatisfy({ isName($0) }),
      variables.count == 1 || !commands.contains(first.lowercased())
    else { return nil }
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
      // `1F1` of EQS.
      let digits = name.prefix { $0.isNumber || $0 == "." }
      if !digits.isEmpty, digits.count < name.count {
        coefficient = String(digits)
        name = name.dropFirst(digits.count)
      }
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
    guard !terms.isEmpty else { return nil }
    let isSIMPLIS = !hasError && !hasParentheses
    return Equation(
      variables: variables, terms: terms,
      program: isSIMPLIS ? "SIMPLIS" : isEQS ? "EQS" : "AMOS",
      sign: line.range(of: sign..<text.index(after: sign)),
      isPlain: isSIMPLIS && variables.count == 1)
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
}
