/// The number of iterations that searches may take after a failed one, so that
/// a fit that fails takes about ten times as long as one that does not.
///
/// An iteration's time grows as the square of the number of parameters, and of
/// many parameters faster; the number of iterations alone decides, so that
/// results do not depend on the machine. Small models are not limited by it.
struct SearchBudget {
  /// The iterations that are left.
  private(set) var remaining: Int

  /// The iterations that a number of parameters allows.
  ///
  /// - Parameters:
  ///   - parameterCount: The arguments of the search.
  ///   - likelihoodCases: The incomplete cases whose likelihood is maximized.
  init(parameterCount: Int, likelihoodCases: Int = 0) {
    let share = max(1, Double(likelihoodCases) / Self.usualCases)
    let order = Double(max(1, parameterCount))
    remaining = Int(Self.total / (order * order * share))
  }

  /// Whether no further search begins.
  var isSpent: Bool { remaining <= 0 }

  /// The most iterations of the next search: enough for one that goes well.
  ///
  /// - Parameter usual: The most that a search has otherwise.
  /// - Returns: The number.
  func limit(_ usual: Int) -> Int { min(usual, max(remaining, Self.least)) }

  /// Takes off what a search has taken.
  mutating func spend(_ iterations: Int) { remaining -= iterations }

  /// 2000 iterations of 75 parameters, as 30 indicators of six factors have.
  private static let total = 11_250_000.0
  private static let usualCases = 300.0
  private static let least = 60
}
