internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Probability
internal import SampleStatistics
internal import Specification

/// The source of a bootstrap's samples: one entry for each group, shared by all
/// workers.
struct ReplicateSource: Sendable {
  /// One group's source.
  enum Group: Sendable {
    /// Complete cases to draw with replacement.
    case cases(SampleCases, MomentDivisor)
    /// Incomplete cases to draw with replacement.
    case incomplete(PatternSource)
    /// Normal cases: their number, means, and a root of their covariances.
    case normal(count: Int, mean: [Double], root: Matrix, MomentDivisor)
    /// Normal cases with values where the sample has them.
    case normalPatterns(PatternSource, mean: [Double], root: Matrix)
    /// Cases of weighted least squares.
    case weighted(WeightedSource)
    /// Cases with ordered variables.
    case ordered(ResponseSource)
  }
  /// The groups.
  let groups: [Group]
  /// The samples that fitters of replicates start with.
  let samples: [Sample]
  /// The method of drawing replicates.
  let kind: BootstrapKind
  /// The normalization of sampling weights; `nil` without any.
  let normalization: WeightNormalization?

  /// Prepares the source of a kind of bootstrap.
  ///
  /// - Throws: `LatentError` if the fit has no cases.
  init(_ fit: Fit, kind: BootstrapKind) throws(LatentError) {
    self.kind = kind
    normalization =
      fit.options.samplingWeights == nil
      ? nil : fit.options.weightNormalization
    var groups: [Group] = []
    var samples = fit.sample
    for (index, sample) in fit.sample.enumerated() {
      if let structure = fit.model.groups[index].block.responses {
        groups.append(
          .ordered(try Self.ordered(fit, sample, structure, kind)))
        continue
      }
      if kind == .parametric {
        groups.append(try Self.normal(fit, index))
        continue
      }
      if let cases = sample.incompleteCases {
        if kind == .bollenStine {
          samples[index] = try Self.transformed(fit, index, cases)
        }
        groups.append(
          .incomplete(
            PatternSource(
              samples[index], samples[index].cases ?? cases,
              of: fit, centresAnew: kind.centresAnew)))
        continue
      }
      guard let cases = sample.completeCases else {
        throw LatentError(
          code: .bootstrapNeedsRawData,
          message: "The \(kind.rawValue) bootstrap draws cases, but the fit "
            + "has none.",
          remedy: "Give a table of cases (programs keep them by "
            + "`keepsCases`), or use the parametric bootstrap.")
      }
      guard cases.count > 1 else {
        throw LatentError(
          code: .bootstrapOneCase,
          message: "Group \(sample.label) has a single case to draw from.",
          remedy: "Leave the group out.")
      }
      let drawn =
        kind == .bollenStine ? try Self.transformed(fit, index, cases) : cases
      groups.append(
        fit.options.estimation.estimator.weighsByMoments
          ? Self.weighted(fit, index, .drawn(drawn))
          : .cases(drawn, fit.options.momentDivisor))
    }
    self.groups = groups
    self.samples = samples
  }

  private static func ordered(
    _ fit: Fit, _ sample: Sample, _ structure: ResponseStructure,
    _ kind: BootstrapKind
  ) throws(LatentError) -> ResponseSource {
    guard let cases = sample.cases else {
      throw LatentError(
        code: .bootstrapNeedsRawData,
        message: "The \(kind.rawValue) bootstrap draws cases, but the fit "
          + "has none.",
        remedy: "Give a table of cases (programs keep them by `keepsCases`).")
    }
    return ResponseSource(
      cases: cases, sample: sample, structure: structure,
      options: fit.options)
  }

  /// Incomplete cases transformed so that the model holds exactly (Savalei &
  /// Yuan, 2009).
  private static func transformed(
    _ fit: Fit, _ index: Int, _ cases: SampleCases
  ) throws(LatentError) -> Sample {
    try TransformedPatterns(
      fit.sample[index], cases, to: fit.implied[index]
    ).sample
  }

  private static func weighted(
    _ fit: Fit, _ index: Int, _ cases: WeightedSource.Cases
  ) -> Group {
    .weighted(
      WeightedSource(
        cases: cases, sample: fit.sample[index],
        block: fit.model.groups[index].block,
        options: fit.options))
  }

