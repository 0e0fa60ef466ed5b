package import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import OrderedMoments
internal import SampleStatistics
internal import Specification

/// The misfit that correlations of ordered variables' responses would have
/// were they those of continuous variables (Savalei, 2021): the discrepancy of
/// maximum likelihood between them and those that the estimates of least
/// squares imply, and its expectation if the model holds.
package enum ResponseMisfit {
  /// Whether the indices are defined: every variable is ordered, none is
  /// given, and thresholds are not restricted, whose misfit the correlations do
  /// not show.
  package static func isDefined(_ fitter: Fitter) -> Bool {
    let table = fitter.model.table
    let rows = table.rows.enumerated().filter {
      $0.element.op == .threshold
    }
    guard !rows.isEmpty, fitter.options.estimator != .wls,
      rows.allSatisfy({ $0.element.free > 0 })
    else { return false }
    let places = Set(rows.map(\.offset))
    return fitter.model.groups.allSatisfy { group in
      guard let responses = group.block.responses else { return false }
      return responses.exogenous.isEmpty
        && responses.places.allSatisfy(responses.isOrdered)
    }
      && !table.constraints.contains { constraint in
        constraint.expression.rows.contains { places.contains($0) }
      }
  }
}

extension CompleteDataMisfit {
  /// Computes that of a model of ordered variables alone.
  ///
  /// X = Σ n_g (log|P| − log|R| + tr(RP⁻¹) − p), R the correlations of the
  /// responses in the sample and P those that the model implies. Its
  /// expectation is k = tr(QᵀWQΓ) with Q = I − ΔE⁻¹ΔᵀV of least squares and W
  /// the weight of normal variables at P, of correlations alone.
  ///
  /// It is `nil` if a matrix of correlations is not positive definite.
  ///
  /// - Parameter robust: The model's analysis.
  package init?(responses robust: RobustAnalysis) {
    let fitter = robust.fitter
    guard let spread = robust.moments.responseSpread,
      let products = robust.momentProducts,
      let inverse = robust.inverseMatrix(.expected)
    else { return nil }
    var value = 0.0
    var weights: [CorrelationWeight] = []
    for (index, sample) in fitter.sample.enumerated() {
      guard let own = sample.responses,
        let responses = fitter.objective.terms[index].momentTerm?.block
          .responses
      else { return nil }
      var implied = own.layout.covariance(in: responses.values.elements)
      for i in 0..<implied.rows { implied[i, i] = 1 }
      guard let model = implied.choleskyInverse(),
        let saturated = own.covariance.choleskyLogDeterminant()
      else { return nil }
      value +=
        sample.size
        * (model.logDeterminant - saturated
          + RobustAnalysis.traceOfProduct(model.inverse, own.covariance)
          - Double(implied.rows))
      weights.append(
        CorrelationWeight(inverse: model.inverse, layout: own.layout))
    }
    chiSquare = value
    expectation = spread.residualTrace(
      weights, inverse: inverse, products: products)
  }

  /// Computes that of uncorrelated ordered variables.
  ///
  /// It is `nil` if a matrix of correlations is not positive definite.
  ///
  /// - Parameter fitter: A model of the sample.
  package init?(uncorrelated fitter: Fitter) {
    var value = 0.0
    var expectation = 0.0
    for sample in fitter.sample {
      guard let own = sample.responses,
        let variances = sample.influences?.variances,
        let saturated = own.covariance.choleskyLogDeterminant()
      else { return nil }
      value -= sample.size * saturated
      for j in own.layout.covariances { expectation += variances[j] }
    }
    chiSquare = value
    self.expectation = expectation
  }
}

/// The weight of correlations of normal variables, thresholds left out:
/// W_(ij),(kl) = w_ik w_jl + w_il w_jk with w the inverse of their matrix.
struct CorrelationWeight {
  /// w.
  let inverse: Matrix
  /// The places of the moments, of ordered variables alone.
  let layout: MomentLayout

  /// W times each column of a matrix over the moments.
  func times(_ x: Matrix, team: WorkTeam) -> Matrix {
    let p = layout.variableCount
    let covariances = layout.covariances
    let lines = MatrixBox(rows: x.columns, columns: covariances.count)
    for (k, row) in covariances.enumerated() {
      for column in 0..<x.columns { lines.buffer[column, k] = x[row, column] }
    }
    let w = MatrixBox(rows: p, columns: p)
    w.buffer.copy(from: inverse.elements)
    let results = MatrixBox(rows: x.rows, columns: x.columns)
    let parts = InfluenceLines.parts(x.columns, 8)
    team.perform(parts.count) { number, _ in
      let change = MatrixBuffer(rows: p, columns: p)
      let half = MatrixBuffer(rows: p, columns: p)
      let moved = MatrixBuffer(rows: p, columns: p)
      for column in parts[number] {
        change.placeTriangles(
          lines.buffer, rows: column..<column + 1, order: p)
        multiply(w.buffer, change, into: half)
        multiply(half, w.buffer, into: moved)
        var row = covariances.lowerBound
        for j in 0..<p {
          for i in (j + 1)..<max(p, j + 1) {
            results.buffer[row, column] = moved[i, j]
            row += 1
          }
        }
      }
    }
    return Matrix(results.buffer)
  }

  /// tr(WΓ).
  func trace(_ gamma: borrowing MatrixBuffer) -> Double {
    let p = layout.variableCount
    var places: [(i: Int, j: Int)] = []
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) { places.append((i, j)) }
    }
    let first = layout.covariances.lowerBound
    var sum = 0.0
    for (b, two) in places.enumerated() {
      for (a, one) in places[b...].enumerated() {
        let weight =
          inverse[one.i, two.i] * inverse[one.j, two.j]
          + inverse[one.i, two.j] * inverse[one.j, two.i]
        sum +=
          (a == 0 ? 1 : 2) * weight * gamma[first + a + b, first + b]
      }
    }
    return sum
  }
}
