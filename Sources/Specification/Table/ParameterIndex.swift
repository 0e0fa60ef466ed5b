internal import ModelSyntax

/// The place of a free parameter among a model's free parameters, from 0: the
/// index of θ, of gradients, and of matrices of the parameters.
package typealias ParameterIndex = Int

extension ParameterRow {
  /// The free parameter of the row; `nil` where nothing is estimated.
  package var parameter: ParameterIndex? { free.map { $0 - 1 } }
  /// The block's place among the table's, from 0; `nil` in rows that speak
  /// about parameters.
  package var blockIndex: Int? { block.map { $0 - 1 } }
  /// Whether the row belongs to a group after the first.
  package var isOfLaterGroup: Bool { group.map { $0 > 1 } ?? false }
  /// The group's place among the table's, from 0; `nil` in rows that speak
  /// about parameters.
  package var groupIndex: Int? { group.map { $0 - 1 } }
}

extension ParameterTable {
  /// The label of a row's group; empty for rows that speak about parameters.
  package func groupLabel(of row: ParameterRow) -> String {
    row.groupIndex.map { groupLabels[$0] } ?? ""
  }

  /// A parameter as a model text writes it, with its group if there are
  /// several: `visual =~ x2 (Pasteur)`.
  package func description(of row: ParameterRow) -> String {
    groupLabels.count > 1
      ? "\(row.key) (\(groupLabel(of: row)))" : row.key.description
  }

  /// A row's name where it heads a column, without blanks: `visual=~x2
  /// [Pasteur]`; of a defined parameter its name.
  package func columnName(of row: ParameterRow) -> String {
    if row.op == .definition { return row.lhs }
    let text = row.key.compactDescription
    return groupLabels.count > 1 && row.group != nil
      ? "\(text) [\(groupLabel(of: row))]" : text
  }

  /// Whether a row's left side is a latent variable of its block.
  package func isLeftLatent(_ row: ParameterRow) -> Bool {
    row.blockIndex.map { roles[$0].latent.contains(row.lhs) } ?? false
  }
}

extension [String] {
  /// The label of a group among the labels of all groups, by its number from
  /// 1.
  package func label(ofGroup number: Int) -> String { self[number - 1] }
}
