internal import Estimation
internal import ModelFit
internal import MomentStructure
internal import Specification

/// The raw and standardized solutions of a replicate in one array: the values
/// of all rows, then of the definitions, raw and by each standardization, and
/// behind them the factors that standardize.
struct SolutionTable: Sendable {
  private struct ScaledRow: Sendable {
    var row: Int
    /// The places of the factors; the first of them is always 1.
    var first: Int
    var second: Int
  }
  private struct Scale: Sendable {
    var block: Int
    var factor: StandardizationRecipe.Factor
  }

  private let definitions: [DefinedParameter]
  private let scaledRows: [[ScaledRow]]
  private let scales: [Scale]
  private let original: [Double]

  /// Lays out a solution.
  ///
  /// - Parameters:
  ///   - plan: The standardization of the rows.
  ///   - definitions: The definitions.
  ///   - rows: The values of all rows in the original sample, which rows
  ///     that are not estimated keep.
  init(
    _ plan: StandardizationPlan, definitions: [DefinedParameter],
    rows: [Double]
  ) {
    self.definitions = definitions
    original = rows
    let width = rows.count + definitions.count
    let firstScale = (1 + Standardization.allCases.count) * width
    var scales: [Scale] = []
    var places: [Int: [StandardizationRecipe.Factor: Int]] = [:]
    func place(_ factor: StandardizationRecipe.Factor?, _ block: Int) -> Int {
      guard let factor else { return firstScale }
      if let known = places[block]?[factor] { return known }
      scales.append(Scale(block: block, factor: factor))
      places[block, default: [:]][factor] = firstScale + scales.count
      return firstScale + scales.count
    }
    scaledRows = plan.recipes.map { recipes in
      recipes.enumerated().compactMap { index, recipe in
        recipe.map {
          ScaledRow(
            row: index, first: place($0.first, $0.block),
            second: place($0.second, $0.block))
        }
      }
    }
    self.scales = scales
  }

  /// The place of a row's value; raw without a standardization.
  func row(_ row: Int, _ kind: Standardization?) -> Int {
    start(kind) + row
  }

  /// The place of a definition's value.
  func definition(_ index: Int, _ kind: Standardization?) -> Int {
    start(kind) + original.count + index
  }

  private func start(_ kind: Standardization?) -> Int {
    kind.map { ($0.rawValue + 1) * width } ?? 0
  }

  private var width: Int { original.count + definitions.count }

  /// Room for a solution.
  func makeBuffer() -> [Double] {
    var buffer = [Double](
      repeating: .nan, count: (1 + scaledRows.count) * width)
    for (row, value) in original.enumerated() { buffer[row] = value }
    return buffer + [Double](repeating: 1, count: 1 + scales.count)
  }

  /// Works out the solution at which a fitter stands; does not allocate.
  func evaluate(_ fitter: Fitter, into buffer: inout [Double]) {
    fitter.writeRowValues(into: &buffer)
    evaluateDefinitions(in: &buffer, from: 0)
    let blocks = fitter.objective.blocks
    let firstScale = (1 + scaledRows.count) * width
    for index in scales.indices {
      let scale = scales[index]
      buffer[firstScale + 1 + index] =
        scale.factor.scale(in: blocks[scale.block])
    }
    for kind in scaledRows.indices {
      let start = (kind + 1) * width
      for row in original.indices { buffer[start + row] = buffer[row] }
      for scaled in scaledRows[kind] {
        buffer[start + scaled.row] =
          buffer[scaled.row] * buffer[scaled.first] * buffer[scaled.second]
      }
      evaluateDefinitions(in: &buffer, from: start)
    }
  }

  private func evaluateDefinitions(in buffer: inout [Double], from start: Int) {
    let rows = start..<(start + original.count)
    for index in definitions.indices {
      let value = definitions[index].expression.value(
        buffer.span.extracting(rows))
      buffer[rows.upperBound + index] = value
    }
  }
}
