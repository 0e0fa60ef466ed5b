internal import Estimation
internal import FitSettings
internal import LinearAlgebra
package import Messages
internal import ModelSyntax
internal import MomentStructure
internal import Probability
internal import RealModule
internal import SampleStatistics
internal import Specification

/// The sizes of all groups as parameters (`group % w`): the logarithms of the
/// means of Poisson distributions that the numbers of cases are drawn from.
///
/// They share no parameter with the moments. Without constraints the estimates
/// are log n, with standard errors 1/√n, and neither χ² nor the other estimates
/// depend on them. Under constraints c(w) = 0 they minimize
/// Σ (exp w − n w), or Pearson's Σ (exp w − n)²/(2 exp w) beside least squares.
package struct GroupWeights: Sendable {
  /// The estimates, one for each group.
  let estimates: [Double]
  /// Their covariances.
  let covariance: Matrix
  /// The rows of the table that name them, by index; empty if none do.
  let rows: [Int]
  /// The number of free sizes after constraints.
  let freeCount: Int
  /// What the constraints add to χ².
  let chiSquare: Double

  /// Estimates the sizes.
  ///
  /// - Parameter fitter: The fitter with the groups' samples.
  /// - Throws: `LatentError` if constraints contradict each other.
  init(_ fitter: Fitter) throws(LatentError) {
    let table = fitter.model.table
    let sizes = fitter.sample.map(\.size)
    let total = fitter.sample.totalSize
    // Where moments are unbiased, N − G stands for N, as in lavaan.
    let factor =
      fitter.options.usesUnbiasedMoments
      ? total / (total - Double(sizes.count)) : 1
    rows = table.groupWeightRows
    var search = WeightSearch(
      sizes: sizes, isLikelihood: fitter.options.estimator.isLikelihood)
    if !rows.isEmpty { try search.run(table, rows) }
    estimates = search.weights
    chiSquare = search.chiSquare
    freeCount = search.basis.columns
    let information =
      search.basis.transposed * (search.information * search.basis)
    let inverse =
      information.choleskyInverse()?.inverse
      ?? Matrix(rows: freeCount, columns: freeCount)
    covariance =
      factor * (search.basis * (inverse * search.basis.transposed))
  }

  /// The number of restrictions of the sizes.
  var restrictionCount: Int { estimates.count - freeCount }

  /// What the sizes add to the variance of a function of the table's rows.
  ///
  /// - Parameter gradient: The derivatives by rows.
  /// - Returns: gᵀVg.
  func variance(_ gradient: [(row: Int, derivative: Double)]) -> Double {
    var own = [Double](repeating: 0, count: estimates.count)
    for (row, derivative) in gradient {
      if let place = rows.firstIndex(of: row) { own[place] += derivative }
    }
    return zip(own, covariance * own).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The rows of a report.
  ///
  /// - Parameters:
  ///   - table: The parameter table.
  ///   - level: The level of confidence intervals.
  ///   - hasErrors: Whether standard errors are computed.
  /// - Returns: One row for each group.
  func results(_ table: ParameterTable, level: Double, hasErrors: Bool)
    -> [GroupWeight]
  {
    let quantile = NormalDistribution.upperQuantile((1 - level) / 2)
    return estimates.enumerated().map { index, estimate in
      var weight = GroupWeight(group: index + 1, estimate: estimate)
      if !rows.isEmpty { weight.label = table.rows[rows[index]].label }
      guard hasErrors else { return weight }
      let variance = covariance[index, index]
      // What rounding leaves of a size that constraints fix.
      let error = variance > 1e-20 ? variance.squareRoot() : 0
      weight.standardError = error
      weight.lower = estimate - quantile * error
      weight.upper = estimate + quantile * error
      guard error > 0 else { return weight }
      weight.z = estimate / error
      weight.pValue = 2 * NormalDistribution.upperTail(abs(estimate / error))
      return weight
    }
  }
}

/// The search of sizes under equality constraints, by Newton's method in the
/// directions that the constraints leave.
private struct WeightSearch {
  let sizes: [Double]
  let isLikelihood: Bool
  /// The estimates.
  private(set) var weights: [Double]
  /// A basis of the directions that the constraints leave, a vector a column.
  private(set) var basis: Matrix

  init(sizes: [Double], isLikelihood: Bool) {
    self.sizes = sizes
    self.isLikelihood = isLikelihood
    weights = sizes.map { Double.log($0) }
    basis = .identity(sizes.count)
  }

  /// The second derivatives of the discrepancy.
  private var curvature: Matrix {
    Matrix(
      diagonal: zip(weights, sizes).map { weight, size in
        let mean = Double.exp(weight)
        return isLikelihood ? mean : (mean + size * size / mean) / 2
      })
  }

  /// The information of the sizes; beside least squares that of the sample.
  var information: Matrix {
    isLikelihood ? curvature : Matrix(diagonal: sizes)
  }

  /// Twice the discrepancy.
  var chiSquare: Double {
    zip(weights, sizes).reduce(0) { sum, pair in
      let (weight, size) = pair
      let mean = Double.exp(weight)
      let off = mean - size
      return sum
        + (isLikelihood
          ? 2 * (off - size * (weight - Double.log(size))) : off * off / mean)
    }
  }

  mutating func run(_ table: ParameterTable, _ rows: [Int])
    throws(LatentError)
  {
    var values = table.rows.map { $0.fixedValue ?? .nan }
    let fixed = rows.map { table.rows[$0].fixedValue }
    guard
      !table.weightConstraints.isEmpty || fixed.contains(where: { $0 != nil })
    else { return }
    let places = Dictionary(
      uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    for _ in 0..<200 {
      for (place, row) in rows.enumerated() { values[row] = weights[place] }
      var jacobian: [[Double]] = []
      var missing: [Double] = []
      for (place, value) in fixed.enumerated() {
        guard let value else { continue }
        var gradient = [Double](repeating: 0, count: rows.count)
        gradient[place] = 1
        jacobian.append(gradient)
        missing.append(value - weights[place])
      }
      for constraint in table.weightConstraints {
        var gradient = [Double](repeating: 0, count: rows.count)
        for (row, derivative) in constraint.expression.gradient(values) {
          if let place = places[row] { gradient[place] += derivative }
        }
        jacobian.append(gradient)
        missing.append(-constraint.expression.value(values))
      }
      let null = NullSpace(
        of: Matrix(rowArrays: jacobian), rightHandSide: missing,
        tolerance: 1e-10)
      basis = null.basis
      let step = step(null)
      let largest = step.reduce(0) { max($0, abs($1)) }
      guard largest.isFinite, null.residual < 1e-8 else { break }
      // Exponentials of long steps are of no use.
      let length = min(1, 2 / max(largest, 1e-300))
      for place in weights.indices { weights[place] += length * step[place] }
      if largest < 1e-13 { return }
    }
    throw LatentError(
      code: .groupWeightsUnsupported,
      message: "The groups' sizes (`group % w`) cannot meet their constraints.",
      remedy: "Take a constraint of the sizes out.")
  }

  /// The way to the least discrepancy of second order on the linearized
  /// constraints.
  private func step(_ null: NullSpace) -> [Double] {
    let curvature = self.curvature
    let gradient = zip(weights, sizes).map { weight, size in
      let mean = Double.exp(weight)
      return isLikelihood ? mean - size : (mean - size * size / mean) / 2
    }
    let slope = zip(gradient, curvature * null.solution).map { $0 + $1 }
    let reduced = null.basis.transposed * (curvature * null.basis)
    guard null.basis.columns > 0,
      let inverse = reduced.choleskyInverse()?.inverse
    else { return null.solution }
    let along = null.basis * (inverse * (null.basis.transposed * slope))
    return zip(null.solution, along).map { $0 - $1 }
  }
}

extension Fit {
  /// Refuses what takes the groups' sizes for constants, where definitions
  /// name them.
  ///
  /// - Parameter what: What is asked for.
  /// - Throws: `LatentError` if a definition names a size.
  package func requireDefinitionsWithoutWeights(_ what: String)
    throws(LatentError)
  {
    let rows = Set(table.groupWeightRows)
    guard
      let definition = table.definitions.first(where: {
        $0.expression.rows.contains(where: rows.contains)
      })
    else { return }
    throw LatentError(
      code: .groupWeightsUnsupported,
      message: "There are no \(what) of `\(definition.name)`, which depends on "
        + "the size of a group (`group % w`).",
      remedy: "Take its standard error by the delta method, or its definition "
        + "out.")
  }
}
