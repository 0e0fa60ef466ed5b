internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import Probability
internal import RealModule
internal import SampleStatistics
internal import Specification

/// The distance of each case from the model, and its influence on the
/// estimates.
public struct CaseDiagnostics: Sendable, Hashable, Codable {
  /// One case.
  public struct Case: Sendable, Hashable, Codable {
    /// The row of the data table, from 1.
    public var rowNumber: Int
    /// The group, from 1.
    public var group: Int
    /// The logarithm of the case's likelihood; where the moments of exogenous
    /// variables are fixed, that of the other variables given these.
    public var logLikelihood: Double
    /// The squared Mahalanobis distance of the observed values from the implied
    /// means.
    public var distance: Double
    /// The number of observed values, the degrees of freedom of the distance.
    public var degreesOfFreedom: Int
    /// The probability of a distance as large, of normal cases.
    public var pValue: Double
    /// The generalized Cook's distance; `nil` if it is not defined.
    public var cookDistance: Double?
  }

  /// The labels of the groups.
  public var groupLabels: [String]
  /// The cases that the fit used, in the order of the table.
  public var cases: [Case]

  /// The diagnostics by the rows of another table, of which the cases are
  /// copies: each row once.
  ///
  /// - Parameter rows: For each row, the row of that table, from 1; `nil`
  ///   leaves everything as it is.
  /// - Returns: The diagnostics.
  package func numbered(_ rows: [Int]?) -> CaseDiagnostics {
    var result = self
    result.cases = cases.numbered(rows)
    return result
  }

  /// The figures as a table of values, under lavaan's names where it has one.
  package var table: CasePredictions {
    CasePredictions(
      variables: ["loglik", "mdist2", "mdist2_df", "mdist2_pvalue", "cook"],
      groupLabels: groupLabels,
      cases: cases.map { item in
        CasePredictions.Case(
          rowNumber: item.rowNumber, group: item.group,
          values: [
            item.logLikelihood, item.distance, Double(item.degreesOfFreedom),
            item.pValue, item.cookDistance,
          ], standardErrors: [])
      }, method: .regression)
  }
}

extension Fit {
  /// The log-likelihood, the Mahalanobis distance and the influence of every
  /// case.
  ///
  /// The generalized Cook's distance is (θ̂ − θ̂₍ᵢ₎)ᵀV⁻¹(θ̂ − θ̂₍ᵢ₎) with V the
  /// covariances of the estimates (Pek & MacCallum, 2011). The estimates θ̂₍ᵢ₎
  /// without the case are one step of Newton's method away from θ̂; with missing
  /// values, the step has the second derivatives of all cases.
  ///
  /// - Returns: The cases that the fit used, in the order of the table.
  /// - Throws: `LatentError` if the fit did not converge, is not one by maximum
  ///   likelihood of independent cases that count once, or did not keep the
  ///   cases (`FitOptions.keepsCases`).
  public func caseDiagnostics() throws(LatentError) -> CaseDiagnostics {
    try requireLikelihoodOfCases(
      "log-likelihood, distance or influence of single cases",
      remedy: "Look at residuals (`residual-tests`), or at factor scores and "
        + "probabilities of categories (`type: probabilities`).")
    try requireConverged("case diagnostics")
    try requireCasewiseLikelihood()
    let blocks = blocksAtEstimates()
    let influence = try CaseInfluence(self)
    var cases: [CaseDiagnostics.Case] = []
    for (index, group) in sample.enumerated() {
      guard let own = group.cases else {
        throw LatentError(
          code: .diagnosticsNoCases,
          message: "Case diagnostics need the cases, which the fit does not "
            + "have.",
          remedy: "Fit a table of cases, and keep them.")
      }
      let densities = CaseDensities(blocks[index], group)
      let distances = influence.distances(group: index)
      for number in 0..<own.count {
        guard let density = densities.density(of: own.values.column(number))
        else { continue }
        cases.append(
          CaseDiagnostics.Case(
            rowNumber: own.rowNumbers[number], group: index + 1,
            logLikelihood: density.logLikelihood, distance: density.distance,
            degreesOfFreedom: density.count,
            pValue: ChiSquareDistribution(
              degreesOfFreedom: Double(density.count)
            ).upperTail(density.distance), cookDistance: distances[number]))
      }
    }
    cases.sort { $0.rowNumber < $1.rowNumber }
    return CaseDiagnostics(groupLabels: table.groupLabels, cases: cases)
  }

