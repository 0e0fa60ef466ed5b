internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import ModelSyntax
internal import MomentInformation
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

/// Whether a model is nested in another, found numerically.
///
/// If every moment structure of the restricted model is one of the general
/// model too, the general model reproduces the moments that the restricted one
/// implies at its estimates exactly (the NET procedure of Bentler & Satorra,
/// 2010, Psychological Methods 15, 111-123).
struct NestingCheck {
  let general: Fit
  let restricted: Fit

  /// The distance of a discrepancy from zero.
  struct Outcome {
    var value: Double
    /// Whether bounds or constraints keep the general model from some values.
    var isConstrained: Bool
    /// The general model's parameters at the restricted model's estimates.
    var theta: [Double]
    /// Below this the distance is one of rounding: with a thousand cases it
    /// adds 1e-5 to χ².
    var isZero: Bool { value < 1e-8 }
  }

  /// The restricted model's group of the same label, for each group of the
  /// general one.
  private var groups: [Int?] {
    general.sample.map { group in
      restricted.sample.firstIndex { $0.label == group.label }
    }
  }

  /// The difference between the samples, if there is one.
  var sampleDifference: ModelRelation? {
    guard general.sample.count == restricted.sample.count else {
      return .differentSamples
    }
    var hasSameCases = true
    for (index, (one, match)) in zip(general.sample, groups).enumerated() {
      guard let match else { return .differentSamples }
      let two = restricted.sample[match]
      guard Set(one.variables) == Set(two.variables) else {
        return .differentVariables
      }
      if one.responses == nil, two.responses == nil {
        if !hasSameMoments(one, two) { hasSameCases = false }
        continue
      }
      guard
        let places = MomentMatch.places(
          of: general.model.groups[index].block,
          in: restricted.model.groups[match].block)
      else { return .differentVariables }
      if !hasSameStatistics(one, two, places) { hasSameCases = false }
    }
    return hasSameCases ? nil : .differentSamples
  }

  /// Whether the first stages of ordered variables agree.
  private func hasSameStatistics(
    _ one: Sample, _ two: Sample, _ places: [Int]
  ) -> Bool {
    guard one.observationCount == two.observationCount,
      let first = one.responses, let second = two.responses
    else { return false }
    // Correlations are found by iterations, whose order is the variables'.
    return zip(first.values, places).allSatisfy { value, place in
      abs(value - second.values[place]) <= 1e-7 * max(1, abs(value))
    }
  }

  private func hasSameMoments(_ one: Sample, _ two: Sample)
    -> Bool
  {
    guard one.observationCount == two.observationCount else { return false }
    let order = Self.order(of: one.variables, in: two.variables)
    let deviations = one.covariance.diagonal.map { $0.squareRoot() }
    for (i, from) in order.enumerated() {
      for (j, to) in order.enumerated() {
        let difference = one.covariance[i, j] - two.covariance[from, to]
        if abs(difference) > 1e-8 * deviations[i] * deviations[j] {
          return false
        }
      }
      guard let first = one.mean, let second = two.mean else { continue }
      let size = max(deviations[i], abs(first[i]))
      if abs(first[i] - second[from]) > 1e-8 * size { return false }
    }
    return true
  }

  /// The places of the variables among others.
  private static func order(of variables: [String], in others: [String])
    -> [Int]
  {
    let places = Dictionary(
      uniqueKeysWithValues: others.enumerated().map { ($1, $0) })
    return variables.compactMap { places[$0] }
  }

  /// F of the general model at the moments that the restricted one implies.
  ///
  /// At the estimates a general model can agree by chance, where a parameter
  /// that it lacks is estimated as zero. So the moments at values nearby must
  /// be reproduced too, unless bounds or constraints stand in the way.
  ///
  /// - Returns: The minimum; `nil` if none was found that is either zero or
  ///   converged.
  func discrepancy() -> Outcome? {
    let blocks =
      restricted.table.hasOrdered ? restricted.blocksAtEstimates() : []
    let point = Point(
      theta: restricted.estimates.theta,
      implied: restricted.implied.map { ($0.covariance, $0.mean) },
      responses: restricted.model.groups.map { group in
        blocks.isEmpty
          ? [] : blocks[group.place].responses?.values.elements ?? []
      })
    let outcome = discrepancy(at: point)
    guard let outcome, outcome.isZero, !outcome.isConstrained,
      let near = nearbyPoint,
      var other = discrepancy(at: near, start: outcome.theta)
    else { return outcome }
    other.theta = outcome.theta
    return other
  }

  /// Values of the restricted model's parameters and what they imply.
  struct Point {
    var theta: [Double]
    var implied: [(covariance: Matrix, mean: [Double])]
    /// The moments of ordered variables, one vector a group; empty ones without
    /// these.
    var responses: [[Double]]
  }

