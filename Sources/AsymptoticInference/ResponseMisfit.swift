internal import Discrepancies
package import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentInformation
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
    guard !rows.isEmpty, ![.wls, .pml].contains(fitter.options.estimator),
      rows.allSatisfy({ $0.element.isFree })
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
    guard let spreads = robust.moments.ownSpreads,
      let products = robust.momentProducts,
      let inverse = robust.inverseMatrix(.expected)
    else { return nil }
    func spread() -> Matrix { robust.bothSides(of: products, by: inverse) }
    var value = 0.0
    var expectation = 0.0
    for (index, sample) in fitter.sample.enumerated() {
      guard let own = sample.responses,
        let block = fitter.momentBlock(of: index),
        let responses = block.responses
      else { return nil }
      var implied = own.layout.covariance(in: responses.values.elements)
      for i in 0..<implied.rows { implied[i, i] = 1 }
      guard let model = implied.choleskyInverse(),
        let saturated = own.covariance.choleskyLogDeterminant()
      else { return nil }
      value +=
        sample.size
        * (model.logDeterminant - saturated
          + traceOfProduct(model.inverse, own.covariance)
          - Double(implied.rows))
      let weight = CorrelationWeight(
        inverse: model.inverse, uniquenesses: block.responseUniquenesses,
        layout: own.layout)
      guard
        spreads[index].addResidualTrace(
          weight, inverse: inverse, spread: spread,
          share: fitter.sample.shares[index], to: &expectation)
      else { return nil }
    }
    chiSquare = value
    self.expectation = expectation
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
