import ModelSyntax

/// The parameters that one block of the text names.
struct ModelBlock {
  /// The group that a header names, from 1; `nil` if the block applies to all.
  var group: Int?
  /// The level, from 1.
  var level: Int
  /// The parameters in the order of the text.
  var parameters: [NamedParameter]
  /// The roles of the block's variables.
  var analysis = VariableAnalysis([])
}

/// A model text as named parameters, block by block, and statements about
/// parameters.
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
    blocks.contains { $0.parameters.contains { $0.key.op == .intercept } }
  }
}
