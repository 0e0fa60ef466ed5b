internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import Optimization
public import SampleStatistics
internal import Specification

/// The outcomes of a refit.
public struct Refit: Sendable, Hashable, Encodable {
  /// The ways in which a refit ends.
  public enum Status: String, Sendable, Hashable, Codable {
    /// The estimates meet the convergence criteria.
    case converged
    /// No starting values led to convergence.
    case notConverged
    /// The sample's covariances are not positive definite.
    case singularSample
  }
  /// The outcome of the refit.
  public let status: Status
  /// The iterations of the last attempt.
  public let iterations: Int
  /// χ² of the model against the saturated one; `nil` unless converged.
  public let chiSquare: Double?

  /// Whether the estimates meet the convergence criteria.
  public var isConverged: Bool { status == .converged }
}

/// Fits a prepared model to one sample after the other, in buffers that it
/// owns.
///
/// Every refit sets out from the prepared model's estimates, so that no result
/// depends on the refits before it or on how tasks share the work. A refit that
/// converges from there does not allocate, unless the model has bounds or
/// nonlinear constraints; others are tried from fresh starting values. Not
/// `Sendable`: each task makes its own.
public final class PreparedFitter {
  private let prepared: PreparedModel
  private let fitter: Fitter
  private var groups: [GroupBuffers]
  private var rows: [Double]
  private var last: Refit

  init(_ prepared: PreparedModel) throws(LatentError) {
    let fit = prepared.fit
    var options = fit.options
    // Tasks have all cores.
    options.estimation.threads = 1
    let made = try Fitter(fit.model, sample: fit.sample, options: options)
    made.keepWarmStart(fit.estimates.theta)
    self.prepared = prepared
    fitter = made
    groups = fit.sample.map { GroupBuffers($0) }
    rows = fit.parameters.map(\.estimate)
    last = Refit(
      status: .converged, iterations: fit.iterations,
      chiSquare: fit.chiSquare)
  }

  private var divisor: MomentDivisor {
    fitter.options.usesUnbiasedMoments ? .countMinusOne : .count
  }

  /// Fits the model to one sample's moments.
  ///
  /// - Parameter moments: The sample of a model of one group.
  /// - Returns: The outcome.
  /// - Throws: An error of kind `data` if variables or the number of cases are
  ///   not those that the model was prepared for.
  @discardableResult
  public func refit(_ moments: SampleMoments) throws(LatentError) -> Refit {
    try requireGroups(1)
    try take(moments, group: 0)
    return refit()
  }

  /// Fits the model to moments of every group.
  ///
  /// - Parameter moments: One sample for each group.
  /// - Returns: The outcome.
  /// - Throws: An error of kind `data` if groups, variables or numbers of
  ///   cases are not those that the model was prepared for.
  @discardableResult
  public func refit(_ moments: [SampleMoments]) throws(LatentError) -> Refit {
    try requireGroups(moments.count)
    for (index, group) in moments.enumerated() {
      try take(group, group: index)
    }
    return refit()
  }

  /// Fits the model to the cases of one sample.
  ///
  /// - Parameter values: The cases of a model of one group, n × p, column
  ///   after column in the order of `PreparedModel.variables`, without missing
  ///   values.
  /// - Returns: The outcome.
  /// - Throws: An error of kind `data` if there are not as many values as the
  ///   model was prepared for.
  @discardableResult
  public func refit(cases values: [Double]) throws(LatentError) -> Refit {
    try requireGroups(1)
    try take(cases: values, group: 0)
    return refit()
  }

  /// Fits the model to the cases of every group.
  ///
  /// - Parameter values: The cases of each group, as `refit(cases:)` takes
  ///   one's.
  /// - Returns: The outcome.
  /// - Throws: An error of kind `data` if there are not as many values as the
  ///   model was prepared for.
  @discardableResult
  public func refit(cases values: [[Double]]) throws(LatentError) -> Refit {
    try requireGroups(values.count)
    for (index, group) in values.enumerated() {
      try take(cases: group, group: index)
    }
    return refit()
  }

  /// The value of a parameter in the last refit: its estimate, its fixed
  /// value, or what defines it.
  public subscript(place: PreparedModel.Place) -> Double { rows[place.row] }

  /// The values of all rows of `PreparedModel.fit.parameters` in the last
  /// refit.
  public var estimates: [Double] { rows }

