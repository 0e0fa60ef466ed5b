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
    guard let conflict = conflict(among: statements) else { return nil }
    let names = conflict.map { statements[$0].name }
    if names.count == 1 {
      return LatentError(
        code: .constraintsContradictory,
        message: "The constraint \(names[0]) cannot hold: its parameters are "
          + "fixed to other values.",
        remedy: "Remove it, or free one of its parameters.")
    }
    return LatentError(
      code: .constraintsContradictory,
      message: "No parameter values meet these constraints together: "
        + "\(listing(names, limit: 12)).",
      remedy: "Remove or change one of them.")
  }

  private static func conflict(among statements: [LinearStatement]) -> [Int]? {
    let parameters = Set(statements.flatMap { $0.coefficients.keys }).sorted()
    let place = Dictionary(
      uniqueKeysWithValues: parameters.enumerated().map { ($1, $0) })
    let rows = statements.map { statement in
      let terms = statement.coefficients.compactMap { parameter, value in
        place[parameter].map { (place: $0, value: value) }
      }.sorted { $0.place < $1.place }
      let square = terms.reduce(0) { $0 + $1.value * $1.value }
      let size = square > 0 ? square.squareRoot() : 1
      return LinearConflict.Row(
        places: terms.map(\.place), values: terms.map { $0.value / size },
        bound: -statement.constant / size, isEquality: statement.isEquality)
    }
    return LinearConflict.find(among: rows, count: parameters.count)
  }
}
