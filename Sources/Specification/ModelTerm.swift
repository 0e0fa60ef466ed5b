import ModelSyntax

/// One parameter that the text names: `lhs op rhs` with its modifiers.
struct ModelTerm {
  var lhs: String
  var op: ModelOperator
  /// The right side; empty for intercepts.
  var rhs: String
  var modifiers: TermModifiers
  var range: SourceRange

  /// How diagnostics name the parameter.
  var description: String { lhs + op.rawValue + rhs }

  /// Exchanges the sides.
  mutating func flip() { (lhs, rhs) = (rhs, lhs) }
}

/// The terms of one block of the text.
struct ModelBlock {
  /// The group that a header names, from 1; `nil` if the block serves all.
  var group: Int?
  /// The level, from 1.
  var level: Int
  var terms: [ModelTerm]
}

/// A model text as flat terms: blocks, and statements about parameters.
struct FlatModel {
  var blocks: [ModelBlock]
  var constraints: [Constraint]
  /// The values of the `group:` headers, each once, in their order; empty
  /// without.
  var groupHeaders: [NameSyntax]
  /// The number of levels.
  var levelCount: Int

  /// Whether any formula speaks of an intercept or mean.
  var hasIntercepts: Bool {
    blocks.contains { $0.terms.contains { $0.op == .intercept } }
  }
}
