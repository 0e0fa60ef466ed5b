internal import Estimation
internal import LinearAlgebra
internal import Messages
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Estimates that no population could have, named with what to do.
struct Admissibility {
  private let fitter: Fitter
  private let estimates: Estimates

  /// The warnings about a solution.
  ///
  /// - Parameters:
  ///   - fitter: A fitter that stands at the estimates.
  ///   - estimates: The estimates.
  /// - Returns: None if the solution is admissible.
  static func warnings(_ fitter: Fitter, _ estimates: Estimates)
    -> [LatentWarning]
  {
    let own = Admissibility(fitter: fitter, estimates: estimates)
    let auxiliary = fitter.model.table.auxiliary
    let failed = fitter.objective.blocks.enumerated().flatMap { index, block in
      SemidefinitenessCheck.all(of: block.structure, without: auxiliary)
        .filter { !$0.isPassed(by: block) }
        .map { BlockFault(own, index, block, $0) }
    }
    return failed.flatMap { $0.negativeVariances() }
      + failed.flatMap { $0.zeroVariances() }
      + failed.flatMap { $0.latentCovariances() }
      + failed.flatMap { $0.correlations() } + own.thresholds()
  }

  /// The words that tell the group apart.
  func place(_ block: Int) -> String {
    let labels = fitter.model.table.groupLabels
    guard labels.count > 1 else { return "" }
    return " in group \(labels[block])"
  }

  /// The index of the row of a cell, if the table has one.
  func row(_ block: Int, _ cell: MatrixCell) -> Int? {
    fitter.model.locations.firstIndex {
      $0?.block == block && $0?.cell == cell
    }
  }

  /// Whether a cell's parameter is estimated.
  func isFree(_ block: Int, _ cell: MatrixCell) -> Bool {
    row(block, cell).map { fitter.model.parameterOfRow[$0] != nil } ?? false
  }

  /// Whether a cell's parameter lies on a bound.
  func isOnBound(_ block: Int, _ cell: MatrixCell) -> Bool {
    guard let row = row(block, cell),
      let parameter = fitter.model.parameterOfRow[row]
    else { return false }
    return ActiveBounds.parameters(fitter, estimates).contains(parameter)
  }
}

extension Admissibility {
  /// The warnings about thresholds that do not increase: the category between
  /// two of them would have no or a negative probability.
  private func thresholds() -> [LatentWarning] {
    var values: [ParameterKey: [(number: Int, value: Double)]] = [:]
    var order: [ParameterKey] = []
    for (index, row) in fitter.model.table.rows.enumerated() {
      guard let number = row.thresholdNumber else { continue }
      let key = ParameterKey(row.lhs, .threshold, block: row.block)
      if values[key] == nil { order.append(key) }
      values[key, default: []].append((number, estimates.rowValues[index]))
    }
    let turned = order.filter { key in
      // A text may name them in any order.
      let own = (values[key] ?? []).sorted { $0.number < $1.number }
      return zip(own, own.dropFirst()).contains { $0.value >= $1.value }
    }
    return turned.map { key in
      let ofGroup = key.block.map { place($0 - 1) } ?? ""
      return LatentWarning(
        code: .admissibilityThresholds,
        message: "The thresholds of \(key.lhs)\(ofGroup) do not "
          + "increase, so that a category between them has no positive "
          + "probability. Look at the constraints and labels of thresholds.")
    }
  }

  /// Both sides of a row.
  func key(of row: Int) -> (String, String) {
    (fitter.model.table.rows[row].lhs, fitter.model.table.rows[row].rhs)
  }
}

/// A number in a message.
func rounded(_ value: Double) -> String {
  PrintedNumber.general(value, digits: 4)
}
