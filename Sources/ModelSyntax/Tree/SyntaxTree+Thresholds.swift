extension SyntaxTree {
  /// Whether any formula names thresholds.
  package var hasThresholds: Bool {
    statements.contains { statement in
      guard case .formula(let formula) = statement else { return false }
      return formula.op == .threshold
    }
  }
}
