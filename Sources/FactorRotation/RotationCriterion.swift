package import LinearAlgebra
internal import Messages
internal import RealModule

/// Criteria of simple structure, which rotations minimize.
///
/// Values and gradients are those of Bernaards & Jennrich (2005), where others
/// are not named, but for constants.
public enum RotationCriterion: Sendable, Hashable {
  /// The Crawford–Ferguson family (1970): (1 − κ) of the complexity of rows and
  /// κ of that of columns.
  case crawfordFerguson(kappa: Double)
  /// Oblimin (Jennrich & Sampson, 1966); γ = 0 is quartimin.
  case oblimin(gamma: Double)
  /// The orthomax family: γ = 0 is quartimax, 1 varimax.
  case orthomax(gamma: Double)
  /// Geomin (Yates, 1987), with a small number added to squared loadings.
  case geomin(epsilon: Double)
  /// Infomax (McKeon, 1968).
  case infomax
  /// Minimum entropy (Jennrich, 2004).
  case entropy
  /// McCammon's ratio of entropies (1966).
  case mccammon
  /// Bentler's invariant pattern simplicity (1977).
  case bentler
  /// Oblimax.
  case oblimax
  /// Simplimax (Kiers, 1994): the squares of the `zeros` smallest loadings.
  case simplimax(zeros: Int)
  /// Comrey's tandem criteria (1967), the first and the second.
  case tandem(second: Bool)
  /// A target, whose NaN are left free (Browne, 1972).
  case target([[Double]])
  /// Bifactor rotations (Jennrich & Bentler, 2011): a criterion on all columns
  /// but the first.
  indirect case bifactor(RotationCriterion)

  /// Varimax as a member of the Crawford–Ferguson family.
  public static func crawfordFergusonVarimax(variables p: Int) -> Self {
    .crawfordFerguson(kappa: 1 / Double(p))
  }

  /// Equamax.
  public static func equamax(variables p: Int, factors m: Int) -> Self {
    .crawfordFerguson(kappa: Double(m) / (2 * Double(p)))
  }

  /// Parsimax.
  public static func parsimax(variables p: Int, factors m: Int) -> Self {
    .crawfordFerguson(kappa: Double(m - 1) / Double(p + m - 2))
  }

  /// Whether columns may change their signs without a change of the value.
  var isEvenInColumns: Bool {
    if case .target(let target) = self {
      target.allSatisfy { $0.allSatisfy { $0.isNaN || $0 == 0 } }
    } else {
      true
    }
  }

  /// Refuses a criterion that some numbers of variables and factors leave
  /// without meaning.
  func require(_ variables: Int, _ factors: Int) throws(LatentError) {
    guard case .simplimax(let zeros) = self,
      !(1..<variables * factors).contains(zeros)
    else { return }
    throw LatentError(
      kind: .fit, code: .impossibleRotation,
      message: "Simplimax cannot make \(counted(zeros, "loading")) small: "
        + "\(counted(variables, "variable")) and "
        + "\(counted(factors, "factor")) have \(variables * factors).",
      remedy: "Give `simplimax-zeros` a smaller number; "
        + "\(variables * (factors - 1)) leave each variable one factor.")
  }

  /// The criterion's value and its derivatives by the loadings.
  package func evaluate(_ l: Matrix) -> (value: Double, gradient: Matrix) {
    switch self {
    case .infomax: Entropies(l).infomax
    case .entropy: Entropies(l).entropy
    case .mccammon: Entropies(l).mccammon
    case .bentler: Self.bentler(l)
    case .oblimax: Self.oblimax(l)
    case .simplimax(let zeros): Self.simplimax(l, zeros)
    case .tandem(let isSecond): Self.tandem(l, isSecond)
    case .bifactor(let inner): Self.bifactor(l, inner)
    case .crawfordFerguson, .oblimin, .orthomax, .geomin, .target: inPlace(l)
    }
  }

