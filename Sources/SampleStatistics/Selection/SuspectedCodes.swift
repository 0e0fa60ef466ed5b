internal import LinearAlgebra
internal import RealModule

/// Values of variables that look like codes of missing values nobody declared.
///
/// A code is written with nines (`9`, `-99`, `999`, `99.9`), with one digit
/// repeated or a neighbour of nines (`-7`, `88`, `98`), or is a small negative
/// number; it lies at an end of the values; and it lies far from the others:
///
/// - by three quarters of their range if it is repeated, by three times it if it
///   stands once;
/// - repeated and of two digits or more, or 8 or 9 among fractions, by ten times
///   the mean distance between neighbours among the outermost tenth of the
///   others, by two units and by a fifth of their range: e⁻¹⁰ is the probability of such a distance where
///   tails are exponential;
/// - below 0, of two digits and more or a repeated -8 or -9, where all others
///   are not.
///
/// Any number is a code that is repeated and lies twenty times the range of all
/// others away, such as the smallest number of a program.
///
/// Single digits beside ratings are the matter of `RatingScale`, which looks at
/// all columns. Codes are fewer than other values. Prices that end in 9 are
/// none.
struct SuspectedCodes {
  /// The values with how often each occurs, from the smallest.
  private(set) var found: [(value: Double, count: Int)] = []

  private init(found: [(value: Double, count: Int)]) { self.found = found }

  /// Looks at the columns of a model; NaN are passed over.
  ///
  /// - Parameter columns: The values of each column.
  /// - Returns: The codes of each column.
  static func all(in columns: [[Double]]) -> [SuspectedCodes] {
    let tallies = columns.map(Tally.init)
    let scale = RatingScale(tallies.map(\.ratings))
    return tallies.indices.map { index in
      guard tallies[index].mayHoldCodes else {
        return SuspectedCodes(found: [])
      }
      return SuspectedCodes(columns[index], tallies[index], scale)
    }
  }

  private init(_ values: [Double], _ tally: Tally, _ scale: RatingScale) {
    let sorted = values.filter(\.isFinite).sorted()
    let total = sorted.count
    var rest: [(value: Double, count: Int)] = []
    for value in sorted {
      if rest.last?.value == value {
        rest[rest.count - 1].count += 1
      } else {
        rest.append((value, 1))
      }
    }
    for _ in 0..<2 {
      for isLow in [true, false] {
        let taken = Self.codes(
          atLowEnd: isLow, of: rest, total: total, areRatings: tally.ratings)
        guard taken > 0 else { continue }
        if isLow {
          found += rest.prefix(taken)
          rest.removeFirst(taken)
        } else {
          found += rest.suffix(taken)
          rest.removeLast(taken)
        }
      }
    }
    if tally.ratings != nil, let first = scale.firstCode {
      let own = rest.filter { $0.value >= Double(first) && $0.value < 10 }
      if rest.last?.value ?? 0 < 10 { found += own }
    }
    found.sort { $0.value < $1.value }
  }

  /// The number of the outermost values that are codes.
  private static func codes(
    atLowEnd isLow: Bool, of values: [(value: Double, count: Int)], total: Int,
    areRatings ratings: [Int]?
  ) -> Int {
    let ordered = isLow ? values : values.reversed()
    var taken = 0
    var count = 0
    for position in 0..<min(4, max(ordered.count - 1, 0)) {
      let candidate = ordered[position]
      guard isCode(candidate.value) else {
        if position == 0, isRemote(ordered), candidate.count * 2 < total {
          taken = 1
        }
        break
      }
      count += candidate.count
      guard count * 2 < total else { break }
      // A digit below all others is one of them.
      if isLow, candidate.value >= 0, candidate.value < 10 { break }
      // Beside a single value, a code is the exception.
      if position == ordered.count - 2 {
        guard candidate.value.magnitude >= 10, count * 5 < total,
          !isLow || candidate.value < 0
        else { break }
      }
      // Single digits beside ratings have rules of their own.
      if let ratings, candidate.value.magnitude < 8 || candidate.value >= 0,
        candidate.value.magnitude < 10
      {
        if position == 0, candidate.value < 0,
          RatingScale.isCode(
            negative: Int(candidate.value), count: count, beside: ratings)
        {
          taken = 1
        }
        break
      }
      let rest = Rest(
        isLow
          ? Array(ordered[(position + 1)...])
          : ordered[(position + 1)...].reversed())
      if rest.isFar(
        candidate.value, count: count,
        isRepeated: candidate.count > 1,
        isSingleDigit: ordered[0].value.magnitude < 10)
      {
        taken = position + 1
      }
    }
    return taken
  }

