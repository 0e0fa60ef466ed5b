extension SyntaxTree {
  /// Warns of terms that stand twice in a formula without a modifier, where
  /// another variable may be meant, and of single products that look like
  /// ranges.
  func termWarnings() -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    for case .formula(let formula) in statements
    where formula.op == .measurement || formula.op == .regression {
      var seen: Set<String> = []
      for term in formula.terms where term.modifiers.isEmpty {
        guard case .variable(let name) = term.subject,
          !seen.insert(name.text).inserted
        else { continue }
        warnings.append(
          Diagnostic(
            severity: .warning, code: .syntaxRepeatedTerm,
            message: "`\(name.text)` stands twice in the formula and counts "
              + "once.",
            remedy: "Write each variable once, or the one that is meant.",
            range: term.range))
      }
      if formula.op == .measurement, let warning = Self.range(formula) {
        warnings.append(warning)
      }
    }
    return warnings
  }

  /// `f =~ a1:a5`.
  private static func range(_ formula: Formula) -> Diagnostic? {
    guard formula.terms.count == 1, let term = formula.terms.first,
      case .variable(let name) = term.subject, name.isProduct
    else { return nil }
    let names = ForeignSyntax.expanded(
      name.factors.joined(separator: "-"))
    guard name.factors.count == 2, names.count > 2 else { return nil }
    return Diagnostic(
      severity: .warning, code: .syntaxProductLikeRange,
      message: "`\(name.text)` is the product of two variables.",
      remedy: "A range is written `\(names.joined(separator: " + "))`.",
      range: term.range)
  }
}
