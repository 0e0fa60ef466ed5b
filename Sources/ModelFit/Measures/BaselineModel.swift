internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentInformation
internal import MomentStructure
internal import RealModule
internal import SampleStatistics
internal import Specification

/// The independence model that incremental indices compare with: variances
/// (and means) free, covariances zero but those among exogenous observed
/// variables.
///
/// Given exogenous variables (`conditional.x`), the others' regressions on
/// them are free too, and their residuals uncorrelated.
struct BaselineModel {
  /// Its χ².
  var chiSquare: Double
  /// Its degrees of freedom.
  var degreesOfFreedom: Int
  /// The scaled test; `nil` if none is asked for or it cannot be computed.
  var scaled: TestResult?
  /// The misfit of incomplete cases as if they were complete.
  var completed: CompleteDataMisfit?

  /// Fits the baseline of a model by the model's own estimator; `nil` if it
  /// does not converge.
  ///
  /// - Parameters:
  ///   - robust: The model's analysis.
  ///   - kind: The scaled test, if there is one that can be computed.
  ///   - information: The information of its A₀.
  ///   - base: The statistic that it scales.
  ///   - standard: The statistic that is χ² here.
  init?(
    of robust: RobustAnalysis, scaledBy kind: TestKind?,
    information: InformationKind, scaling base: TestKind, standard: TestKind
  ) {
    let fitter = robust.fitter
    let model = fitter.model
    var degrees = 0
    for roles in model.table.roles {
      let p = roles.observed.count
      let q = roles.observedExogenous.count
      degrees += p * (p - 1) / 2
      // Fixed moments count on neither side.
      if fitter.freesExogenous || fitter.hasFixedExogenous {
        degrees -= q * (q - 1) / 2
      }
      if model.table.conditionsOnExogenous { degrees -= q * (p - q) }
    }
    degrees -= model.table.auxiliaryMomentCount
    degreesOfFreedom = degrees
    if base == .standard,
      let test = Self.uncorrelated(robust, degrees: degrees)
    {
      let own = kind.flatMap { robust.uncorrelatedResult($0, of: test) }
      if kind == nil || own != nil {
        chiSquare = test.chiSquare
        scaled = own
        if ResponseMisfit.isDefined(fitter) {
          completed = CompleteDataMisfit(uncorrelated: fitter)
        }
        return
      }
    }
    let isClosed =
      fitter.options.estimator.hasCaseLikelihood
      && model.table.auxiliary.isEmpty
    let own =
      kind != nil || !isClosed || standard != .standard
        || robust.hasCompleteDataMisfit
      ? Self.fitted(fitter) : nil
    let value =
      isClosed
      ? Self.likelihoodRatio(fitter)
      : own.flatMap { TestStatistic.chiSquare($0.fitter, $0.estimates) }
    guard let value else { return nil }
    chiSquare = value
    guard let own else {
      if standard != .standard { return nil }
      return
    }
    let analysis = RobustAnalysis(
      own.fitter, own.estimates, variant: robust.variant, sharing: robust)
    if standard != .standard {
      guard let other = analysis.residualTest(standard) else { return nil }
      chiSquare = other
    }
    if let kind {
      scaled = analysis.result(
        kind,
        of: TestStatistic(chiSquare: value, degreesOfFreedom: degrees),
        information: information, scaling: base)
    }
    if robust.hasCompleteDataMisfit {
      completed = CompleteDataMisfit(analysis, isRobust: kind != nil)
    } else if ResponseMisfit.isDefined(fitter) {
      completed = CompleteDataMisfit(uncorrelated: fitter)
    }
  }

