internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MonteCarlo
internal import Probability
internal import Specification

/// Whether a sample's test rejects, by the numbers of its fit.
///
/// Of several effects, and of an effect of several groups, all have to be
/// detected.
struct SampleDecision: Sendable {
  /// An estimate by its place among the parameters of a condition.
  private struct Product: Sendable {
    var paths: [Int]
    var sums: [[Int?]]
  }

  private let test: PowerOptions.Test
  private let alpha: Double
  private let critical: Double
  /// The estimates whose tests have to reject.
  private let single: [Int]
  private let products: [Product]
  /// Normal numbers of Monte Carlo intervals, a column a draw.
  private let normals: [Double]
  private let draws: Int
  private let mostPaths: Int

  /// Plans the decision.
  ///
  /// - Parameters:
  ///   - model: The model with its effects.
  ///   - condition: A condition of it; those of other numbers of cases have the
  ///     same places.
  ///   - test: The test.
  ///   - options: The level, the seed and the draws of Monte Carlo intervals.
  /// - Throws: `LatentError` for effects that samples do not estimate.
  init(
    _ model: PowerModel, _ condition: SimulationCondition,
    _ test: PowerOptions.Test, _ options: PowerOptions
  ) throws(LatentError) {
    self.test = test
    alpha = options.alpha
    critical = NormalDistribution.quantile(1 - options.alpha / 2)
    let places = Dictionary(
      condition.parameters.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
    func place(_ name: String) throws(LatentError) -> Int {
      guard let place = places[name] else {
        throw EffectText.refusal(
          "`\(name)` is not estimated in samples.", "Name another effect.")
      }
      return place
    }
    var single: [Int] = []
    var products: [Product] = []
    let isSplit = test == .joint || test == .monteCarlo
    for (number, effect) in model.effects.enumerated() {
      if let name = effect.definition {
        single.append(try place(name))
        continue
      }
      if effect.isProduct, !isSplit {
        single.append(try place(PowerModel.productName(number)))
        continue
      }
      var rows: [Int] = []
      for row in effect.arrows.joined() {
        rows.append(
          try place(model.table.columnName(of: model.table.rows[row])))
      }
      guard effect.isProduct, test == .monteCarlo else {
        single += rows
        continue
      }
      var sums = [[Int?]](
        repeating: [Int?](repeating: nil, count: rows.count),
        count: rows.count)
      for one in rows.indices {
        for other in rows.indices where one < other {
          sums[one][other] = try place(
            PowerModel.sumName(number, one, other))
        }
      }
      products.append(Product(paths: rows, sums: sums))
    }
    self.single = single
    self.products = products
    mostPaths = products.map(\.paths.count).max() ?? 0
    draws = products.isEmpty ? 0 : options.draws ?? 20_000
    var stream = RandomStream(seed: options.seed, stream: 3 << 60)
    var normals: [Double] = []
    for _ in 0..<draws * mostPaths {
      normals.append(
        NormalDistribution.quantile(
          (Double(stream.next() >> 11) + 0.5) * 0x1p-53))
    }
    self.normals = normals
  }

  /// Whether the test of a row of a batch rejects; `nil` where there is none.
  func rejects(_ condition: SimulationCondition, _ value: (Int) -> Double)
    -> Bool?
  {
    guard let status = SimulationStatus(rawValue: Int(value(0))),
      status.hasEstimates
    else { return nil }
    if test == .fit {
      let p = value(SimulationCondition.measurePlace("pvalue"))
      return p.isFinite ? p < alpha : nil
    }
    var isRejected = true
    for place in single {
      if test.isBootstrap {
        let lower = value(condition.lowerPlace(place))
        let upper = value(condition.upperPlace(place))
        guard lower.isFinite, upper.isFinite else { return nil }
        if lower <= 0, upper >= 0 { isRejected = false }
      } else {
        let error = value(condition.errorPlace(place))
        guard error.isFinite, error > 0 else { return nil }
        let estimate = value(condition.estimatePlace(place))
        if abs(estimate) <= critical * error { isRejected = false }
      }
    }
    for product in products {
      guard let own = excludesZero(product, condition, value) else {
        return nil
      }
      if !own { isRejected = false }
    }
    return isRejected
  }

  /// Whether the Monte Carlo interval of a product excludes 0.
  private func excludesZero(
    _ product: Product, _ condition: SimulationCondition,
    _ value: (Int) -> Double
  ) -> Bool? {
    let count = product.paths.count
    let estimates = product.paths.map { value(condition.estimatePlace($0)) }
    let errors = product.paths.map { value(condition.errorPlace($0)) }
    var covariance = Matrix(rows: count, columns: count)
    for i in 0..<count {
      covariance[i, i] = errors[i] * errors[i]
      for j in 0..<i {
        guard let sum = product.sums[j][i] else { return nil }
        let error = value(condition.errorPlace(sum))
        // The variance of a sum holds the covariance twice.
        covariance[i, j] =
          0.5
          * (error * error - errors[i] * errors[i] - errors[j] * errors[j])
        covariance[j, i] = covariance[i, j]
      }
    }
    guard let root = Self.lowerRoot(covariance) else { return nil }
    var negative = 0
    for draw in 0..<draws {
      var own = 1.0
      for i in 0..<count {
        var path = estimates[i]
        for j in 0...i { path += root[i, j] * normals[draw * mostPaths + j] }
        own *= path
      }
      if own < 0 { negative += 1 }
    }
    let least = 0.5 * alpha * Double(draws)
    return Double(min(negative, draws - negative)) < least
  }

  /// The Cholesky root of a small matrix; `nil` of one that has none.
  private static func lowerRoot(_ matrix: Matrix) -> Matrix? {
    var root = Matrix(rows: matrix.rows, columns: matrix.rows)
    for i in 0..<matrix.rows {
      for j in 0...i {
        var sum = matrix[i, j]
        for k in 0..<j { sum -= root[i, k] * root[j, k] }
        if i == j {
          guard sum > 0 else { return nil }
          root[i, i] = sum.squareRoot()
        } else {
          root[i, j] = sum / root[j, j]
        }
      }
    }
    return root
  }
}
