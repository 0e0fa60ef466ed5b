internal import RealModule

/// Codes of missing values among ratings: whole numbers from 0 or 1 up to 11
/// at most, whose scale the columns of a model tell together.
///
/// A code such as 9 is told from the end of a scale by the hole before it. The
/// probabilities of neighbouring ratings of one scale vary smoothly: where they
/// are log-concave, pᵢ² ≥ pᵢ₋₁ pᵢ₊₁, the frequencies in a hole of g - 1 values
/// between a value that a cases have and a code that k cases have are expected
/// to be λ = Σᵢ a^(1 - i/g) k^(i/g) at least, i from 1 to g - 1, and the hole is
/// empty with a probability of exp(-λ) at most. Ends of scales attract answers,
/// and so λ is multiplied by 0.4; it is summed over the columns that hold the
/// code, and the probability has to be below 0.02.
///
/// The hole has to be one in all columns: where another column goes up to the
/// code without a hole, the code is an answer, and where one ends right before
/// it, it probably is. Eights and nines, which end few scales, are codes too if
/// they are so frequent that a tail that does not rise would have filled the
/// hole: g^(-k) below 0.01. A small negative number is a code if it is the only
/// one, occurs more than once, and the ratings go on more than twice as far on
/// the other side, as those around 0 do not.
struct RatingScale {
  /// The largest rating.
  static let largest = 11
  /// The part of the expected frequencies that the ends of scales leave.
  private static let share = 0.4

  /// The smallest value that is a code; `nil` if none is.
  private(set) var firstCode: Int?

  /// Looks at columns.
  ///
  /// - Parameter counts: How often the ratings from 0 on occur in each column
  ///   of ratings; `nil` for other columns.
  init(_ counts: [[Int]?]) {
    let columns = counts.compactMap(\.self)
    let used = (0...Self.largest).filter { value in
      columns.contains { $0[value] > 0 }
    }
    guard let highest = used.last, (7...9).contains(highest) else {
      // Scales from 0 to 10 have no single digit for a code.
      firstCode = columns.isEmpty ? nil : Self.codeOfShortScales(columns)
      return
    }
    firstCode = Self.code(columns)
  }

  /// Codes of columns of short scales beside others that go up to 10 or 11.
  private static func codeOfShortScales(_ columns: [[Int]]) -> Int? {
    code(columns.filter { $0[10] == 0 && $0[11] == 0 })
  }

  private static func code(_ columns: [[Int]]) -> Int? {
    (7...9).first { code in
      let holders = columns.filter { $0[code] > 0 }
      return !holders.isEmpty && isCode(code, holders, all: columns)
    }
  }

  private static func isCode(
    _ code: Int, _ holders: [[Int]], all columns: [[Int]]
  ) -> Bool {
    var expected = 0.0
    var smallestHole = Int.max
    var isFilled = true
    var decay = 0.0
    for counts in holders {
      guard let before = (0..<code).last(where: { counts[$0] > 0 }) else {
        return false
      }
      let hole = code - before
      guard hole > 1 else { return false }
      smallestHole = min(smallestHole, hole)
      let beyond = counts[code...].reduce(0, +)
      guard beyond * 2 < counts.reduce(0, +) else { return false }
      expected += expectation(counts[before], beyond, hole: hole)
      decay += Double(beyond) * Double.log(Double(hole))
      isFilled = isFilled && isComplete(counts, upTo: before)
    }
    // Columns that end where the code would.
    var endsBefore = false
    for counts in columns where counts[code] == 0 {
      let last = counts.lastIndex { $0 > 0 } ?? 0
      endsBefore = endsBefore || last == code - 1
    }
    if endsBefore, smallestHole < 3 || expected < 40 { return false }
    return share * expected > -Double.log(0.02)
      || code > 7 && isFilled && decay > Double.log(100)
  }

  private static func isComplete(_ counts: [Int], upTo last: Int) -> Bool {
    let first = counts.firstIndex { $0 > 0 } ?? 0
    return last > first && counts[first...last].allSatisfy { $0 > 0 }
  }

  /// The frequencies that are expected in a hole at least.
  private static func expectation(_ inside: Int, _ outside: Int, hole: Int)
    -> Double
  {
    let (a, k) = (Double.log(Double(inside)), Double.log(Double(outside)))
    var sum = 0.0
    for step in 1..<hole {
      let part = Double(step) / Double(hole)
      sum += Double.exp(a * (1 - part) + k * part)
    }
    return sum
  }

  /// Whether a small negative number beside ratings is a code.
  ///
  /// - Parameters:
  ///   - code: The number.
  ///   - count: How often it occurs.
  ///   - counts: How often the ratings from 0 on occur.
  /// - Returns: True if it is one.
  static func isCode(negative code: Int, count: Int, beside counts: [Int])
    -> Bool
  {
    guard count > 1, let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 }), first - code > 1,
      last > -2 * code
    else { return false }
    return expectation(counts[first], count, hole: first - code) > 4
  }
}
