internal import LinearAlgebra
internal import Messages
internal import MomentStructure
internal import Optimization
internal import SampleStatistics

/// Scores the cases of a group with ordered variables.
///
/// With prior normal latent variables and outcomes that are independent given
/// these, the scores of `regression` are the mode of the posterior (EBM;
/// Bartholomew, Knott & Moustaki, 2011, chapter 7), and those of `bartlett`
/// the maximum of the likelihood of the outcomes alone (ML). Both are found by
/// Newton's method: probabilities of categories are logarithmically concave.
final class ResponseScorer: CaseScorer {
  private let method: FactorScoreMethod
  private let equations: [ResponseEquation]
  /// The categories of each observed variable; empty of continuous ones.
  private let categories: [[Double]]
  private let factorCount: Int
  private let names: [String]
  /// The means of the latent variables without what exogenous ones add.
  private let latentMean: [Double]
  /// The exogenous observed variables, and their coefficients for the latent
  /// variables' means, latent × exogenous.
  private let exogenous: [Int]
  private let slopes: Matrix
  private let center: [Double]
  /// The latent variables' precision given exogenous ones; `nil` if their
  /// covariances have no inverse.
  private let precision: Matrix?
  private let search: ScoreSearch

  /// Makes a scorer.
  ///
  /// - Parameters:
  ///   - block: The group's block at the estimates.
  ///   - method: The method.
  ///   - sample: The group's sample.
  /// - Throws: `LatentError` for responses that depend on each other beside
  ///   the latent variables.
  init(_ block: BlockWorkspace, _ method: FactorScoreMethod, _ sample: Sample)
    throws(LatentError)
  {
    let structure = block.structure
    let t = structure.factorCount
    self.method = method
    factorCount = t
    names = structure.observed
    categories = Self.categories(structure, sample)
    try Self.requireIndependence(block)
    let phantomOf = Dictionary(
      uniqueKeysWithValues: structure.phantomObserved.enumerated().map {
        ($1, t + $0)
      })
    let given = Set(structure.responses?.exogenous ?? [])
    var exogenous: [Int] = []
    var equations: [ResponseEquation] = []
    for variable in structure.observed.indices {
      if let phantom = phantomOf[variable] {
        let hasEquation = (0..<structure.latentCount).contains {
          block.matrices.beta[phantom, $0] != 0
        }
        if given.contains(variable) || !hasEquation {
          exogenous.append(variable)
          continue
        }
      }
      if let own = Self.equation(block, variable, phantomOf[variable]) {
        equations.append(own)
      }
    }
    self.equations = equations
    self.exogenous = exogenous
    let own = Array(0..<t)
    let places = exogenous.compactMap { phantomOf[$0] }
    let covariance = Matrix(block.latentCovariance)
    let inside = covariance.submatrix(rows: own, columns: own)
    if given.isEmpty, !places.isEmpty {
      let cross = covariance.submatrix(rows: own, columns: places)
      let inverse = covariance.submatrix(rows: places, columns: places)
        .choleskyInverse()?.inverse
      slopes =
        inverse.map { cross * $0 }
        ?? Matrix(rows: t, columns: places.count)
      precision =
        (inside - slopes * cross.transposed).choleskyInverse()?
        .inverse
      center = places.map { block.latentMean[$0] }
    } else {
      var slopes = Matrix(rows: t, columns: places.count)
      for (x, place) in places.enumerated() {
        for j in own { slopes[j, x] = block.inverse[j, place] }
      }
      self.slopes = slopes
      precision = inside.choleskyInverse()?.inverse
      center = [Double](repeating: 0, count: places.count)
    }
    latentMean = own.map { block.latentMean[$0] }
    search = ScoreSearch(
      count: t, prior: method == .regression ? precision : nil)
  }

  private static func categories(_ structure: BlockStructure, _ sample: Sample)
    -> [[Double]]
  {
    var result = [[Double]](repeating: [], count: structure.observedCount)
    guard let responses = structure.responses, let own = sample.responses else {
      return result
    }
    for (i, place) in responses.places.enumerated()
    where responses.isOrdered(place) && i < own.categories.count {
      result[place] = own.categories[i]
    }
    return result
  }

  /// Refuses covariances of residuals and ordered predictors, which the
  /// likelihood of one case would have to integrate over.
  private static func requireIndependence(_ block: BlockWorkspace)
    throws(LatentError)
  {
    let structure = block.structure
    guard let responses = structure.responses else { return }
    let t = structure.factorCount
    let names = structure.observed
    for j in structure.observed.indices {
      for i in structure.observed.indices.dropFirst(j + 1)
      where block.matrices.theta[i, j] != 0
        && (responses.isOrdered(i) || responses.isOrdered(j))
      {
        throw dependence(
          "the residuals of \(names[j]) and \(names[i]) covary")
      }
    }
    for (offset, observed) in structure.phantomObserved.enumerated() {
      guard responses.isOrdered(observed) else { continue }
      let phantom = t + offset
      for row in 0..<structure.latentCount
      where block.matrices.beta[row, phantom] != 0 {
        throw dependence("\(names[observed]) predicts another variable")
      }
      for other in 0..<structure.latentCount
      where other != phantom && block.matrices.psi[other, phantom] != 0 {
        throw dependence(
          "the residual of \(names[observed]) covaries with another one")
      }
    }
  }

