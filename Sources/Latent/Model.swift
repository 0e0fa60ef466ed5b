internal import FitSettings
public import Messages
internal import ModelFit
package import ModelSyntax
internal import MomentStructure
package import Specification

/// A model, parsed and checked for syntax.
public struct Model: Sendable, Hashable {
  /// The syntax tree.
  package let tree: SyntaxTree
  /// The table and the compiled model of the text under the last options.
  private let lowered = LoweredModel()

  /// Parses a model text.
  ///
  /// Front matter between `---` lines holds options of the `latent` command;
  /// the library does not apply it, as it may name files to read and to write:
  /// pass `FitOptions`.
  ///
  /// - Parameters:
  ///   - text: The model in lavaan's syntax.
  ///   - name: The name that diagnostics show, such as a file's path.
  /// - Throws: Every syntax error, with places in the text.
  public init(text: String, name: String = "<text>")
    throws(LatentError)
  {
    try self.init(source: SourceText(text, name: name))
  }

  /// Parses a text.
  ///
  /// - Parameter source: The text.
  /// - Throws: `LatentError` with all errors of the text.
  package init(source: SourceText) throws(LatentError) {
    do {
      tree = try SyntaxTree.parse(source)
    } catch {
      throw LatentError(error)
    }
  }

  /// Takes a syntax tree.
  init(tree: SyntaxTree) { self.tree = tree }

  /// The parser's warnings.
  public var warnings: [LatentWarning] {
    tree.warnings.map {
      LatentWarning(
        code: $0.code,
        message: $0.rendered(in: tree.source))
    }
  }

  /// Refuses levels, and modifiers that a table does not carry.
  ///
  /// - Throws: An error of kind `syntax` at the first `level:`, `rv()` or
  ///   `prior()`.
  func refuseUnsupportedModifiers() throws(LatentError) {
    for case .header(let header) in tree.statements
    where header.kind == .level {
      throw LatentError(
        ModelSyntaxError(
          diagnostics: [
            Diagnostic(
              code: .modelUnsupportedLevel,
              message: "Levels cannot be fitted.",
              remedy: "Write the model without `level:`; the option `cluster` "
                + "gives standard errors and tests that allow for clusters.",
              range: header.range)
          ], source: tree.source))
    }
    for modifier in tree.statements.flatMap(\.modifiers) {
      let (message, remedy): (String, String)
      switch modifier.kind {
      case .randomSlope:
        (message, remedy) = (
          "Random slopes, `rv()`, cannot be fitted.",
          "Remove the modifier."
        )
      case .prior:
        (message, remedy) = (
          "Priors, `prior()`, belong to Bayesian estimation as of blavaan, "
            + "which is not available.",
          "Remove the modifier for estimates without a prior."
        )
      default: continue
      }
      throw LatentError(
        ModelSyntaxError(
          diagnostics: [
            Diagnostic(
              code: .modelUnsupportedModifier,
              message: message, remedy: remedy, range: modifier.range)
          ], source: tree.source))
    }
  }

  /// The parameter table that the text and the default rules make.
  ///
  /// - Parameter options: The family of defaults and what departs from it.
  /// - Returns: The table.
  /// - Throws: Every error in the meaning of the text.
  package func parameterTable(options: ModelOptions = ModelOptions())
    throws(LatentError) -> ParameterTable
  {
    do {
      return try lowered.table(tree, options: options)
    } catch {
      throw LatentError(error)
    }
  }

  /// The compiled model of a table, which `parameterTable(options:)` made.
  ///
  /// - Parameters:
  ///   - table: The table, auxiliary variables added.
  ///   - options: The options that made it.
  /// - Returns: The model.
  /// - Throws: An error of kind `fit` for a table that no estimator can fit.
  func compiled(_ table: ParameterTable, options: FitOptions)
    throws(LatentError) -> CompiledModel
  {
    guard options.auxiliary.isEmpty else {
      return try CompiledModel(table)
    }
    return try lowered.compiled(table, options: options.model)
  }
}
