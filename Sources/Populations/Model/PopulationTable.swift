internal import Messages
internal import ModelSyntax
internal import Specification

/// The values of a population's parameters as a table.
package struct PopulationTable: Sendable {
  private let population: PopulationModel

  /// Takes a population.
  package init(_ population: PopulationModel) { self.population = population }

  /// A line for each parameter, as CSV.
  package var text: String {
    let table = population.table
    let hasGroups = table.groupLabels.count > 1
    var text = "lhs,op,rhs,\(hasGroups ? "group," : "")value\n"
    for (row, value) in zip(table.rows, population.values)
    where !value.isNaN {
      var cells = [row.lhs, row.op.rawValue, row.rhs]
      if hasGroups {
        cells.append(row.groupIndex.map { table.groupLabels[$0] } ?? "")
      }
      text += cells.map { $0.commaSeparatedCell() }.joined(separator: ",")
      text += ",\(value)\n"
    }
    return text
  }
}