  private static func dependence(_ reason: String) -> LatentError {
    LatentError(
      code: .scoresDependentResponses,
      message: "Factor scores of ordered variables need responses that are "
        + "independent given the factors, and \(reason).",
      remedy: "Leave that out, or score a model of continuous variables.")
  }

  /// The equation of a variable; `nil` of one that no latent variable
  /// predicts.
  private static func equation(
    _ block: BlockWorkspace, _ variable: Int, _ phantom: Int?
  ) -> ResponseEquation? {
    let structure = block.structure
    let t = structure.factorCount
    let coefficients = (0..<structure.latentCount).map { j in
      phantom.map { block.matrices.beta[$0, j] }
        ?? block.matrices.lambda[variable, j]
    }
    guard coefficients[..<t].contains(where: { $0 != 0 }) else { return nil }
    let variance =
      phantom.map { block.matrices.psi[$0, $0] }
      ?? block.matrices.theta[variable, variable]
    var thresholds: [Double] = []
    if let responses = structure.responses, responses.isOrdered(variable),
      let place = responses.places.firstIndex(of: variable)
    {
      thresholds = responses.layout.thresholds(of: place).map {
        block.matrices.tau[$0]
      }
    }
    return ResponseEquation(
      variable: variable,
      constant: phantom.map { block.matrices.alpha[$0] }
        ?? block.matrices.nu[variable],
      predictors: (t..<max(structure.latentCount, t)).compactMap { j in
        coefficients[j] == 0
          ? nil : (structure.phantomObserved[j - t], coefficients[j])
      }, loadings: Array(coefficients[..<t]),
      deviation: max(variance, 0).squareRoot(), thresholds: thresholds)
  }

  /// The number of a value's category, or the value of a continuous variable;
  /// NaN where it is missing.
  private func outcome(_ variable: Int, _ values: [Double]) -> Double {
    let own = categories[variable]
    if own.isEmpty || values[variable].isNaN { return values[variable] }
    return own.firstIndex(of: values[variable]).map { Double($0) } ?? .nan
  }

  func unknownCategory(_ values: [Double]) -> (String, Double)? {
    values.indices.first {
      !categories[$0].isEmpty && !values[$0].isNaN
        && !categories[$0].contains(values[$0])
    }.map { (names[$0], values[$0]) }
  }

  func score(_ values: [Double]) -> (
    scores: [Double?], standardErrors: [Double?]
  ) {
    let nothing = [Double?](repeating: nil, count: factorCount)
    search.items.removeAll(keepingCapacity: true)
    for equation in equations {
      let outcome = outcome(equation.variable, values)
      guard !outcome.isNaN, equation.deviation > 0,
        let base = equation.base(values)
      else { continue }
      search.items.append(
        ScoreSearch.Item(equation: equation, base: base, outcome: outcome))
    }
    let isPosterior = method == .regression
    // Factors that nothing observed measures have a posterior, and no
    // likelihood.
    for j in 0..<factorCount {
      search.isActive[j] =
        isPosterior
        || search.items.contains { $0.equation.loadings[j] != 0 }
    }
    guard !search.items.isEmpty, search.isActive.contains(true),
      setMean(values), !isPosterior || precision != nil, search.run()
    else { return (nothing, nothing) }
    var (scores, deviations) = (nothing, nothing)
    for j in 0..<factorCount where search.isActive[j] {
      scores[j] = search.scores[j]
      deviations[j] = search.variances[j].squareRoot()
    }
    return (scores, deviations)
  }

  /// Takes the latent variables' means given a case's exogenous variables.
  ///
  /// - Returns: False if one of these is missing.
  private func setMean(_ values: [Double]) -> Bool {
    for j in 0..<factorCount { search.mean[j] = latentMean[j] }
    for (x, variable) in exogenous.enumerated() {
      guard !values[variable].isNaN else { return false }
      let deviation = values[variable] - center[x]
      for j in 0..<factorCount { search.mean[j] += slopes[j, x] * deviation }
    }
    return true
  }

  func predict(_ values: [Double]) -> [Double?] {
    let means = conditionalMeans(values)
    return names.indices.map { variable in
      exogenous.contains(variable)
        ? (values[variable].isNaN ? nil : values[variable]) : means[variable]
    }
  }

  func probabilities(_ values: [Double]) -> [Double?] {
    let means = conditionalMeans(values)
    return names.indices.flatMap { variable -> [Double?] in
      let count = categories[variable].count
      guard count > 0 else { return [] }
      guard let mean = means[variable],
        let equation = equations.first(where: { $0.variable == variable })
      else { return [Double?](repeating: nil, count: count) }
      return equation.probabilities(mean: mean)
    }
  }

  /// The means of the responses given scores and observed predictors.
  private func conditionalMeans(_ values: [Double]) -> [Double?] {
    let scores = score(values).scores
    var result = [Double?](repeating: nil, count: names.count)
    for equation in equations {
      guard var mean = equation.base(values) else { continue }
      var isDefined = true
      for (loading, score) in zip(equation.loadings, scores)
      where loading != 0 {
        guard let score else {
          isDefined = false
          break
        }
        mean += loading * score
      }
      if isDefined { result[equation.variable] = mean }
    }
    return result
  }
}