  /// Writes the derivatives by the loadings.
  ///
  /// - Returns: The criterion's value.
  func evaluate(
    _ l: borrowing MatrixBuffer, derivatives: borrowing MatrixBuffer
  ) -> Double {
    let p = Double(l.rows)
    switch self {
    case .crawfordFerguson(let kappa):
      return Self.complexity(
        l, row: 1 - kappa, column: kappa, total: 0, derivatives: derivatives)
    case .oblimin(let gamma):
      return Self.complexity(
        l, row: 1, column: gamma / p, total: -gamma / p,
        derivatives: derivatives)
    case .orthomax(let gamma):
      return Self.complexity(
        l, row: 0, column: gamma / p, total: 0, derivatives: derivatives)
    case .geomin(let epsilon):
      return Self.geomin(l, epsilon, derivatives: derivatives)
    case .target(let target):
      return Self.distance(l, from: target, derivatives: derivatives)
    case .infomax, .entropy, .mccammon, .bentler, .oblimax, .simplimax,
      .tandem, .bifactor:
      let found = evaluate(Matrix(l))
      derivatives.copy(from: found.gradient.elements)
      return found.value
    }
  }

  /// The value and the derivatives of a criterion that writes in place.
  private func inPlace(_ l: Matrix) -> (Double, Matrix) {
    let derivatives = MatrixBuffer(rows: l.rows, columns: l.columns)
    let value = evaluate(MatrixBuffer(l), derivatives: derivatives)
    return (value, Matrix(derivatives))
  }

  private static func bentler(_ l: Matrix) -> (Double, Matrix) {
    let squares = l.squared
    let product = squares.transposed * squares
    let diagonal = product.diagonal
    guard let (inverse, logDeterminant) = product.choleskyInverse() else {
      return (.infinity, l)
    }
    var difference = inverse
    var value = logDeterminant
    for j in 0..<l.columns {
      difference[j, j] -= 1 / diagonal[j]
      value -= Double.log(diagonal[j])
    }
    return (-value / 4, (-1 * l).times(squares * difference))
  }

  private static func oblimax(_ l: Matrix) -> (Double, Matrix) {
    let squares = l.elements.reduce(0) { $0 + $1 * $1 }
    let fourths = l.elements.reduce(0) { $0 + $1 * $1 * $1 * $1 }
    var gradient = l
    for i in 0..<l.rows {
      for j in 0..<l.columns {
        let own = l[i, j]
        gradient[i, j] = -(4 * own * own * own / fourths - 4 * own / squares)
      }
    }
    return (-(Double.log(fourths) - 2 * Double.log(squares)), gradient)
  }

  private static func simplimax(_ l: Matrix, _ zeros: Int) -> (Double, Matrix) {
    let squares = l.elements.map { $0 * $0 }
    let limit = squares.sorted()[min(max(zeros, 1), squares.count) - 1]
    var value = 0.0
    var elements = l.elements
    for index in elements.indices {
      if squares[index] <= limit {
        value += squares[index]
        elements[index] *= 2
      } else {
        elements[index] = 0
      }
    }
    return (
      value, Matrix(rows: l.rows, columns: l.columns, elements: elements)
    )
  }

  private static func tandem(_ l: Matrix, _ isSecond: Bool) -> (
    Double, Matrix
  ) {
    let squares = l.squared
    let common = l * l.transposed
    var weight = common.squared
    if isSecond {
      weight = Matrix(
        rows: weight.rows, columns: weight.columns,
        elements: weight.elements.map { 1 - $0 })
    }
    let inner = weight * squares
    let value = squares.times(inner).elements.reduce(0, +)
    let first = 4 * l.times(inner)
    let second = 4 * (common.times(squares * squares.transposed) * l)
    return isSecond
      ? (value, first - second)
      : (-value, -1 * (first + second))
  }

  private static func bifactor(_ l: Matrix, _ inner: RotationCriterion) -> (
    Double, Matrix
  ) {
    let rows = Array(0..<l.rows)
    let found = inner.evaluate(
      l.submatrix(rows: rows, columns: Array(1..<l.columns)))
    var gradient = Matrix(rows: l.rows, columns: l.columns)
    for i in rows {
      for j in 1..<l.columns { gradient[i, j] = found.gradient[i, j - 1] }
    }
    return (found.value, gradient)
  }
}

extension Matrix {
  /// The squares of the elements.
  var squared: Matrix {
    Matrix(rows: rows, columns: columns, elements: elements.map { $0 * $0 })
  }

  /// The elementwise product.
  func times(_ other: Matrix) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      elements: zip(elements, other.elements).map { $0 * $1 })
  }
}