  private func discrepancy(at point: Point, start: [Double]? = nil)
    -> Outcome?
  {
    // Moments are compared, whatever cases they come from.
    var options = general.options
    options.missing = .listwise
    options.auxiliary = []
    options.information = nil
    options.h1Information = .structured
    options.observedInformation = nil
    options.standardErrors = .standard
    options.tests = [.standard]
    options.cluster = nil
    options.samplingWeights = nil
    // Pairwise likelihoods are ones of tables, not of moments.
    if options.estimation.estimator.isComposite {
      options.estimation.estimator = .uls
    }
    guard let sample = sample(at: point),
      let fitter = try? Fitter(
        general.model, sample: sample, options: options)
    else { return nil }
    var best: Outcome?
    // The restricted model's values are nearly always the solution. The others
    // are for models that are written in another way.
    let starts =
      [start, matchedStart(point), general.estimates.theta].compactMap(\.self)
    for index in 0...starts.count {
      let estimates =
        index < starts.count ? fitter.fit(from: starts[index]) : fitter.fit()
      // Negative only by rounding.
      let value = abs(2 * estimates.optimization.value)
      let outcome = Outcome(
        value: value, isConstrained: fitter.space.isConstrained,
        theta: estimates.theta)
      guard value.isFinite, estimates.isConverged || outcome.isZero else {
        continue
      }
      if value < best?.value ?? .infinity { best = outcome }
      if outcome.isZero { break }
    }
    return best
  }

  /// The general model's sample with the restricted one's implied moments;
  /// a model without means leaves them as they are.
  ///
  /// - Returns: The sample; `nil` if the models have different moments.
  private func sample(at point: Point) -> [Sample]? {
    var result: [Sample] = []
    for (index, (group, match)) in zip(general.sample, groups).enumerated() {
      guard let match else {
        result.append(group)
        continue
      }
      let implied = point.implied[match]
      let order = Self.order(
        of: group.variables, in: restricted.sample[match].variables)
      var group = group
      group.source = .complete
      group.cases = nil
      if let own = group.responses {
        // Covariances are starting values only, and a model given exogenous
        // variables implies none of these.
        guard
          let places = MomentMatch.places(
            of: general.model.groups[index].block,
            in: restricted.model.groups[match].block)
        else { return nil }
        group.responses = ResponseStatistics(
          layout: own.layout,
          values: places.map { point.responses[match][$0] },
          categoryCounts: own.categoryCounts)
      } else {
        group.covariance = implied.covariance.submatrix(
          rows: order, columns: order)
        if !implied.mean.isEmpty { group.mean = order.map { implied.mean[$0] } }
      }
      result.append(group)
    }
    return result
  }

  /// The restricted model's values of the general one's parameters.
  ///
  /// Parameters that the restricted model lacks start at 0; variances and
  /// intercepts keep their estimates.
  private func matchedStart(_ point: Point) -> [Double] {
    // Groups go by their labels: the two fits may number them differently.
    func key(_ row: ParameterEstimate, _ fit: Fit) -> ParameterKey? {
      guard let label = row.groupIndex.map({ fit.sample[$0].label }) else {
        return nil
      }
      return general.sample.firstIndex { $0.label == label }
        .map { row.key.inBlock($0 + 1) }
    }
    let values = Dictionary(
      restricted.parameters.compactMap { row in
        let value = row.parameter.map { point.theta[$0] } ?? row.estimate
        return key(row, restricted).map { ($0, value) }
      }, uniquingKeysWith: { first, _ in first })
    var start = general.estimates.theta
    for row in general.parameters {
      guard let parameter = row.parameter else { continue }
      let isVariance = row.key.isVariance
      if let value = key(row, general).flatMap({ values[$0] }) {
        start[parameter] = value
      } else if row.op != .intercept, !isVariance {
        start[parameter] = 0
      }
    }
    return start
  }

  /// The restricted model a little away from its estimates.
  ///
  /// Each parameter moves by up to 5% of its standard error for one case, so
  /// that none stays where it is; equality constraints hold.
  private var nearbyPoint: Point? {
    guard let fitter = try? restricted.evaluatedFitter(),
      !fitter.space.isConstrained
    else { return nil }
    let objective = fitter.objective
    var theta = restricted.estimates.theta
    let information = Information.matrix(.expected, of: fitter).diagonal
    for (index, value) in information.enumerated() where value > 0 {
      // Multiples of the golden ratio: no two parameters move alike.
      let share = (Double(index + 1) * 0.6180339887498949)
        .truncatingRemainder(dividingBy: 1)
      let sign = share < 0.5 ? -1.0 : 1
      theta[index] +=
        sign * 0.05 * max(share, 1 - share)
        / value.squareRoot()
    }
    theta = fitter.space.substitution.expand(
      fitter.space.substitution.reduce(theta))
    objective.theta.copy(from: theta)
    guard objective.evaluateAtTheta() != nil else { return nil }
    return Point(
      theta: theta,
      implied: objective.blocks.map { block in
        (
          Matrix(block.implied.sigma),
          block.structure.hasMeans ? block.implied.mu.elements : []
        )
      },
      responses: objective.blocks.map {
        $0.responses?.values.elements ?? []
      })
  }
}
