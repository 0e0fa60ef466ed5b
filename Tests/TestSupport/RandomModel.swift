public import LinearAlgebra

/// The source of a random model's numbers.
///
/// The library's streams conform in the tests that use them.
public protocol RandomSource {
  /// A uniform number strictly between 0 and 1.
  mutating func uniform() -> Double
  /// A standard normal number.
  mutating func normal() -> Double
  /// A χ² number.
  mutating func chiSquare(degreesOfFreedom: Double) -> Double
}

extension RandomSource {
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + uniform() * (high - low)
  }

  mutating func whole(_ low: Int, _ high: Int) -> Int {
    min(high, low + Int(uniform() * Double(high - low + 1)))
  }

  mutating func chance(_ probability: Double) -> Bool {
    uniform() < probability
  }
}

/// A model text with a population that it describes and the sizes of samples.
///
/// Between one and six factors with three to six indicators each: correlated,
/// regressed on each other, or of second order; sometimes with cross-loadings,
/// residual covariances, covariates and several groups.
public struct RandomModel: Sendable {
  /// The forms of the latent structure.
  public enum Form: String, Sendable, CaseIterable {
    /// Correlated factors.
    case factors
    /// Factors regressed on each other, and on covariates.
    case regressions
    /// Factors that measure one of second order.
    case secondOrder
  }
  /// The form.
  public let form: Form
  /// The model text.
  public let text: String
  /// The population's rows.
  public let rows: [ReticularRow]
  /// The observed variables.
  public let observed: [String]
  /// The latent variables.
  public let latent: [String]
  /// The number of cases of each group.
  public let sampleSizes: [Int]

  /// Draws a model.
  public init(drawing source: inout some RandomSource) {
    var builder = Builder()
    let count = source.whole(1, 6)
    let forms: [Form] =
      count >= 3
      ? Form.allCases : count == 2 ? [.factors, .regressions] : [.factors]
    form = forms[source.whole(0, forms.count - 1)]
    builder.drawIndicators(factors: count, &source)
    switch form {
    case .factors: builder.drawCorrelations(&source)
    case .regressions: builder.drawRegressions(&source)
    case .secondOrder: builder.drawSecondOrder(&source)
    }
    builder.drawExceptions(&source)
    text = builder.lines.joined(separator: "\n")
    rows = builder.rows
    observed = builder.observed
    latent = builder.latent
    let groups = source.chance(0.8) ? 1 : source.whole(2, 3)
    sampleSizes = (0..<groups).map { _ in source.whole(100, 1000) }
  }

  /// The population's covariances, in the order of `observed`.
  public var population: Matrix {
    ReticularModel(rows: rows, observed: observed, latent: latent).covariance
  }

  /// Sample moments with the divisor N − 1: a Wishart matrix by Bartlett's
  /// (1933) decomposition, and means.
  public func drawSample(size: Int, _ source: inout some RandomSource)
    -> (covariance: Matrix, mean: [Double])
  {
    let p = observed.count
    let root = Self.choleskyFactor(population)
    var a = Matrix(rows: p, columns: p)
    for i in 0..<p {
      let degrees = Double(size - 1 - i)
      a[i, i] = source.chiSquare(degreesOfFreedom: degrees).squareRoot()
      for j in 0..<i { a[i, j] = source.normal() }
    }
    let half = root * a
    let deviations = (0..<p).map { _ in
      source.normal() / Double(size).squareRoot()
    }
    return (
      (1 / Double(size - 1)) * (half * half.transposed), root * deviations
    )
  }

  private static func choleskyFactor(_ matrix: Matrix) -> Matrix {
    let n = matrix.rows
    var l = Matrix(rows: n, columns: n)
    for j in 0..<n {
      var pivot = matrix[j, j]
      for k in 0..<j { pivot -= l[j, k] * l[j, k] }
      precondition(pivot > 0, "a population's covariances")
      l[j, j] = pivot.squareRoot()
      for i in (j + 1)..<max(n, j + 1) {
        var value = matrix[i, j]
        for k in 0..<j { value -= l[i, k] * l[j, k] }
        l[i, j] = value / l[j, j]
      }
    }
    return l
  }
}

