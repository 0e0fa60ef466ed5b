internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The logarithm of the density of one case's values of two variables, and its
/// derivatives by local numbers.
///
/// The local numbers are, of each variable, the limits below and above its
/// category, or the mean and the variance of a continuous one, then the
/// covariance of the two, and two shifts, by which the means of the responses
/// move. With limits h of an ordered variable, and a continuous one that
/// deviates by u from its mean and has variance v and the covariance c,
///
///     log f = log φ(u; v) + log(Φ(t₁) − Φ(t₀)),  t = (h − cu/v)/√(1 − c²/v).
final class PairDensity {
  /// The number of local numbers.
  static let count = 7
  /// The place of a variable's shift.
  static func shift(_ local: Int) -> Int { local == 0 ? 5 : 6 }

  /// The limits of a category, or the deviation from the mean, of both
  /// variables.
  let values = MatrixBuffer(rows: 4)
  /// log f.
  private(set) var logarithm = 0.0
  /// Its first derivatives.
  let first = MatrixBuffer(rows: count)
  /// Its second derivatives, a matrix.
  let second = MatrixBuffer(rows: count * count)

  private var isOrdered = (true, true)
  private var variances = (1.0, 1.0)
  private var covariance = 0.0
  private var correlation = 0.0
  private var normal = BivariateNormalDistribution(correlation: 0)

  /// Takes the (co)variances of a pair.
  ///
  /// - Returns: False if they are not positive definite.
  func take(
    _ pair: FirstStagePairs.Pair, _ layout: MomentLayout,
    _ moments: borrowing MatrixBuffer
  ) -> Bool {
    isOrdered = (layout.isOrdered(pair.first), layout.isOrdered(pair.second))
    variances = (
      isOrdered.0
        ? 1 : moments[layout.index(of: .covariance(pair.first, pair.first))],
      isOrdered.1
        ? 1 : moments[layout.index(of: .covariance(pair.second, pair.second))]
    )
    covariance = moments[pair.statistic]
    guard variances.0 > 0, variances.1 > 0 else { return false }
    correlation = covariance / (variances.0 * variances.1).squareRoot()
    guard abs(correlation) < PairLikelihood.limit else { return false }
    if isOrdered == (true, true) {
      normal = BivariateNormalDistribution(correlation: correlation)
    }
    return true
  }

  /// Computes log f and its derivatives at the values.
  ///
  /// - Returns: False if the values have no probability.
  func setDerivatives() -> Bool {
    first.fill(0)
    second.fill(0)
    switch isOrdered {
    case (true, true): guard setRectangle() else { return false }
    case (true, false):
      guard setMixed(ordered: 0, other: 2, variances.1) else { return false }
    case (false, true):
      guard setMixed(ordered: 2, other: 0, variances.0) else { return false }
    case (false, false): setNormal()
    }
    for k in 0..<5 {
      for l in 0..<k { second[l + k * Self.count] = second[k + l * Self.count] }
    }
    setShift(0, isOrdered.0)
    setShift(2, isOrdered.1)
    return logarithm.isFinite
  }

  /// Computes the derivatives by a shift of a response, which is one of its
  /// mean, or the opposite one of both limits.
  private func setShift(_ local: Int, _ isOrdered: Bool) {
    let n = Self.count
    let own = Self.shift(local)
    func value(_ k: Int) -> Double {
      isOrdered
        ? -second[k + local * n] - second[k + (local + 1) * n]
        : second[k + local * n]
    }
    first[own] = isOrdered ? -first[local] - first[local + 1] : first[local]
    for k in 0..<own {
      second[k + own * n] = value(k)
      second[own + k * n] = second[k + own * n]
    }
    let (a, b) = (second[own + local * n], second[own + (local + 1) * n])
    second[own + own * n] = isOrdered ? -a - b : a
  }

  private func add(_ k: Int, _ l: Int, _ value: Double) {
    second[max(k, l) + min(k, l) * Self.count] += value
  }

  /// Turns a probability's derivatives into those of its logarithm.
  private func takeLogarithm(_ p: Double) {
    let inverse = 1 / p
    for k in 0..<5 { first[k] *= inverse }
    for l in 0..<5 {
      for k in l..<5 {
        let at = k + l * Self.count
        second[at] = second[at] * inverse - first[k] * first[l]
      }
    }
    logarithm = .log(p)
  }

  // MARK: - Two ordered variables

  /// The probability under which the corners of a cell cancel too much.
  private static let smallProbability = 1e-6

  private func setRectangle() -> Bool {
    let rho = correlation
    let inverse = 1 / ((1 - rho) * (1 + rho))
    let root = inverse.squareRoot()
    var p = 0.0
    for a in 0..<2 {
      let x = values[a]
      for b in 0..<2 {
        let y = values[2 + b]
        if x == -.infinity || y == -.infinity { continue }
        let sign = a == b ? 1.0 : -1
        p += sign * normal.cumulative(x, y)
        let (row, column) = (a, 2 + b)
        let density = normal.density(x, y)
        let rowFlow =
          NormalDistribution.density(x)
          * NormalDistribution.cumulative((y - rho * x) * root)
        let columnFlow =
          NormalDistribution.density(y)
          * NormalDistribution.cumulative((x - rho * y) * root)
        if x < .infinity {
          let bend = y < .infinity ? rho * density : 0
          first[row] += sign * rowFlow
          add(row, row, sign * (-x * rowFlow - bend))
        }
        if y < .infinity {
          let bend = x < .infinity ? rho * density : 0
          first[column] += sign * columnFlow
          add(column, column, sign * (-y * columnFlow - bend))
        }
        guard x < .infinity, y < .infinity else { continue }
        let (u, v) = ((x - rho * y) * inverse, (y - rho * x) * inverse)
        first[4] += sign * density
        add(row, column, sign * density)
        add(row, 4, -sign * density * u)
        add(column, 4, -sign * density * v)
        add(4, 4, sign * density * (rho * inverse + u * v))
      }
    }
    if p < Self.smallProbability {
      p = normal.smallRectangle(
        x: (values[0], values[1]), y: (values[2], values[3]))
    }
    guard p > 0 else { return false }
    takeLogarithm(p)
    return true
  }