  /// Whether the outermost value is repeated, and twenty times the range of
  /// the others away from them.
  private static func isRemote(_ ordered: [(value: Double, count: Int)])
    -> Bool
  {
    guard ordered.count > 2, ordered[0].count > 1 else { return false }
    return abs(ordered[0].value - ordered[1].value)
      > remoteness * abs(ordered[1].value - ordered[ordered.count - 1].value)
  }

  private static let remoteness = 20.0

  /// Whether a number is written as codes are.
  static func isCode(_ value: Double) -> Bool {
    let magnitude = value.magnitude
    guard magnitude < 1e7 else { return false }
    if magnitude < 10, magnitude == magnitude.rounded() {
      return value < 0 ? magnitude >= 1 : magnitude >= 7
    }
    guard hasDigitsOfCode(magnitude) else { return false }
    let digits = "\(magnitude)".split(separator: ".")
    var text = digits.joined()
    if digits.count == 2, digits[1] == "0" { text = String(digits[0]) }
    guard text.count > 1, let first = text.first else { return false }
    if text.allSatisfy({ $0 == first }) { return ("7"..."9").contains(first) }
    return text.dropLast().allSatisfy { $0 == "9" }
      && ("6"..."8").contains(text.last ?? "0")
      && magnitude == magnitude.rounded()
  }
}

extension SuspectedCodes {
  /// The results of one pass over a column.
  private struct Tally {
    /// Whether an end of the values is written as codes are.
    let mayHoldCodes: Bool
    /// The number of times that each rating from 0 to the largest occurs, if
    /// all values but codes of two digits and negative ones are ratings.
    let ratings: [Int]?

    init(_ values: [Double]) {
      let range = ValueRange(values)
      let ratings = Self.ratings(values)
      let isFree = ratings == nil
      mayHoldCodes =
        range.varies
        && (SuspectedCodes.isCode(range.low)
          && !(isFree && Self.isCrowded(values, range, atLowEnd: true))
          || SuspectedCodes.isCode(range.high)
            && !(isFree && Self.isCrowded(values, range, atLowEnd: false))
          || Self.isAlone(values, range, atLowEnd: true)
          || Self.isAlone(values, range, atLowEnd: false))
      self.ratings = ratings
    }

    /// Whether no value at an end lies far from the others: each of the
    /// outermost four is nearer to the next one than a fifth of the range of the
    /// rest.
    private static func isCrowded(
      _ values: [Double], _ range: ValueRange, atLowEnd isLow: Bool
    ) -> Bool {
      // A digit at the low end is no code; what is below 0 may be one at any
      // distance.
      if isLow, range.low < 10 { return range.low >= 0 }
      // The five outermost values, with the low end turned up.
      let sign = isLow ? -1.0 : 1.0
      var ends = [Double](repeating: -.infinity, count: 5)
      for value in values where value.isFinite && sign * value > ends[4] {
        let own = sign * value
        guard !ends.contains(own) else { continue }
        var place = 4
        while place > 0, ends[place - 1] < own {
          ends[place] = ends[place - 1]
          place -= 1
        }
        ends[place] = own
      }
      let other = isLow ? -range.high : range.low
      return ends[4] > -.infinity
        && (0..<4).allSatisfy { place in
          ends[place] - ends[place + 1] < 0.19 * (ends[place + 1] - other)
        }
    }

    /// Whether a value at an end is far from all others.
    private static func isAlone(
      _ values: [Double], _ range: ValueRange, atLowEnd isLow: Bool
    ) -> Bool {
      let part = (range.high - range.low) / (remoteness + 1)
      for value in values where value.isFinite {
        let isBetween =
          isLow
          ? value > range.low && value < range.high - part
          : value < range.high && value > range.low + part
        if isBetween { return false }
      }
      return true
    }

