internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Probability
internal import SampleData

/// Where a bootstrap's samples come from: one entry a group, shared by all
/// workers.
struct ReplicateSource: Sendable {
  /// One group's source.
  enum Group: Sendable {
    /// Cases to draw with replacement.
    case cases(CompleteRows)
    /// The number of incomplete cases to draw with replacement.
    case incomplete(Int)
    /// Normal cases: their number, means, and a root of their covariances.
    case normal(count: Int, mean: [Double], root: Matrix)
    /// Normal cases with values where the sample has them.
    case normalPatterns(PatternSample, mean: [Double], root: Matrix)
  }
  /// The groups.
  let groups: [Group]
  /// The samples that fitters of replicates start with.
  let samples: [FitSampleGroup]
  /// The divisor that the estimator wants.
  let divisor: MomentDivisor
  /// Whether replicate k leaves out case k.
  let isJackknife: Bool

  /// Prepares the source of a kind of bootstrap.
  ///
  /// - Throws: `FitError` if the fit has no cases.
  init(_ fit: Fit, kind: BootstrapKind) throws(FitError) {
    isJackknife = kind == .jackknife
    let missing = fit.options.missing
    guard missing == .listwise || missing.isFullInformation else {
      throw FitError(
        code: "bootstrap.missing",
        message: "The bootstrap is not supported with `missing: "
          + "\(missing.rawValue)`.",
        remedy: "Use --missing fiml or listwise.")
    }
    divisor =
      fit.options.estimation.usesUnbiasedMoments ? .countMinusOne : .count
    var groups: [Group] = []
    var samples = fit.sample
    for (index, sample) in fit.sample.enumerated() {
      if kind == .parametric {
        groups.append(try Self.normal(fit, index))
        continue
      }
      if let patterns = sample.patterns {
        guard sample.centeredProducts.isEmpty else {
          throw FitError(
            code: "bootstrap.incomplete-products",
            message: "The bootstrap does not centre products of incomplete "
              + "columns anew in every replicate.",
            remedy: "Use --missing listwise, or --product-centering none.")
        }
        groups.append(.incomplete(patterns.caseCount))
        if kind == .bollenStine {
          samples[index] = try TransformedPatterns(
            sample, patterns, to: fit.implied[index]
          ).sample
        }
        continue
      }
      guard let rows = sample.rows else {
        throw FitError(
          code: "bootstrap.needs-raw-data",
          message: "The \(kind.rawValue) bootstrap draws cases, but the fit "
            + "has none.",
          remedy: "Fit a data file (FitOptions.keepsCases), or use the "
            + "parametric bootstrap.")
      }
      guard rows.count > 1 else {
        throw FitError(
          code: "bootstrap.one-case",
          message: "Group \(sample.label) has a single case to draw from.",
          remedy: "Leave the group out.")
      }
      groups.append(
        .cases(
          kind == .bollenStine
            ? try Self.transformed(fit, index, rows) : rows))
    }
    self.groups = groups
    self.samples = samples
  }

  private static func normal(_ fit: Fit, _ index: Int) throws(FitError)
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
    if let patterns = fit.sample[index].patterns {
      return .normalPatterns(PatternSample(patterns), mean: mean, root: root)
    }
    return .normal(
      count: fit.sample[index].observationCount, mean: mean, root: root)
  }

  /// How often each case is drawn; of a jackknife all but one once.
  func count(
    _ stream: inout RandomStream, _ counts: inout [Double],
    leavingOut omitted: Int
  ) {
    for i in counts.indices {
      counts[i] = isJackknife && i != omitted ? 1 : 0
    }
    if isJackknife { return }
    for _ in counts.indices {
      counts[stream.integer(below: counts.count)] += 1
    }
  }

  /// Z = (Y − ȳ) S^(−½) Σ̂^½ + μ̂ (Bollen & Stine, 1992).
  private static func transformed(
    _ fit: Fit, _ index: Int, _ rows: CompleteRows
  )
    throws(FitError) -> CompleteRows
  {
    let sample = fit.sample[index]
    let implied = fit.implied[index]
    guard let whiten = root(sample.covariance, power: -0.5),
      let color = root(implied.covariance, power: 0.5)
    else { throw notPositiveDefinite }
    let p = sample.variables.count
    let n = rows.count
    let moments = rows.moments(divisor: .count)
    let mean = moments.mean ?? [Double](repeating: 0, count: p)
    let target = implied.mean.isEmpty ? mean : implied.mean
    var centered = Matrix(rows: n, columns: p, elements: rows.values)
    for j in 0..<p {
      for i in 0..<n { centered[i, j] -= mean[j] }
    }
    var result = centered * (whiten * color)
    for j in 0..<p {
      for i in 0..<n { result[i, j] += target[j] }
    }
    return CompleteRows(
      variableNames: sample.variables, values: result.elements,
      rowNumbers: rows.rowNumbers)
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

  static var notPositiveDefinite: FitError {
    FitError(
      code: "bootstrap.not-positive-definite",
      message: "A covariance matrix that the bootstrap draws from is not "
        + "positive definite.",
      remedy: "Use the nonparametric bootstrap.")
  }
}

