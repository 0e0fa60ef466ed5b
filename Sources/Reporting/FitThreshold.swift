/// A conventional threshold of a fit index.
///
/// Good fit follows Hu and Bentler (1999), Structural Equation Modeling 6,
/// 1-55; the weaker levels are those in common use (Browne and Cudeck, 1993,
/// for RMSEA; Marsh and Hocevar, 1985, for χ²/df). They are conventions.
struct FitThreshold {
  /// What an index reaches.
  enum Verdict: String {
    case met
    case acceptable
    case notMet = "not met"
  }

  let isUpper: Bool
  let good: Double
  let acceptable: Double
  /// The threshold as the table shows it.
  let text: String

  func verdict(_ value: Double) -> Verdict {
    let reaches = { (limit: Double) in
      self.isUpper ? value <= limit : value >= limit
    }
    if reaches(good) { return .met }
    return reaches(acceptable) ? .acceptable : .notMet
  }

  static let chiSquareRatio = FitThreshold(
    isUpper: true, good: 3, acceptable: 5, text: "<= 3 (5)")
  static let comparative = FitThreshold(
    isUpper: false, good: 0.95, acceptable: 0.90, text: ">= .95 (.90)")
  static let rmsea = FitThreshold(
    isUpper: true, good: 0.06, acceptable: 0.08, text: "<= .06 (.08)")
  static let srmr = FitThreshold(
    isUpper: true, good: 0.08, acceptable: 0.10, text: "<= .08 (.10)")
}
