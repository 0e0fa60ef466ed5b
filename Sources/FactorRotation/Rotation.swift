public import LinearAlgebra
public import Messages
internal import Probability

/// A rotation: a criterion, or promax, with what goes with it.
public struct RotationOptions: Sendable, Hashable {
  /// The ways of rotating.
  public enum Kind: Sendable, Hashable {
    /// A criterion is minimized.
    case criterion(RotationCriterion)
    /// Promax (Hendrickson & White, 1964): varimax, then a target of powers.
    case promax(power: Double)
  }

  /// The way.
  public var kind: Kind
  /// Whether factors stay uncorrelated.
  public var isOrthogonal: Bool
  /// The weights of rows.
  public var weights = RowWeights.none
  /// The number of random starts beside the unrotated loadings.
  public var starts = 30
  /// The seed of the random starts.
  public var seed: UInt64 = 1

  /// Makes a rotation by a criterion.
  public init(_ criterion: RotationCriterion, isOrthogonal: Bool = false) {
    kind = .criterion(criterion)
    self.isOrthogonal = isOrthogonal
  }

  /// Promax with a power, from varimax with Kaiser's weights.
  public static func promax(power: Double = 4) -> RotationOptions {
    var options = RotationOptions(.orthomax(gamma: 1))
    options.kind = .promax(power: power)
    options.weights = .kaiser
    return options
  }
}

/// Rotated loadings: Λ of factors with the correlations Φ, where ΛΦΛ' is the
/// product of the unrotated ones with themselves.
public struct RotatedLoadings: Sendable {
  /// The loadings, variables by factors.
  public let loadings: Matrix
  /// The factors' correlations.
  public let correlations: Matrix
  /// The rotation T: Λ = A(T')⁻¹, Φ = T'T.
  public let rotation: Matrix
  /// The criterion's value.
  public let value: Double
  /// Whether the best start has converged.
  public let isConverged: Bool
  /// The number of starts that ended at the best value.
  public let bestStarts: Int
  /// The number of all starts.
  public let starts: Int
  /// The different values that starts ended at, ascending.
  public let optima: [Double]

  /// Rotates loadings.
  ///
  /// Columns are reflected so that no sum is negative, unless a target gives
  /// them signs.
  ///
  /// - Parameters:
  ///   - loadings: Unrotated loadings.
  ///   - options: The rotation.
  /// - Throws: `LatentError` if there is one factor, a variable without
  ///   loadings has to be weighted, or simplimax is to make all loadings small.
  public init(
    rotating loadings: Matrix, _ options: RotationOptions
  ) throws(LatentError) {
    let m = loadings.columns
    guard m >= 2 else {
      throw LatentError(
        kind: .fit, code: .impossibleRotation,
        message: "One factor cannot be rotated.",
        remedy: "Extract two or more, or leave the rotation out.")
    }
    if case .criterion(let own) = options.kind {
      try own.require(loadings.rows, m)
    }
    let scales = options.weights.factors(of: loadings)
    if let place = scales.firstIndex(where: { !$0.isFinite }) {
      throw LatentError(
        kind: .fit, code: .impossibleRotation,
        message: "Variable \(place + 1) has no loadings, and so no weight.",
        remedy: "Rotate without weights of rows.")
    }
    var weighted = loadings
    for j in 0..<m {
      for i in 0..<loadings.rows { weighted[i, j] *= scales[i] }
    }
    let criterion: RotationCriterion
    var isOrthogonal = options.isOrthogonal
    switch options.kind {
    case .criterion(let own): criterion = own
    case .promax:
      criterion = .orthomax(gamma: 1)
      isOrthogonal = true
    }
    let search = RotationSearch(
      weighted, criterion, isOrthogonal: isOrthogonal)
    let found = search.best(starts: options.starts, seed: options.seed)
    var rotation = found.best.rotation
    if case .promax(let power) = options.kind {
      rotation = try Self.promax(loadings * rotation, power, rotation)
    }
    guard !found.best.isCollapsed, let inverse = rotation.generalInverse()
    else { throw Self.collapse }
    var rotated = loadings * inverse.transposed
    for j in 0..<m
    where criterion.isEvenInColumns && rotated.column(j).reduce(0, +) < 0 {
      for i in 0..<loadings.rows { rotated[i, j] = -rotated[i, j] }
      for i in 0..<m { rotation[i, j] = -rotation[i, j] }
    }
    self.loadings = rotated
    self.rotation = rotation
    var product = rotation.transposed * rotation
    for j in 0..<m { product[j, j] = 1 }
    correlations = product
    value = found.best.value
    isConverged = found.best.isConverged
    starts = found.values.count
    // Flat criteria end a start before all digits of the value are there.
    let tolerance = 1e-4 * max(abs(found.best.value), 1e-3)
    bestStarts = found.values.count { $0 <= found.best.value + tolerance }
    var distinct: [Double] = []
    for value in found.values.sorted()
    where distinct.last.map({ value > $0 + tolerance }) ?? true {
      distinct.append(value)
    }
    optima = distinct
  }