  private func requireCasewiseLikelihood() throws(LatentError) {
    let reason: (words: String, remedy: String)
    if !options.estimation.estimator.hasCaseLikelihood {
      reason = (
        "the estimator \(options.estimation.estimator.rawValue) has no "
          + "likelihood", "Use maximum likelihood."
      )
    } else if options.cluster != nil {
      reason = ("cases of clusters are not independent", "Leave clusters out.")
    } else if options.samplingWeights != nil {
      reason = ("weighted cases do not count once", "Leave weights out.")
    } else if options.missing.isTwoStage || options.missing == .pairwise {
      reason = (
        "`missing: \(options.missing.rawValue)` fits moments, not cases",
        "Use `missing: fiml`."
      )
    } else {
      return
    }
    throw LatentError(
      code: .diagnosticsNoLikelihood,
      message: "There are no case diagnostics: \(reason.words).",
      remedy: reason.remedy)
  }
}

/// The normal densities of a group's cases at its implied moments.
private struct CaseDensities {
  private let sigma: Matrix
  private let mean: [Double]
  private let fixed: [Int]
  private let sampleCovariance: Matrix
  private let sampleMean: [Double]
  private let factors = FactorCache()

  /// A cache of inverses by the variables that are observed.
  private final class FactorCache {
    var all: [Key: (inverse: Matrix, logDeterminant: Double)] = [:]
    struct Key: Hashable {
      var isImplied: Bool
      var variables: [Int]
    }
  }

  init(_ block: BlockWorkspace, _ group: Sample) {
    sigma = Matrix(block.implied.sigma)
    sampleCovariance = group.covariance
    sampleMean = group.center
    mean =
      block.structure.hasMeans ? block.implied.mu.elements : group.center
    fixed = block.structure.fixedExogenous
  }

  /// A case's log-likelihood and squared distance; `nil` if the observed
  /// variables have no positive definite covariances.
  func density(of values: [Double]) -> (
    logLikelihood: Double, distance: Double, count: Int
  )? {
    let observed = values.indices.filter { !values[$0].isNaN }
    guard let all = form(values, observed, isImplied: true) else { return nil }
    var logLikelihood = all.logLikelihood
    let exogenous = fixed.filter { !values[$0].isNaN }
    if !exogenous.isEmpty {
      guard let part = form(values, exogenous, isImplied: false) else {
        return nil
      }
      logLikelihood -= part.logLikelihood
    }
    return (logLikelihood, all.distance, observed.count)
  }

  private func form(_ values: [Double], _ variables: [Int], isImplied: Bool)
    -> (logLikelihood: Double, distance: Double)?
  {
    let key = FactorCache.Key(isImplied: isImplied, variables: variables)
    if factors.all[key] == nil {
      factors.all[key] = (isImplied ? sigma : sampleCovariance)
        .submatrix(rows: variables, columns: variables).choleskyInverse()
    }
    guard let (inverse, logDeterminant) = factors.all[key] else { return nil }
    let center = isImplied ? mean : sampleMean
    let deviation = variables.map { values[$0] - center[$0] }
    let distance = zip(deviation, inverse * deviation).reduce(0) {
      $0 + $1.0 * $1.1
    }
    let constant = Double(variables.count) * Double.log(2 * .pi)
    return (-0.5 * (constant + logDeterminant + distance), distance)
  }
}