  /// The last refit with standard errors, tests and fit measures; allocates.
  ///
  /// - Returns: The fit.
  /// - Throws: An error of kind `fit` if the last refit did not converge, or
  ///   the model's options need cases.
  public func completeFit() throws(LatentError) -> Fit {
    guard last.isConverged else {
      throw LatentError(
        code: .preparedNotConverged,
        message: "The last refit did not converge.",
        remedy: "Look at its status before asking for the whole fit.")
    }
    guard !prepared.fit.options.needsCases else {
      throw LatentError(
        code: .preparedNeedsCases,
        message: "The standard errors or tests of the options need the cases, "
          + "which a refit does not keep.",
        remedy: "Call fit for this sample, or prepare with standard errors and "
          + "tests from the expected or observed information.")
    }
    fitter.adoptMoments()
    var sample = prepared.fit.sample
    for index in sample.indices {
      sample[index].covariance = fitter.sample[index].covariance
      if sample[index].mean != nil {
        sample[index].mean = fitter.sample[index].mean
      }
      // The cases of the prepared model are not those of the refit.
      sample[index].cases = nil
    }
    var estimates = fitter.currentEstimates
    estimates.optimization.iterations = last.iterations
    var analysis = FitAnalysis(
      fitter, estimates, options: prepared.fit.options)
    return try analysis.fit(to: sample)
  }

  private func refit() -> Refit {
    for (index, group) in groups.enumerated() {
      guard
        fitter.setMoments(
          group: index, covariance: group.covariance, mean: group.mean)
      else { return end(.singularSample, 0) }
    }
    var result = fitter.refitWarm()
    if result.status != .converged { result = fitter.refitFresh() }
    guard result.status == .converged else {
      return end(.notConverged, result.iterations)
    }
    fitter.writeRowValues(into: &rows)
    for definition in fitter.model.table.definitions {
      rows[definition.row] = definition.expression.value(rows)
    }
    return end(.converged, result.iterations)
  }

  private func end(_ status: Refit.Status, _ iterations: Int) -> Refit {
    last = Refit(
      status: status, iterations: iterations,
      chiSquare: status == .converged ? fitter.chiSquare : nil)
    return last
  }

  private func requireGroups(_ count: Int) throws(LatentError) {
    guard count == groups.count else {
      throw Self.mismatch(
        "The model was prepared for \(groups.count) groups, not \(count).")
    }
  }

  private func take(_ moments: SampleMoments, group index: Int)
    throws(LatentError)
  {
    let group = groups[index]
    guard moments.variableNames == group.variables else {
      throw Self.mismatch(
        "The moments are not those of the prepared model's variables, "
          + "\(group.variables.joined(separator: ", ")), in this order.")
    }
    guard moments.observationCount == group.count else {
      throw Self.mismatch(
        "The model was prepared for \(group.count) cases, not "
          + "\(moments.observationCount).")
    }
    let ratio =
      moments.divisor.value(for: group.count) / divisor.value(for: group.count)
    for (place, value) in moments.covariance.elements.enumerated() {
      group.covariance[place] = value * ratio
    }
    guard let mean = moments.mean else {
      guard !fitter.model.table.hasMeanStructure else {
        throw Self.mismatch("The model has means, and the sample has none.")
      }
      return
    }
    group.mean.copy(from: mean)
  }

  private func take(cases values: [Double], group index: Int)
    throws(LatentError)
  {
    let group = groups[index]
    guard values.count == group.count * group.variables.count else {
      throw Self.mismatch(
        "The model was prepared for \(group.count) cases of "
          + "\(group.variables.count) variables, "
          + "\(group.count * group.variables.count) values; there are "
          + "\(values.count).")
    }
    group.accumulator.accumulate(
      values, count: group.count, divisor: divisor)
    group.covariance.copy(from: group.accumulator.covariance)
    group.mean.copy(from: group.accumulator.mean)
  }

  private static func mismatch(_ message: String) -> LatentError {
    var error = LatentError(
      code: .preparedOtherSample, message: message,
      remedy: "Prepare the model for a sample of this shape.")
    error.kind = .data
    return error
  }
}

/// One group's moments as a refit takes them.
private final class GroupBuffers {
  let variables: [String]
  let count: Int
  let covariance: MatrixBuffer
  let mean: MatrixBuffer
  var accumulator: MomentAccumulator

  init(_ sample: Sample) {
    variables = sample.variables
    count = sample.observationCount
    covariance = MatrixBuffer(sample.covariance)
    mean = MatrixBuffer(rows: variables.count)
    if let means = sample.mean { mean.copy(from: means) }
    accumulator = MomentAccumulator(variableCount: variables.count)
  }
}
