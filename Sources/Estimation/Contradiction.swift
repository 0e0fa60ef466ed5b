internal import LinearAlgebra
internal import Messages
internal import Optimization
internal import Specification

/// A linear statement about the free parameters: Σ aₖθₖ + c is 0, or at
/// least 0.
struct LinearStatement {
  /// The coefficients by parameter.
  var coefficients: [Int: Double]
  /// c.
  var constant: Double
  /// Whether the sum is 0; else it is 0 or more.
  var isEquality: Bool
  /// The statement as messages name it.
  var name: String

  /// Bounds as statements.
  init(_ bound: ParameterSpace.Bound, of row: ParameterRow) {
    let sign: Double = bound.isLower ? 1 : -1
    coefficients = [bound.parameter: sign]
    constant = -sign * bound.value
    isEquality = false
    name =
      "the \(bound.isLower ? "lower" : "upper") bound \(bound.value) of "
      + "'\(row.key)'"
  }

  init(
    coefficients: [Int: Double], constant: Double, isEquality: Bool,
    name: String
  ) {
    self.coefficients = coefficients
    self.constant = constant
    self.isEquality = isEquality
    self.name = name
  }
}

/// Linear statements that no parameter values meet.
enum Contradiction {
  /// The error that names as few contradicting statements as possible.
  ///
  /// - Parameter statements: Equalities, inequalities and bounds.
  /// - Returns: `nil` if some values meet all of them.
  static func error(among statements: [LinearStatement]) -> LatentError? {
    if isFeasible(statements) { return nil }
    // Fewest first statements that cannot be met; the last of them is needed.
    var low = 0
    var high = statements.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if isFeasible(Array(statements[..<middle])) {
        low = middle
      } else {
        high = middle
      }
    }
    var needed = Array(statements[..<high])
    var index = high - 2
    while index >= 0 {
      var others = needed
      others.remove(at: index)
      if !isFeasible(others) { needed = others }
      index -= 1
    }
    let names = needed.map(\.name)
    if names.count == 1 {
      return LatentError(
        code: .constraintsContradictory,
        message: "The constraint \(names[0]) cannot hold: its parameters are "
          + "fixed to other values.",
        remedy: "Remove it, or free one of its parameters.")
    }
    let list =
      names.dropLast().joined(separator: ", ") + " and "
      + (names.last ?? "")
    return LatentError(
      code: .constraintsContradictory,
      message: "No parameter values meet these constraints together: \(list).",
      remedy: "Remove or change one of them.")
  }

  /// Whether some values meet all statements: the nearest ones to the origin
  /// are looked for.
  private static func isFeasible(_ statements: [LinearStatement]) -> Bool {
    let parameters = Set(statements.flatMap { $0.coefficients.keys }).sorted()
    let place = Dictionary(
      uniqueKeysWithValues: parameters.enumerated().map { ($1, $0) })
    let count = max(parameters.count, 1)
    let identity = MatrixBuffer(.identity(count))
    let rows = statements.map { statement in
      var normal = [Double](repeating: 0, count: count)
      var square = 0.0
      for parameter in parameters {
        guard let value = statement.coefficients[parameter],
          let index = place[parameter]
        else { continue }
        normal[index] = value
        square += value * value
      }
      let size = square > 0 ? square.squareRoot() : 1
      return QuadraticProgram.Row(
        normal: normal.map { $0 / size }, bound: -statement.constant / size,
        isEquality: statement.isEquality)
    }
    return QuadraticProgram.solve(
      factor: identity, gradient: [Double](repeating: 0, count: count),
      rows: rows) != nil
  }
}