    private static func ratings(_ values: [Double]) -> [Int]? {
      var counts = [Int](repeating: 0, count: RatingScale.largest + 1)
      for value in values where value.isFinite {
        if value >= 0, value <= Double(RatingScale.largest),
          value == Double(Int(value))
        {
          counts[Int(value)] += 1
        } else if value != value.rounded() || !SuspectedCodes.isCode(value) {
          return nil
        }
      }
      let isScale =
        counts[0] + counts[1] > 0 && counts.count { $0 > 0 } > 1
      return isScale ? counts : nil
    }
  }

  /// Whether the first two digits are those of a code: two sevens, eights or
  /// nines, or a nine before a six and more.
  ///
  /// Most numbers are told apart here, without being written.
  private static func hasDigitsOfCode(_ magnitude: Double) -> Bool {
    guard magnitude > 0 else { return false }
    let scale = Double.pow(10, 1 - Double.log10(magnitude).rounded(.down))
    // Rounding must not lose a digit.
    let digits = (magnitude * scale + 1e-6).rounded(.down)
    return [77, 88, 99, 96, 97, 98, 100].contains(digits)
  }
}

/// The values beside those that may be codes, from the smallest.
private struct Rest {
  private let values: [(value: Double, count: Int)]
  private let low: Double
  private let high: Double

  init(_ values: [(value: Double, count: Int)]) {
    self.values = values
    low = values[0].value
    high = values[values.count - 1].value
  }

  private var range: Double { high - low }

  private var areWhole: Bool {
    values.allSatisfy { $0.value == $0.value.rounded() }
  }

  /// Whether most values end in 9, as prices do.
  private var endInNine: Bool {
    let endings = values.filter {
      "\($0.value)".hasSuffix("9")
        || "\($0.value)".hasSuffix("9.0")
    }
    return values.count > 2 && endings.count * 2 > values.count
  }

  /// Whether a code, with those beyond it, is far from the values.
  ///
  /// - Parameters:
  ///   - code: The code.
  ///   - count: How often it and those beyond it occur.
  ///   - isRepeated: Whether it occurs more than once itself.
  ///   - isSingleDigit: Whether the outermost of them has one digit.
  /// - Returns: True if it is.
  func isFar(
    _ code: Double, count: Int, isRepeated: Bool, isSingleDigit: Bool
  ) -> Bool {
    let gap = code < low ? low - code : code - high
    guard gap > 0 else { return false }
    if isRepeated, !isSingleDigit || code.magnitude >= 8 && !areWhole,
      let spacing = tailSpacing(above: code > high), gap >= 10 * spacing,
      gap >= max(2, range / 5)
    {
      return !endInNine
    }
    return isFar(code, gap: gap, count: count, isSingleDigit: isSingleDigit)
      && !endInNine
  }

  private func isFar(
    _ code: Double, gap: Double, count: Int, isSingleDigit: Bool
  ) -> Bool {
    let areWhole = areWhole
    // Next to whole numbers, the next whole number is one of them.
    if areWhole, gap < 2 { return false }
    if gap >= 3 * range || count > 1 && gap >= 0.75 * range {
      return !isSingleDigit || count > 1 || !areWhole
    }
    guard code < 0, low >= 0 else { return false }
    if code.magnitude >= 10 { return !isSingleDigit }
    // Small negative numbers are values of growth, change and temperature.
    return code.magnitude >= 8 && count > (areWhole ? 1 : 2)
      && gap >= 2 * firstSpacing
  }

  /// The mean distance between neighbours among the outermost tenth of the
  /// cases, five at least; `nil` for fewer cases than thirty.
  private func tailSpacing(above: Bool) -> Double? {
    let total = values.reduce(0) { $0 + $1.count }
    guard total >= 30 else { return nil }
    let wanted = max(total / 10, 5)
    var seen = 0
    for (value, count) in above ? values.reversed() : values {
      seen += count
      if seen > wanted {
        let width = above ? high - value : value - low
        return width > 0 ? width / Double(wanted) : nil
      }
    }
    return nil
  }

  /// The largest of the first steps between the values.
  private var firstSpacing: Double {
    let first = values.prefix(6).map(\.value)
    return zip(first, first.dropFirst()).map { $1 - $0 }.max() ?? 0
  }
}