  /// The same with the factors in another order.
  public func ordered(_ order: [Int]) -> RotatedLoadings {
    RotatedLoadings(self, order)
  }

  private init(_ other: RotatedLoadings, _ order: [Int]) {
    let rows = Array(0..<other.loadings.rows)
    let factors = Array(0..<order.count)
    loadings = other.loadings.submatrix(rows: rows, columns: order)
    correlations = other.correlations.submatrix(rows: order, columns: order)
    rotation = other.rotation.submatrix(rows: factors, columns: order)
    value = other.value
    isConverged = other.isConverged
    bestStarts = other.bestStarts
    starts = other.starts
    optima = other.optima
  }

  /// The factors by their sums of squared loadings, the largest first.
  public var orderBySquares: [Int] {
    let sums = (0..<loadings.columns).map { j in
      loadings.column(j).reduce(0) { $0 + $1 * $1 }
    }
    return sums.indices.sorted {
      sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1
    }
  }

  /// The factors by the mean place of the variables that load on them most: of
  /// those with at least 0.8 of the factor's largest loading, in the units of
  /// the variables, as lavaan has them.
  ///
  /// - Parameter scales: The variables' standard deviations; `nil` for 1.
  /// - Returns: The factors.
  public func orderByVariables(scales: [Double]? = nil) -> [Int] {
    let places = (0..<loadings.columns).map { j -> Double in
      let sizes = (0..<loadings.rows).map {
        abs(loadings[$0, j]) * (scales?[$0] ?? 1)
      }
      let limit = 0.8 * (sizes.max() ?? 0)
      let own = sizes.indices.filter { sizes[$0] >= limit }
      return Double(own.reduce(0, +)) / Double(max(own.count, 1))
    }
    return places.indices.sorted {
      places[$0] != places[$1] ? places[$0] < places[$1] : $0 < $1
    }
  }

  private static var collapse: LatentError {
    LatentError(
      kind: .fit, code: .impossibleRotation,
      message: "The rotation has made factors collinear.",
      remedy: "Extract fewer factors, or take another rotation.")
  }

  /// Promax: the regression of powers of varimax loadings on these.
  private static func promax(
    _ varimax: Matrix, _ power: Double, _ rotation: Matrix
  ) throws(LatentError) -> Matrix {
    guard let product = Promax.regression(varimax, power: power),
      let gram = (product.transposed * product).generalInverse()
    else {
      throw LatentError(
        kind: .fit, code: .impossibleRotation,
        message: "The loadings have fewer dimensions than factors.",
        remedy: "Extract fewer factors.")
    }
    var scaled = product
    for j in 0..<product.columns {
      let root = gram[j, j].squareRoot()
      for i in 0..<product.rows { scaled[i, j] *= root }
    }
    // Λ = A U: T' = (varimax rotation × U)⁻¹.
    guard let inverted = (rotation * scaled).generalInverse() else {
      throw collapse
    }
    return inverted.transposed
  }
}
