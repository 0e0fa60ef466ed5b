internal import AsymptoticInference
internal import Estimation
internal import FitSettings
package import LinearAlgebra
package import Messages
internal import ModelSyntax
internal import MomentInformation
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

extension FitAnalysis {
  /// The parameters' covariances; also the test of identification.
  ///
  /// - Returns: The covariances; `nil` if there are none.
  /// - Throws: `LatentError` if the model is not identified.
  package mutating func parameterCovariance() throws(LatentError) -> Matrix? {
    var kind = options.outerInformation
    let estimator = options.estimation.estimator
    if kind != .expected, [.uls, .wls, .dwls].contains(estimator) {
      warnings.append(
        LatentWarning(
          code: .informationExpectedUsed,
          message: "The estimator \(estimator.rawValue) has no "
            + "\(kind.rawValue) information; the expected one was used."))
      kind = .expected
    }
    try requireSaturated(kind)
    switch robust.inverse(kind) {
    case .covariance(let inverse):
      if options.standardErrors.isClustered
        || options.standardErrors.isTwoStage && options.cluster != nil,
        let warning = fewClusters
      {
        warnings.append(warning)
      }
      return covariance(inverse)
    case .singular(let parameters):
      if kind != .expected, robust.inverseMatrix(.expected) != nil {
        warnings.append(
          LatentWarning(
            code: .informationSingular,
            message: "The \(kind.rawValue) information matrix is singular; "
              + "there are no standard errors. The expected information is "
              + "not singular: use `information: expected`."))
        return nil
      }
      throw unidentified(parameters)
    }
  }

  /// Refuses an information that rests on the saturated model of incomplete
  /// cases where that has none.
  private func requireSaturated(_ kind: InformationKind) throws(LatentError) {
    guard robust.isIncomplete,
      robust.variant.isUnstructured(kind)
        || robust.variant.isUnstructured(.firstOrder)
          && options.standardErrors.isFromScores,
      robust.saturated == nil
    else { return }
    throw LatentError(
      code: .informationNoSaturated,
      message: SaturatedForms.isTooLarge(fitter)
        ? "Unstructured information of incomplete cases is available for at most "
          + "\(SaturatedForms.momentLimit) means and covariances."
        : "The information matrix of the saturated moments is singular.",
      remedy: "Leave `h1-information` out.")
  }

  /// The covariances of more parameters than clusters have no full rank.
  private var fewClusters: LatentWarning? {
    // The greatest number, from 0, is the rank that a group's clusters give.
    let count = fitter.sample.reduce(0) {
      $0 + ($1.cases?.clusters?.max() ?? 0)
    }
    let parameters = fitter.space.substitution.reducedCount
    guard count < parameters else { return nil }
    return LatentWarning(
      code: .clusterFew,
      message: "There are fewer clusters than parameters (\(parameters)): "
        + "standard errors of single parameters can be used with caution, "
        + "tests of many parameters at once cannot.")
  }

  /// The covariances by the kind of standard errors, from the inverse of the
  /// information of one case.
  private func covariance(_ inverse: Matrix) -> Matrix? {
    switch options.standardErrors {
    case .none: nil
    case .standard, .bootstrap:
      (1 / ParameterCovariance.divisor(fitter)) * inverse
    case .robustHuberWhite, .robustCluster:
      robust.sandwich(inverse, robust.scoreProducts)
    case .robustSEMNT:
      robust.normalProducts.map { robust.sandwich(inverse, $0) }
    case .robustSEM, .robustClusterSEM, .twoStage, .robustTwoStage:
      robust.weightedProducts.map { robust.sandwich(inverse, $0) }
    }
  }

