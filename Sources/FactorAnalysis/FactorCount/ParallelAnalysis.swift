public import LinearAlgebra
internal import Probability
internal import Synchronization

/// Parallel analysis: eigenvalues beside those of random data of the same size
/// (Horn, 1965).
public struct ParallelAnalysis: Sendable {
  /// The eigenvalues that are compared.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Of the correlations: principal components.
    case components
    /// Of the correlations with squared multiple correlations on the diagonal:
    /// common factors (Humphreys & Ilgen, 1969).
    case factors
  }

  /// The eigenvalues that are compared.
  public let kind: Kind
  /// The eigenvalues of the data, descending.
  public let eigenvalues: [Double]
  /// The mean eigenvalues of random data.
  public let means: [Double]
  /// A quantile of the eigenvalues of random data.
  public let quantiles: [Double]
  /// The quantile's level.
  public let level: Double
  /// The number of random samples.
  public let replicates: Int

  /// The number of factors: eigenvalues above the quantile, up to the first one
  /// that is not.
  public var count: Int {
    zip(eigenvalues, quantiles).prefix { $0 > $1 }.count
  }

  /// Compares; `nil` if the matrix has no such eigenvalues.
  ///
  /// - Parameters:
  ///   - correlation: The correlation matrix.
  ///   - caseCount: The number of cases.
  ///   - kind: The eigenvalues that are compared.
  ///   - replicates: The number of random samples.
  ///   - level: The level of the quantile.
  ///   - seed: The seed; sample k is its stream k.
  public init?(
    _ correlation: Matrix, caseCount: Int, kind: Kind = .components,
    replicates: Int = 1000, level: Double = 0.95, seed: UInt64 = 1
  ) {
    guard let own = Self.eigenvalues(correlation, kind) else { return nil }
    let p = correlation.rows
    let drawn = Mutex([[Double]](repeating: [], count: replicates))
    WorkTeam(threads: WorkTeam.coreCount).perform(replicates) { number, _ in
      let random = Self.randomCorrelation(
        p, caseCount: caseCount, seed: seed, stream: UInt64(number))
      let values = Self.eigenvalues(random, kind) ?? []
      drawn.withLock { $0[number] = values }
    }
    let samples = drawn.withLock { $0 }.filter { $0.count == p }
    var means: [Double] = []
    var quantiles: [Double] = []
    for place in 0..<p {
      let values = samples.map { $0[place] }.sorted()
      means.append(values.reduce(0, +) / Double(max(values.count, 1)))
      quantiles.append(Self.quantile(values, level))
    }
    self.kind = kind
    eigenvalues = own
    self.means = means
    self.quantiles = quantiles
    self.level = level
    self.replicates = samples.count
  }

  /// Eigenvalues, descending.
  private static func eigenvalues(_ correlation: Matrix, _ kind: Kind)
    -> [Double]?
  {
    var matrix = correlation
    if kind == .factors {
      let shares = SquaredMultipleCorrelations.of(correlation)
      for i in shares.indices { matrix[i, i] = shares[i] }
    }
    return SymmetricEigen(matrix)?.values.reversed()
  }

  /// The correlations of a sample of independent normal variables, by
  /// Bartlett's (1933) decomposition of a Wishart matrix: a triangle of normal
  /// numbers and roots of χ², whatever the number of cases.
  private static func randomCorrelation(
    _ p: Int, caseCount: Int, seed: UInt64, stream: UInt64
  ) -> Matrix {
    var random = RandomStream(seed: seed, stream: stream)
    var factor = Matrix(rows: p, columns: p)
    for j in 0..<p {
      let freedom = Double(max(caseCount - 1 - j, 1))
      factor[j, j] =
        random.chiSquare(degreesOfFreedom: freedom).squareRoot()
      for i in (j + 1)..<max(p, j + 1) { factor[i, j] = random.normal() }
    }
    var product = factor * factor.transposed
    let scales = product.diagonal.map { 1 / $0.squareRoot() }
    for j in 0..<p {
      for i in 0..<p { product[i, j] *= scales[i] * scales[j] }
    }
    for j in 0..<p { product[j, j] = 1 }
    return product
  }

  /// A quantile of sorted values, by the mean of its neighbours that R's type 7
  /// takes (Hyndman & Fan, 1996).
  private static func quantile(_ sorted: [Double], _ level: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = level * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
  }
}
