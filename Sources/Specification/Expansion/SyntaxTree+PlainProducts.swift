package import ModelSyntax
internal import VariableNames

/// A product of two columns under a name that lavaan reads.
package struct PlainProduct: Sendable, Hashable {
  /// The name, such as `x1.z1`.
  package var name: String
  /// The columns.
  package var factors: [String]
}

extension SyntaxTree {
  /// An expanded tree in which latent products and their indicators have
  /// names with dots, as R's `semTools::indProd` makes them: lavaan reads no
  /// `:` left of `=~`.
  ///
  /// - Returns: The tree, and the products of columns that its data need.
  package func withPlainProducts() -> (
    tree: SyntaxTree, columns: [PlainProduct]
  ) {
    var taken: Set<String> = []
    var products: [NameSyntax] = []
    for case .formula(let formula) in statements {
      for case .variable(let name) in (formula.lhs + formula.terms)
        .map(\.subject)
      {
        taken.insert(name.text)
        if formula.op == .measurement, name.isProduct,
          !products.contains(where: { $0.text == name.text })
        {
          products.append(name)
        }
      }
    }
    let latent = Set(
      statements.flatMap { statement -> [String] in
        guard case .formula(let formula) = statement,
          formula.op == .measurement
        else { return [] }
        return formula.lhs.compactMap(\.variableName)
          .filter(VariableProduct.isProduct)
      })
    guard !latent.isEmpty else { return (self, []) }
    var names: [String: String] = [:]
    var columns: [PlainProduct] = []
    for product in products {
      var name = product.factors.joined(separator: ".")
      while !taken.insert(name).inserted { name += "." }
      names[product.text] = name
      if !latent.contains(product.text) {
        columns.append(PlainProduct(name: name, factors: product.factors))
      }
    }
    var tree = self
    tree.statements = statements.map { statement in
      guard case .formula(var formula) = statement else { return statement }
      for index in formula.lhs.indices { formula.lhs[index].rename(names) }
      for index in formula.terms.indices { formula.terms[index].rename(names) }
      return .formula(formula)
    }
    return (tree, columns)
  }
}

extension FormulaTerm {
  /// Exchanges the variable's name, and names in `equal()`.
  fileprivate mutating func rename(_ names: [String: String]) {
    if case .variable(var name) = subject, let plain = names[name.text] {
      name.text = plain
      subject = .variable(name)
    }
    for index in modifiers.indices {
      guard case .equal(let texts) = modifiers[index].kind else { continue }
      modifiers[index].kind = .equal(
        texts.map { $0.map { Self.renamed($0, names) } })
    }
  }

  /// The text of a parameter, `a =~ x:z`, under other names.
  private static func renamed(_ text: String, _ names: [String: String])
    -> String
  {
    // Longer names first: `x1:z1` is the beginning of `x1:z10`.
    names.keys.sorted { ($1.count, $0) < ($0.count, $1) }.reduce(text) {
      $0.replacing($1, with: names[$1] ?? $1)
    }
  }
}
