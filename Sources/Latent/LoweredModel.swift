internal import FitSettings
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import Specification
internal import Synchronization

/// The meaning of a text under the options of its last fit: the table and the
/// compiled model, so that many fits of one model lower it once.
///
/// Copies of a model share it. Two tasks that fit one model with different
/// options replace each other's; both get what their own options mean.
final class LoweredModel: Sendable {
  private struct Lowered {
    var options: ModelOptions
    var table: ParameterTable
    var compiled: CompiledModel?
  }

  private let last = Mutex<Lowered?>(nil)

  /// The table that a text and the default rules make.
  func table(_ tree: SyntaxTree, options: ModelOptions)
    throws(ModelSyntaxError) -> ParameterTable
  {
    if let known = last.withLock({ $0?.options == options ? $0?.table : nil }) {
      return known
    }
    let table = try ParameterTable(lowering: tree, options: options)
    last.withLock { $0 = Lowered(options: options, table: table) }
    return table
  }

  /// The compiled model of the table that `table(_:options:)` gives.
  ///
  /// - Throws: `LatentError` for a table that no model can be made of.
  func compiled(_ table: ParameterTable, options: ModelOptions)
    throws(LatentError) -> CompiledModel
  {
    let known = last.withLock { $0?.options == options ? $0?.compiled : nil }
    if let known { return known }
    let model = try CompiledModel(table)
    last.withLock {
      if $0?.options == options { $0?.compiled = model }
    }
    return model
  }
}

/// All are equal: the text alone tells what it means.
extension LoweredModel: Hashable {
  static func == (left: LoweredModel, right: LoweredModel) -> Bool { true }

  func hash(into hasher: inout Hasher) {}
}