  // MARK: - One ordered variable

  /// Computes those of an ordered variable, whose limits begin at a place, and
  /// a continuous one.
  private func setMixed(ordered: Int, other: Int, _ v: Double) -> Bool {
    let u = values[other]
    let slope = covariance / v
    let rest = 1 - slope * covariance
    guard rest > 0 else { return false }
    // By the mean, the variance and the covariance: the derivatives of the
    // limit's distance n = h − cu/v, and of w = 1 − c²/v.
    let distance = SIMD3(slope, slope * u / v, -u / v)
    let width = SIMD3(0, slope * slope, -2 * slope)
    func distances(_ k: Int) -> SIMD3<Double> {
      switch k {
      case 0: SIMD3(0, -slope / v, 1 / v)
      case 1: SIMD3(-slope / v, -2 * slope * u / (v * v), u / (v * v))
      default: SIMD3(1 / v, u / (v * v), 0)
      }
    }
    func widths(_ k: Int) -> SIMD3<Double> {
      switch k {
      case 0: .zero
      case 1: SIMD3(0, -2 * slope * slope / v, 2 * slope / v)
      default: SIMD3(0, 2 * slope / v, -2 / v)
      }
    }
    func place(_ k: Int) -> Int { k < 2 ? other + k : 4 }
    let root = 1 / rest.squareRoot()
    let limits = SIMD2(
      (values[ordered] - slope * u) * root,
      (values[ordered + 1] - slope * u) * root)
    let p = NormalDistribution.interval(limits.x, limits.y)
    guard p > 0 else { return false }
    for side in 0..<2 where limits[side].isFinite {
      let t = limits[side]
      let density = (side == 0 ? -1 : 1) * NormalDistribution.density(t)
      let half = -0.5 * t / rest
      let cross = -0.5 * root / rest
      let squared = 0.75 * t / (rest * rest)
      let change: SIMD3<Double> = root * distance + half * width
      let limit = ordered + side
      first[limit] += density * root
      add(limit, limit, -density * t * root * root)
      for k in 0..<3 {
        first[place(k)] += density * change[k]
        add(
          limit, place(k), density * (cross * width[k] - t * root * change[k]))
        var bend: SIMD3<Double> = root * distances(k)
        bend += half * widths(k)
        bend += (cross * distance[k] + squared * width[k]) * width
        bend += (cross * width[k]) * distance
        bend -= (t * change[k]) * change
        let own: SIMD3<Double> = density * bend
        for l in 0...k { add(place(k), place(l), own[l]) }
      }
    }
    takeLogarithm(p)
    logarithm +=
      NormalDistribution.logDensity(u / v.squareRoot())
      - 0.5 * .log(v)
    first[other] += u / v
    first[other + 1] += 0.5 * (u * u / v - 1) / v
    add(other, other, -1 / v)
    add(other, other + 1, -u / (v * v))
    add(other + 1, other + 1, (0.5 - u * u / v) / (v * v))
    return true
  }

  // MARK: - Two continuous variables

  /// With S the inverse of the covariances, z = Su and E the places of a
  /// covariance: ½zᵀEz − ½tr(SE), and ½tr(SESE) − zᵀESEz.
  private func setNormal() {
    let (v, w, c) = (variances.0, variances.1, covariance)
    let determinant = v * w - c * c
    let (above, below) = (
      SIMD2(w, -c) / determinant, SIMD2(-c, v) / determinant
    )
    let deviation = SIMD2(values[0], values[2])
    let z = SIMD2((above * deviation).sum(), (below * deviation).sum())
    logarithm =
      -.log(2 * .pi) - 0.5 * .log(determinant) - 0.5 * (deviation * z).sum()
    func row(_ a: Int) -> SIMD2<Double> { a == 0 ? above : below }
    // Ez and a row of SE, of both variances and of the covariance.
    func turned(_ k: Int) -> SIMD2<Double> {
      switch k {
      case 0: SIMD2(z.x, 0)
      case 1: SIMD2(0, z.y)
      default: SIMD2(z.y, z.x)
      }
    }
    func product(_ k: Int, _ a: Int) -> SIMD2<Double> {
      switch k {
      case 0: SIMD2(row(a).x, 0)
      case 1: SIMD2(0, row(a).y)
      default: SIMD2(row(a).y, row(a).x)
      }
    }
    func place(_ k: Int) -> Int { k < 2 ? 1 + 2 * k : 4 }
    for k in 0..<2 {
      first[2 * k] = z[k]
      for l in 0...k { add(2 * k, 2 * l, -row(k)[l]) }
    }
    for k in 0..<3 {
      let own = turned(k)
      let trace = product(k, 0).x + product(k, 1).y
      first[place(k)] = 0.5 * ((z * own).sum() - trace)
      for m in 0..<2 { add(2 * m, place(k), -(row(m) * own).sum()) }
      for l in 0...k {
        var value = 0.0
        for a in 0..<2 {
          for b in 0..<2 {
            value += 0.5 * product(k, a)[b] * product(l, b)[a]
          }
          value -= own[a] * (row(a) * turned(l)).sum()
        }
        add(place(k), place(l), value)
      }
    }
  }
}