/// One worker's drawing: buffers that are filled anew for every replicate.
struct ReplicateDrawing {
  private let source: ReplicateSource
  private let cases: [DrawnCases?]
  private let covariances: [MatrixBox]
  private let means: [MatrixBox]
  private var frequencies: [[Double]]

  init(_ source: ReplicateSource) {
    self.source = source
    var cases: [DrawnCases?] = []
    var covariances: [MatrixBox] = []
    var means: [MatrixBox] = []
    var frequencies: [[Double]] = []
    for group in source.groups {
      var p = 0
      var counted = 0
      var drawn: DrawnCases?
      switch group {
      case .incomplete(let count): counted = count
      case .cases(let rows):
        p = rows.variableNames.count
        drawn = DrawnCases(rows, divisor: source.divisor)
      case .normal(_, let mean, _): p = mean.count
      case .normalPatterns: break
      }
      cases.append(drawn)
      covariances.append(MatrixBox(rows: p, columns: p))
      means.append(MatrixBox(rows: p, columns: 1))
      frequencies.append([Double](repeating: 0, count: counted))
    }
    self.cases = cases
    self.frequencies = frequencies
    self.covariances = covariances
    self.means = means
  }

  /// Draws a replicate's sample and hands its moments to a fitter.
  ///
  /// - Parameters:
  ///   - number: The replicate's number.
  ///   - stream: The replicate's random stream.
  ///   - fitter: The fitter.
  /// - Returns: False if a covariance matrix is not positive definite.
  mutating func draw(
    _ number: Int, _ stream: inout RandomStream, into fitter: Fitter
  ) -> Bool {
    var first = 1
    for group in source.groups.indices {
      if let drawn = cases[group] {
        source.count(&stream, &drawn.counts, leavingOut: number - first)
        first += drawn.counts.count
        drawn.writeMoments(
          covariance: covariances[group].buffer, mean: means[group].buffer)
      }
      switch source.groups[group] {
      case .incomplete(let cases):
        source.count(&stream, &frequencies[group], leavingOut: number - first)
        first += cases
        guard fitter.setFrequencies(group: group, frequencies[group]) else {
          return false
        }
        continue
      case .cases: break
      case .normalPatterns(let patterns, let mean, let root):
        let values = Self.normalValues(
          &stream, patterns, mean: mean, root: root)
        guard fitter.setValues(group: group, values) else { return false }
        continue
      case .normal(let count, let mean, let root):
        drawNormal(&stream, group, count: count, mean: mean, root: root)
      }
      guard
        fitter.setMoments(
          group: group, covariance: covariances[group].buffer,
          mean: means[group].buffer)
      else { return false }
    }
    return true
  }

  /// Normal cases; what a case does not have is drawn and not kept.
  private static func normalValues(
    _ stream: inout RandomStream, _ patterns: PatternSample, mean: [Double],
    root: Matrix
  ) -> Matrix {
    let p = mean.count
    let z = MatrixBuffer(rows: p, columns: patterns.caseCount)
    for k in 0..<z.count { z[k] = stream.normal() }
    let drawn = MatrixBuffer(rows: p, columns: patterns.caseCount)
    multiply(MatrixBuffer(root), z, into: drawn)
    var values = patterns.values
    for pattern in patterns.patterns {
      for number in pattern.cases {
        for variable in pattern.partition.known {
          let i = Int(variable)
          values[i, number] = drawn[i, number] + mean[i]
        }
      }
    }
    return values
  }

  /// Accumulates normal cases by Welford's (1962) updates.
  private func drawNormal(
    _ stream: inout RandomStream, _ group: Int, count: Int, mean: [Double],
    root: Matrix
  ) {
    let p = mean.count
    let z = MatrixBuffer(rows: p)
    let x = MatrixBuffer(rows: p)
    let delta = MatrixBuffer(rows: p)
    let rootBuffer = MatrixBuffer(root)
    covariances[group].buffer.fill(0)
    means[group].buffer.fill(0)
    for number in 1...max(count, 1) {
      for i in 0..<p { z[i] = stream.normal() }
      multiply(rootBuffer, vector: z, into: x)
      for i in 0..<p {
        delta[i] = x[i] + mean[i] - means[group].buffer[i]
        means[group].buffer[i] += delta[i] / Double(number)
      }
      let factor = Double(number - 1) / Double(number)
      for j in 0..<p {
        for i in 0..<p {
          covariances[group].buffer[i, j] += factor * delta[i] * delta[j]
        }
      }
    }
    let scale = 1 / source.divisor.value(for: count)
    for i in 0..<(p * p) { covariances[group].buffer[i] *= scale }
  }
}

/// A buffer that arrays can hold.
final class MatrixBox {
  /// The buffer.
  let buffer: MatrixBuffer

  /// Makes a buffer of zeros.
  init(rows: Int, columns: Int) {
    buffer = MatrixBuffer(rows: rows, columns: columns)
  }
}