  private func unidentified(_ parameters: [Int]) -> LatentError {
    let names = fitter.model.names(of: parameters)
    if let bounds = blindingBounds {
      return LatentError(
        code: .notIdentified,
        message: "With \(listing(bounds)) the model is not identified: there "
          + "the data cannot tell these parameters apart: "
          + "\(names.joined(separator: "; ")).",
        remedy: "What has no variance is not measured by anything: leave it "
          + "out of the model, or take the bound off to see the solution "
          + "that it keeps away.")
    }
    if let factor = factorWithoutVariance(among: parameters) {
      return LatentError(
        code: .notIdentified,
        message: "\(factor) is fixed to a variance of 0: what does not vary "
          + "explains nothing, so that the data cannot tell these parameters "
          + "apart: \(names.joined(separator: "; ")).",
        remedy: "Give \(factor) a variance, or leave its loadings and paths "
          + "out.")
    }
    if let name = explainedResponse(among: parameters) {
      return LatentError(
        code: .notIdentified,
        message: "The ordered variable \(name) is explained whole (a Heywood "
          + "case): with `parameterization: theta` its loadings and thresholds "
          + "grow without end, and the data cannot tell these parameters "
          + "apart: \(names.joined(separator: "; ")).",
        remedy: "Use `parameterization: delta`, which shows the solution; look "
          + "for too few indicators or sparse categories, or fix the loading.")
    }
    return LatentError(
      code: .notIdentified,
      message: "The model is not identified: the data cannot tell these "
        + "parameters apart: \(names.joined(separator: "; ")).",
      remedy: fitter.model.table.remedyOfCrowdedBlock
        ?? "Fix one of them, equate some, or add indicators or instruments.")
  }

  /// The share of a response's variance below which it counts as explained.
  private static let explainedShare = 1e-4

  /// An ordered variable of which loadings, paths or thresholds are among
  /// parameters, and whose residual variance is a unit that its response's
  /// variance exceeds by far.
  private func explainedResponse(among parameters: [Int]) -> String? {
    let table = fitter.model.table
    let rows = parameters.map { table.rows[fitter.model.rowOfParameter[$0]] }
    for (index, block) in fitter.objective.blocks.enumerated() {
      guard let responses = block.structure.responses,
        responses.parameterization == .theta
      else { continue }
      for (share, place) in zip(block.responseUniquenesses, responses.places)
      where responses.isOrdered(place) && abs(share) < Self.explainedShare {
        let name = block.structure.observed[place]
        let isNamed = rows.contains { row in
          row.blockIndex == index && (row.lhs == name || row.rhs == name)
        }
        if isNamed { return name }
      }
    }
    return nil
  }

  /// A latent variable of which loadings or paths are among parameters, and whose
  /// variance is fixed to 0.
  private func factorWithoutVariance(among parameters: [Int]) -> String? {
    let table = fitter.model.table
    let rows = parameters.map { table.rows[fitter.model.rowOfParameter[$0]] }
    for (index, block) in fitter.objective.blocks.enumerated() {
      for factor in 0..<block.structure.factorCount
      where block.latentCovariance[factor, factor] == 0 {
        let name = block.structure.latent[factor]
        let isNamed = rows.contains { row in
          row.blockIndex == index
            && (row.op == .measurement && row.lhs == name
              || row.op == .regression && row.rhs == name)
        }
        if isNamed { return name }
      }
    }
    return nil
  }

  /// The parameters on limits, with these, if the model is identified where
  /// the search began, off the limits.
  private var blindingBounds: [String]? {
    let held = fitter.space.limits.filter {
      estimates.theta[$0.parameter] == $0.value
    }
    if held.isEmpty { return nil }
    let reached = fitter.objective.theta.elements
    fitter.objective.theta.copy(from: fitter.startingValues)
    defer {
      fitter.objective.theta.copy(from: reached)
      _ = fitter.objective.evaluateAtTheta()
    }
    guard fitter.objective.evaluateAtTheta() != nil,
      case .covariance = ParameterCovariance.invert(
        Information.matrix(.expected, of: fitter), fitter: fitter,
        estimates: estimates)
    else { return nil }
    return fitter.model.names(of: Array(Set(held.map(\.parameter))).sorted())
      .map { "\($0) on its bound" }
  }
}
