internal import LinearAlgebra
internal import Messages

/// From independent normal numbers to a case of a group.
struct ValueTransform: Sendable {
  /// The way from numbers to values.
  enum Kind: Sendable {
    /// x = μ + Az, A lower triangular.
    case linear
    /// x = μ + σ y(Az), A lower triangular, y polynomials.
    case polynomials([FleishmanPolynomial])
    /// x = μ + A y(z), y polynomials.
    case generators([FleishmanPolynomial])
  }

  let kind: Kind
  /// A, by rows: those of a triangle end at the diagonal.
  let rows: [Double]
  let isTriangular: Bool
  let mean: [Double]
  let deviations: [Double]

  init(_ group: PopulationGroup, _ options: PopulationOptions)
    throws(LatentError)
  {
    let p = group.variables.count
    mean = group.mean
    deviations = (0..<p).map { group.deviation($0) }
    for name in options.skewness.own.map(\.name) {
      _ = try group.place(of: name, option: "skewness")
    }
    for name in options.kurtosis.own.map(\.name) {
      _ = try group.place(of: name, option: "kurtosis")
    }
    let shapes = group.variables.map {
      DistributionShape(
        skewness: options.skewness[$0] ?? 0,
        kurtosis: options.kurtosis[$0] ?? 0)
    }
    switch options.distribution {
    case .normal:
      kind = .linear
      rows = Self.lower(group.covariance)
      isTriangular = true
    case .valeMaurelli:
      var polynomials: [FleishmanPolynomial] = []
      for (shape, name) in zip(shapes, group.variables) {
        polynomials.append(try FleishmanPolynomial(shape, of: name))
      }
      kind = .polynomials(polynomials)
      rows = Self.lower(
        try IntermediateCorrelations.matrix(group, polynomials))
      isTriangular = true
    case .independent:
      let generators = try IndependentGenerators(group, targets: shapes)
      kind = .generators(generators.polynomials)
      rows = generators.root.transposed.elements
      isTriangular = false
    }
  }

  /// The rows of the Cholesky factor, each p long.
  private static func lower(_ matrix: Matrix) -> [Double] {
    let factor = MatrixBuffer(matrix)
    let isFactored = Cholesky.factor(factor).isFactored
    precondition(isFactored, "the population was checked")
    let p = matrix.rows
    var rows = [Double](repeating: 0, count: p * p)
    for i in 0..<p {
      for j in 0...i { rows[i * p + j] = factor[i, j] }
    }
    return rows
  }

  /// Writes a case.
  ///
  /// - Parameters:
  ///   - z: Independent standard normal numbers; changed.
  ///   - factor: The factor of the distances from the means.
  ///   - values: The table, cases × variables, column after column.
  ///   - place: The case.
  ///   - count: The number of cases.
  func write(
    _ z: inout MutableSpan<Double>, factor: Double,
    to values: inout MutableSpan<Double>, case place: Int, of count: Int
  ) {
    let p = mean.count
    if case .generators(let polynomials) = kind {
      for j in 0..<p { z[j] = polynomials[j].value(z[j]) }
    }
    for i in 0..<p {
      var sum = 0.0
      let start = i &* p
      for j in 0..<(isTriangular ? i &+ 1 : p) {
        sum += rows[start &+ j] * z[j]
      }
      if case .polynomials(let polynomials) = kind {
        sum = deviations[i] * polynomials[i].value(sum)
      }
      values[place &+ i &* count] = mean[i] + factor * sum
    }
  }
}
