import RealModule
import TestSupport

/// Data files as people have them: ratings of several scales with floors,
/// ceilings and extreme answers, counts, ages, scores, measurements.
struct QuestionnaireGenerator {
  /// The kinds of column.
  enum Kind: CaseIterable {
    /// Ratings from 1 to the number of answers.
    case four, five, six, seven, nine
    /// Ratings from 0 to 10.
    case zeroToTen
    /// Yes and no as 1 and 0, or 1 and 2.
    case binary
    /// Ratings around 0.
    case bipolar
    /// Counts with a tail.
    case counts
    /// Ages in years.
    case ages
    /// Scores from 0 to 100.
    case scores
    /// Standardized measurements.
    case measurements
    /// Incomes with a long tail, in thousands.
    case incomes
    /// Means of ratings.
    case means
  }

  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A whole number of a range.
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// A number from 0 to 1.
  mutating func uniform() -> Double { generator.uniform() }

  private mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += generator.uniform() }
    return sum
  }

  /// Columns that share a scale, as the items of a questionnaire do, of a
  /// common factor.
  mutating func items(_ kind: Kind, columns: Int, cases: Int) -> [[Double]] {
    let difficulty = 2 * normal()
    let extremity = generator.uniform() < 0.3 ? generator.uniform() * 0.3 : 0
    let factor = (0..<cases).map { _ in normal() }
    return (0..<columns).map { _ in
      let own = difficulty + 0.7 * normal()
      let spread = 0.5 + generator.uniform()
      return factor.map { value in
        answer(
          kind, at: own + spread * (0.7 * value + 0.7 * normal()),
          isExtreme: generator.uniform() < extremity)
      }
    }
  }

  private mutating func answer(
    _ kind: Kind, at position: Double, isExtreme: Bool
  ) -> Double {
    func rating(_ low: Int, _ high: Int) -> Double {
      if isExtreme { return Double(position < 0 ? low : high) }
      let width = Double(high - low + 1)
      let place = Double(low) + ((position / 4 + 0.5) * width).rounded(.down)
      return min(max(place, Double(low)), Double(high))
    }
    switch kind {
    case .four: return rating(1, 4)
    case .five: return rating(1, 5)
    case .six: return rating(1, 6)
    case .seven: return rating(1, 7)
    case .nine: return rating(1, 9)
    case .zeroToTen: return rating(0, 10)
    case .binary: return rating(0, 1)
    case .bipolar: return rating(-3, 3)
    case .counts:
      // Negative binomial with a size of 1: geometric, the tail is long.
      let mean = Double.exp(0.4 * position)
      let draw = Double.log(generator.uniform())
      return (draw / Double.log(mean / (1 + mean))).rounded(.down)
    case .ages: return (18 + 12 * Double.exp(0.5 * position)).rounded()
    case .scores: return min(max((60 + 15 * position).rounded(), 0), 100)
    case .measurements: return (position * 1000).rounded() / 1000
    case .incomes: return (30 * Double.exp(0.7 * position)).rounded()
    case .means: return ((3 + 0.8 * position) * 4).rounded() / 4
    }
  }

  /// Replaces values of columns by a code.
  ///
  /// - Parameters:
  ///   - code: The code.
  ///   - share: The share of cases that have it.
  ///   - columns: The columns; each gets two codes at least.
  mutating func put(
    _ code: Double, share: Double, into columns: inout [[Double]]
  ) {
    for column in columns.indices {
      let cases = columns[column].count
      let count = max(2, Int((share * Double(cases)).rounded()))
      for _ in 0..<count {
        columns[column][integer(in: 0...(cases - 1))] = code
      }
    }
  }
}
