import RealModule

/// The greatest distance of a value from a reference in full precision.
struct Tolerance {
  /// The part that grows with the reference.
  let relative: Double
  /// The part that does not.
  let absolute: Double

  /// The distance allowed from a reference: the larger of the parts.
  func width(at reference: Double) -> Double {
    max(relative * abs(reference), absolute)
  }

  /// Estimates, standardized estimates, R², moments.
  static let estimate = Tolerance(relative: 1e-6, absolute: 1e-7)
  /// Factor scores: differences of data and means that may cancel.
  static let score = Tolerance(relative: 1e-6, absolute: 1e-6)
  /// Standard errors.
  ///
  /// References of observed information and of standardized values rest on
  /// numerical derivatives.
  static let standardError = Tolerance(relative: 1e-5, absolute: 1e-7)
  /// The ends of intervals, which hold both.
  static let interval = Tolerance(relative: 1e-5, absolute: 1e-6)
  /// z values and standardized residuals.
  static let ratio = Tolerance(relative: 1e-5, absolute: 1e-6)
  /// Test statistics and fit measures.
  static let measure = Tolerance(relative: 1e-6, absolute: 1e-6)
  /// p values.
  static let probability = Tolerance(relative: 0, absolute: 1e-6)

  /// The tolerance of a parameter's column.
  static func column(_ name: String) -> Tolerance {
    switch name {
    case "se", "std_lv_se", "std_all_se", "std_nox_se": .standardError
    case "ci_lower", "ci_upper": .interval
    case "z": .ratio
    case "pvalue": .probability
    default: .estimate
    }
  }

  /// The tolerance of a fit measure.
  static func fitMeasure(_ name: String) -> Tolerance {
    name.contains("pvalue") ? .probability : .measure
  }

  /// Half of the last digit of a printed figure; `nil` if it is not a number.
  ///
  /// A little more is allowed: the reference has been rounded from a number
  /// that may itself lie at the half.
  static func printed(_ text: String) -> (value: Double, width: Double)? {
    let figure = text.hasPrefix(".") ? "0" + text : text
    guard let value = Double(figure), value.isFinite else { return nil }
    let mantissa = figure.lowercased().split(separator: "e")
    let decimals =
      mantissa[0].split(separator: ".", omittingEmptySubsequences: false)
      .dropFirst().first?.count ?? 0
    let exponent = mantissa.count > 1 ? Int(mantissa[1]) ?? 0 : 0
    // No finite figure but zero has an exponent beyond these.
    let power = max(-400, min(400, exponent)) - min(decimals, 400)
    let unit = Double.pow(10, Double(power))
    guard unit.isFinite else { return nil }
    return (value, 0.5 * unit * (1 + 1e-6) + abs(value) * 1e-12)
  }
}