private struct Builder {
  var lines: [String] = []
  var rows: [ReticularRow] = []
  var observed: [String] = []
  var latent: [String] = []
  /// The indicators of each factor.
  var indicators: [[String]] = []
  /// Each indicator's standard deviation: the scale of its variable.
  var scales: [String: Double] = [:]

  mutating func add(_ lhs: String, _ op: String, _ rhs: String, _ v: Double) {
    rows.append(ReticularRow(lhs, op, rhs, v))
  }

  /// Factors have a variance near one, indicators standardized loadings of
  /// 0.4 to 0.9.
  mutating func drawIndicators(
    factors count: Int, _ source: inout some RandomSource
  ) {
    for f in 1...count {
      let factor = "f\(f)"
      latent.append(factor)
      let names = (1...source.whole(3, 6)).map { "\(factor)x\($0)" }
      for name in names {
        let loading = source.uniform(0.4, 0.9)
        let scale = source.uniform(0.5, 3)
        scales[name] = scale
        add(factor, "=~", name, loading * scale)
        add(
          name, "~~", name, (1 - loading * loading) * scale * scale)
      }
      indicators.append(names)
      observed += names
      lines.append("\(factor) =~ \(names.joined(separator: " + "))")
    }
  }

  mutating func drawCorrelations(_ source: inout some RandomSource) {
    // Correlations aᵢaⱼ are always those of a positive definite matrix.
    let a = latent.map { _ in source.uniform(0.3, 0.85) }
    for (i, one) in latent.enumerated() {
      add(one, "~~", one, 1)
      for j in 0..<i { add(one, "~~", latent[j], a[i] * a[j]) }
    }
  }

  mutating func drawRegressions(_ source: inout some RandomSource) {
    var covariates: [String] = []
    if source.chance(0.3) {
      covariates = ["z1", "z2"]
      observed += covariates
      add("z1", "~~", "z1", 1)
      add("z2", "~~", "z2", 2)
      add("z1", "~~", "z2", 0.4)
    }
    add(latent[0], "~~", latent[0], 1)
    for i in 1..<latent.count {
      var predictors = latent[..<i].filter { _ in source.chance(0.6) }
      if predictors.isEmpty { predictors = [latent[i - 1]] }
      predictors += covariates
      for name in predictors {
        add(latent[i], "~", name, source.uniform(0.15, 0.45))
      }
      add(latent[i], "~~", latent[i], source.uniform(0.4, 0.8))
      lines.append(
        "\(latent[i]) ~ \(predictors.joined(separator: " + "))")
    }
  }

  mutating func drawSecondOrder(_ source: inout some RandomSource) {
    for factor in latent {
      let loading = source.uniform(0.5, 0.9)
      add("g", "=~", factor, loading)
      add(factor, "~~", factor, 1 - loading * loading)
    }
    lines.append("g =~ \(latent.joined(separator: " + "))")
    latent.append("g")
    add("g", "~~", "g", 1)
  }

  /// Now and then a cross-loading or a residual covariance, between the
  /// indicators of two factors, so that the model stays identified.
  mutating func drawExceptions(_ source: inout some RandomSource) {
    guard indicators.count > 1 else { return }
    let (a, b) = (0, indicators.count - 1)
    if source.chance(0.3) {
      let name = indicators[a][1]
      add(latent[b], "=~", name, 0.25 * (scales[name] ?? 1))
      lines.append("\(latent[b]) =~ \(name)")
    }
    if source.chance(0.3) {
      let (one, two) = (indicators[a][2], indicators[b][2])
      let residuals = [one, two].map { name in
        rows.first { $0.lhs == name && $0.op == "~~" }?.value ?? 1
      }
      add(
        one, "~~", two,
        source.uniform(0.15, 0.3) * (residuals[0] * residuals[1]).squareRoot())
      lines.append("\(one) ~~ \(two)")
    }
  }
}