  private static func normal(_ fit: Fit, _ index: Int) throws(LatentError)
    -> Group
  {
    let implied = fit.implied[index]
    guard let root = root(implied.covariance, power: 0.5) else {
      throw notPositiveDefinite
    }
    let mean =
      implied.mean.isEmpty
      ? fit.sample[index].mean
        ?? [Double](repeating: 0, count: implied.covariance.rows)
      : implied.mean
    if let cases = fit.sample[index].incompleteCases {
      return .normalPatterns(
        PatternSource(
          fit.sample[index], cases, of: fit, centresAnew: false),
        mean: mean, root: root)
    }
    let count = fit.sample[index].observationCount
    if fit.options.estimation.estimator.weighsByMoments {
      return weighted(
        fit, index, .normal(count: count, mean: mean, root: root))
    }
    return .normal(
      count: count, mean: mean, root: root, fit.options.momentDivisor)
  }

  /// Z = (Y − ȳ) S^(−½) Σ̂^½ + μ̂ (Bollen & Stine, 1992).
  private static func transformed(
    _ fit: Fit, _ index: Int, _ cases: SampleCases
  )
    throws(LatentError) -> SampleCases
  {
    let sample = fit.sample[index]
    let implied = fit.implied[index]
    guard let whiten = root(sample.covariance, power: -0.5),
      let color = root(implied.covariance, power: 0.5)
    else { throw notPositiveDefinite }
    let p = sample.variables.count
    let n = cases.count
    let moments = cases.moments(divisor: .count)
    let mean = moments.mean ?? [Double](repeating: 0, count: p)
    let target = implied.mean.isEmpty ? mean : implied.mean
    var centered = cases.table
    for j in 0..<p {
      for i in 0..<n { centered[i, j] -= mean[j] }
    }
    var result = centered * (whiten * color)
    for j in 0..<p {
      for i in 0..<n { result[i, j] += target[j] }
    }
    return SampleCases(
      complete: sample.variables, values: result.transposed,
      rowNumbers: cases.rowNumbers)
  }

  /// The symmetric power of a positive definite matrix.
  static func root(_ matrix: Matrix, power: Double) -> Matrix? {
    guard let eigen = SymmetricEigen(matrix), let smallest = eigen.values.first,
      smallest > 0
    else { return nil }
    var scaled = eigen.vectors
    for (j, value) in eigen.values.enumerated() {
      let factor =
        power > 0 ? value.squareRoot() : 1 / value.squareRoot()
      for i in 0..<scaled.rows { scaled[i, j] *= factor }
    }
    return scaled * eigen.vectors.transposed
  }

  static var notPositiveDefinite: LatentError {
    LatentError(
      code: .bootstrapNotPositiveDefinite,
      message: "A covariance matrix that the bootstrap draws from is not "
        + "positive definite.",
      remedy: "Use the nonparametric bootstrap.")
  }
}

extension ReplicateSource.Group {
  /// The number of cases of a replicate.
  var caseCount: Int {
    switch self {
    case .cases(let rows, _): rows.count
    case .incomplete(let source), .normalPatterns(let source, _, _):
      source.sample.count
    case .normal(let count, _, _, _): count
    case .weighted(let source): source.caseCount
    case .ordered(let source): source.cases.count
    }
  }

  /// The number of cases, or of clusters, that are drawn, and that a jackknife
  /// leaves out in turn.
  var unitCount: Int {
    let clusters: [Int]? =
      switch self {
      case .cases(let rows, _): rows.clusters
      case .incomplete(let source): source.sample.clusters
      case .normalPatterns, .normal: nil
      case .weighted(let source): source.sample.cases?.clusters
      case .ordered(let source): source.cases.clusters
      }
    return clusters.map { ($0.max() ?? -1) + 1 } ?? caseCount
  }

  /// One worker's drawing.
  func makeDrawing() -> any GroupDrawing {
    switch self {
    case .cases(let rows, let divisor): CaseDrawing(rows, divisor: divisor)
    case .incomplete(let source): PatternDrawing(source)
    case .normal(let count, let mean, let root, let divisor):
      NormalDrawing(count: count, mean: mean, root: root, divisor: divisor)
    case .normalPatterns(let source, let mean, let root):
      NormalPatternDrawing(source, mean: mean, root: root)
    case .weighted(let source): WeightedDrawing(source)
    case .ordered(let source): ResponseDrawing(source)
    }
  }
}

extension BootstrapKind {
  /// Whether replicates make the products of indicators anew; in others they
  /// are variables like others.
  var centresAnew: Bool { self == .nonparametric || self == .jackknife }
}
