package import ModelSyntax

/// The rows that a model text names, before any default: what lavaan's
/// parser gives for the text alone.
///
/// Block headers are separate rows.
package struct FlatRows {
  /// A row.
  package struct Row {
    /// The left side; of a header its kind.
    package var lhs: String
    /// The operator; `:` of a header.
    package var op: String
    /// The right side; of a header its value.
    package var rhs: String
    /// The number of the row among those with modifiers, or 0.
    package var modifierIndex = 0
    /// The block, from 1.
    package var block: Int
    /// The modifiers, merged.
    package var modifiers = TermModifiers()
  }

  /// The rows, in the order of the text.
  package private(set) var rows: [Row] = []
  /// The statements about parameters, blanks removed.
  package private(set) var constraints:
    [(lhs: String, op: String, rhs: String)] = []
  private var block = 1
  private var modifiedCount = 0
  private var sawHeader = false

  /// Flattens a tree without arrows, effects and frameworks.
  package init(_ tree: SyntaxTree) {
    let source = tree.source
    for statement in tree.statements {
      switch statement {
      case .header(let header): append(header)
      case .formula(let formula): append(formula)
      case .arrows, .effect, .framework:
        preconditionFailure("a tree is expanded before it is flattened")
      case .constraint(let constraint):
        constraints.append(
          (
            constraint.compactText(constraint.lhs, in: source),
            constraint.op.rawValue,
            constraint.compactText(constraint.rhs, in: source)
          ))
      }
    }
  }

  private mutating func append(_ header: BlockHeader) {
    if sawHeader { block += 1 }
    sawHeader = true
    rows.append(
      Row(
        lhs: header.kind.rawValue, op: ":", rhs: header.value.text,
        block: block))
  }

  private mutating func append(_ formula: Formula) {
    var repeated: [Diagnostic] = []
    for parameter in formula.parameters(&repeated) {
      var row = Row(
        lhs: parameter.key.lhs, op: parameter.key.op.rawValue,
        rhs: parameter.key.rhs, block: block, modifiers: parameter.modifiers)
      if !row.modifiers.isEmpty {
        modifiedCount += 1
        row.modifierIndex = modifiedCount
      }
      rows.append(row)
    }
  }
}