  /// The standard test of first-stage statistics of ordered variables where
  /// each is weighed by itself: those that are free are the sample's, so that
  /// χ² is Σ n_g v s² of the covariances that are 0; `nil` for other models.
  private static func uncorrelated(_ robust: RobustAnalysis, degrees: Int)
    -> TestStatistic?
  {
    let fitter = robust.fitter
    guard fitter.model.table.hasOrdered, fitter.model.table.auxiliary.isEmpty
    else { return nil }
    var chiSquare = 0.0
    var count = 0
    for (group, sample) in fitter.sample.enumerated() {
      guard let own = sample.responses,
        let weight = robust.moments.weight(group), !weight.isMatrix
      else { return nil }
      var values = Matrix(rows: own.values.count, columns: 1)
      let p = own.layout.variableCount
      for j in 0..<p {
        for i in (j + 1)..<max(p, j + 1) {
          let place = own.layout.index(of: .covariance(i, j))
          values[place, 0] = own.values[place]
          count += 1
        }
      }
      guard let weighted = weight.times(values, own.layout) else { return nil }
      chiSquare +=
        fitter.sample.multiplier(group, fitter.options)
        * zip(values.elements, weighted.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    // Not so where covariances among exogenous variables are free.
    return count == degrees
      ? TestStatistic(chiSquare: chiSquare, degreesOfFreedom: degrees) : nil
  }

  /// Σ n_g (log|Σ_b| − log|S|), the closed form of maximum likelihood.
  private static func likelihoodRatio(_ fitter: Fitter) -> Double? {
    var total = 0.0
    for (index, moments) in fitter.sample.enumerated() {
      let roles = fitter.model.table.roles[index]
      if let cases = fitter.objective.terms[index].cases {
        guard
          let value = caseLikelihoodRatio(
            cases, roles, frees: fitter.freesExogenous,
            fixed: fitter.hasFixedExogenous ? moments : nil,
            isConditional: fitter.model.table.conditionsOnExogenous)
        else { return nil }
        total += value
        continue
      }
      guard let saturated = moments.covariance.choleskyLogDeterminant() else {
        return nil
      }
      var value = -saturated
      let exogenous =
        fitter.freesExogenous
        ? roles.observed.indices.filter {
          roles.observedExogenous.contains(roles.observed[$0])
        } : []
      var variances = moments.covariance.diagonal
      if fitter.model.table.conditionsOnExogenous {
        guard let own = ConditionalMoments(moments, given: exogenous) else {
          return nil
        }
        for (i, place) in own.places.enumerated() {
          variances[place] = own.covariance[i, i]
        }
      }
      for i in roles.observed.indices where !exogenous.contains(i) {
        value += Double.log(variances[i])
      }
      if !exogenous.isEmpty {
        guard
          let block = moments.covariance.submatrix(
            rows: exogenous, columns: exogenous
          ).choleskyLogDeterminant()
        else { return nil }
        value += block
      }
      total += fitter.sample.multiplier(index, fitter.options) * value
    }
    return total
  }

  /// 2 (log L − Σ log L of its uncorrelated parts) of incomplete cases; given
  /// exogenous variables, parts are the others' given these.
  ///
  /// Exogenous variables that the model fixes to the moments of a sample are
  /// fixed to the same ones here.
  private static func caseLikelihoodRatio(
    _ cases: any IncompleteCases, _ roles: VariableRoles, frees: Bool,
    fixed: Sample?, isConditional: Bool
  ) -> Double? {
    let exogenous =
      frees
      ? roles.observed.indices.filter {
        roles.observedExogenous.contains(roles.observed[$0])
      } : []
    let others = roles.observed.indices.filter { !exogenous.contains($0) }
    var value = cases.saturatedLogLikelihood
    if !exogenous.isEmpty {
      let center = fixed?.center ?? []
      let part =
        isConditional
        ? nil
        : fixed.map {
          cases.logLikelihood(
            of: exogenous,
            covariance: $0.covariance.submatrix(
              rows: exogenous, columns: exogenous),
            mean: exogenous.map { center[$0] })
        }
      guard
        let own = part ?? cases.unrestrictedLogLikelihood(of: exogenous)
      else { return nil }
      // Taken off once in all, and put back where it is part of others.
      value += isConditional ? Double(others.count - 1) * own : -own
    }
    for other in others {
      let part = isConditional ? (exogenous + [other]).sorted() : [other]
      guard let own = cases.unrestrictedLogLikelihood(of: part) else {
        return nil
      }
      value -= own
    }
    return 2 * value
  }

  /// The independence model fitted as any other.
  private static func fitted(_ fitter: Fitter)
    -> (fitter: Fitter, estimates: Estimates)?
  {
    let conditions = fitter.model.table.conditionsOnExogenous
    let regressions: (VariableRoles) -> [(String, String)] = { roles in
      let exogenous = conditions ? roles.observedExogenous : []
      return roles.observed.filter { !exogenous.contains($0) }.flatMap { name in
        exogenous.map { (name, $0) }
      }
    }
    let table = ParameterTable(
      momentsOf: fitter.model.table, regressions: regressions
    ) { roles in
      let exogenous = roles.observedExogenous
      var pairs = roles.observed.map { ($0, $0) }
      for (i, one) in exogenous.enumerated() where fitter.freesExogenous {
        for two in exogenous[(i + 1)...] { pairs.append((one, two)) }
      }
      // Auxiliary variables are saturated here too, as in semTools: only the
      // model's own variables are to be uncorrelated.
      let auxiliary = Set(fitter.model.table.auxiliary)
      for (i, one) in roles.observed.enumerated() {
        for two in roles.observed[(i + 1)...]
        where auxiliary.contains(one) || auxiliary.contains(two) {
          pairs.append((one, two))
        }
      }
      return pairs
    }.withResponses(of: fitter.model.table)
    guard let model = try? CompiledModel(table) else { return nil }
    var options = fitter.options
    options.bounds = .none
    options.starts = .fromSample
    options.randomStarts = 0
    guard
      let own = try? Fitter(
        model, options: options, sample: fitter.sample,
        weights: fitter.weights)
    else { return nil }
    let estimates = own.fit()
    guard estimates.isConverged else { return nil }
    return (own, estimates)
  }
}

extension Fitter {
  /// Whether exogenous observed variables covary in the baseline model.
  fileprivate var freesExogenous: Bool {
    options.baselineFreesExogenous || model.table.conditionsOnExogenous
  }

  /// Whether moments of exogenous observed variables are fixed.
  fileprivate var hasFixedExogenous: Bool {
    model.table.rows.contains(where: \.isExogenous)
  }
}

extension ParameterTable {
  /// The number of covariances with auxiliary variables, of all blocks.
  fileprivate var auxiliaryMomentCount: Int {
    let k = auxiliary.count
    return roles.reduce(0) {
      $0 + k * ($1.observed.count - k) + k * (k - 1) / 2
    }
  }
}
