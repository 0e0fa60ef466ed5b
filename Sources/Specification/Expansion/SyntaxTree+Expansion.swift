public import ModelSyntax
internal import VariableNames

extension SyntaxTree {
  /// The tree in plain formulas and definitions: arrows, frameworks and
  /// effects written out, with labels where effects need them, and products
  /// of latent variables measured by products of their indicators.
  ///
  /// Ranges of generated statements point at the statement that asked for them.
  /// Several groups, and equalities across them, make labels and effects of
  /// each group.
  ///
  /// - Parameter options: The groups' labels, and the parameters held equal.
  /// - Returns: The tree without arrows, effects and frameworks; its warnings
  ///   include those of the expansion.
  /// - Throws: Effects along paths that do not exist, circles, clashes of
  ///   names.
  public func expanded(options: ModelOptions = ModelOptions())
    throws(ModelSyntaxError) -> SyntaxTree
  {
    var tree = try writtenOut(options: options)
    tree.statements = tree.statements.map(\.withSingleModifiers)
    return tree
  }

  /// The tree as `expanded`, with several modifiers in one term where the text
  /// has them.
  ///
  /// - Throws: The errors of `expanded`.
  func writtenOut(options: ModelOptions) throws(ModelSyntaxError)
    -> SyntaxTree
  {
    try requireSize()
    guard statements.contains(where: \.isExpandable) else { return self }
    return try expanded(options: options, measuresProducts: true)
  }

  /// The tree with arrows, frameworks and effects written out, and products
  /// of latent variables as the text has them.
  ///
  /// - Throws: Effects along paths that do not exist, circles, clashes of
  ///   names.
  package func expandedWithoutProducts() throws(ModelSyntaxError)
    -> SyntaxTree
  {
    try expanded(options: ModelOptions(), measuresProducts: false)
  }

  private func expanded(options: ModelOptions, measuresProducts: Bool)
    throws(ModelSyntaxError) -> SyntaxTree
  {
    try requireSize()
    var expansion = Expansion(
      self, options: options, measuresProducts: measuresProducts)
    expansion.run()
    if expansion.diagnostics.contains(where: { $0.severity == .error }) {
      throw ModelSyntaxError(
        diagnostics: ModelSyntaxError.limited(
          expansion.diagnostics.inTextOrder), source: source)
    }
    var tree = self
    tree.statements = expansion.statements
    tree.warnings += expansion.diagnostics.inTextOrder
    return tree
  }
}

extension Statement {
  /// Whether an expansion may write the statement in another way.
  fileprivate var isExpandable: Bool {
    switch self {
    case .arrows, .effect, .framework: true
    case .formula(let formula):
      [formula.lhs, formula.terms].joined().contains {
        $0.variableName.map(VariableProduct.isProduct) ?? false
      }
    case .constraint, .header: false
    }
  }

  /// The statement with one modifier for each term at most, as lavaan reads
  /// them: `0.5*a*x` becomes `0.5*x + a*x`.
  fileprivate var withSingleModifiers: Statement {
    guard case .formula(var formula) = self else { return self }
    formula.terms = formula.terms.flatMap { term in
      guard term.modifiers.count > 1 else { return [term] }
      return term.modifiers.map { modifier in
        FormulaTerm(
          modifiers: [modifier], subject: term.subject, range: term.range)
      }
    }
    return .formula(formula)
  }
}

extension [Diagnostic] {
  /// The diagnostics in the order of the text, those without a place last.
  var inTextOrder: [Diagnostic] {
    enumerated().sorted {
      let left = $0.element.range?.lowerBound ?? Int.max
      let right = $1.element.range?.lowerBound ?? Int.max
      return (left, $0.offset) < (right, $1.offset)
    }
    .map(\.element)
  }
}
