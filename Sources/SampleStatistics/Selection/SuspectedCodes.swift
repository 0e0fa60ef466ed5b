internal import RealModule

/// Values of a variable that look like codes of missing values nobody declared.
///
/// A code is written with nines (`9`, `-99`, `999`, `99.9`), with one digit
/// repeated or a neighbour of nines (`-7`, `88`, `98`), or is a small negative
/// number; it lies at an end of the values; and it lies far from the others:
///
/// - by three quarters of their range if it is repeated, by three times it if it
///   stands once;
/// - by half their range and two units, repeated, where they are ratings from
///   0 or 1 to 8 at most;
/// - by any hole in such ratings if it is so frequent that values of a tail
///   that does not rise would have filled the hole: with g units to the next
///   value all k codes lie on one of g places with a probability of at most
///   g⁻ᵏ, which has to be below 0.01;
/// - below 0, of two digits and more or a repeated -8 or -9, where all others
///   are not.
///
/// Codes are fewer than other values. Prices that end in 9 are none.
struct SuspectedCodes {
  /// The values with how often each occurs, from the smallest.
  private(set) var found: [(value: Double, count: Int)] = []

  /// Looks at values; NaN are passed over.
  init(_ values: some Sequence<Double>) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      if value < low { low = value }
      if value > high { high = value }
    }
    // Almost every variable ends the look here.
    guard low < high, Self.isCode(low) || Self.isCode(high) else { return }
    var counts: [Double: Int] = [:]
    for value in values where value.isFinite { counts[value, default: 0] += 1 }
    var rest = counts.sorted { $0.key < $1.key }
      .map { (value: $0.key, count: $0.value) }
    let total = rest.reduce(0) { $0 + $1.count }
    for _ in 0..<2 {
      for isLow in [true, false] {
        let taken = Self.codes(atLowEnd: isLow, of: rest, total: total)
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
    found.sort { $0.value < $1.value }
  }

  /// How many of the outermost values are codes.
  private static func codes(
    atLowEnd isLow: Bool, of values: [(value: Double, count: Int)], total: Int
  ) -> Int {
    let ordered = isLow ? values : values.reversed()
    var taken = 0
    var count = 0
    for position in 0..<min(4, max(ordered.count - 2, 0)) {
      let candidate = ordered[position]
      guard isCode(candidate.value) else { break }
      count += candidate.count
      guard count * 2 < total else { break }
      let rest = Rest(
        isLow
          ? Array(ordered[(position + 1)...])
          : ordered[(position + 1)...].reversed())
      if rest.isFar(
        candidate.value, count: count,
        isSingleDigit: ordered[0].value.magnitude < 10)
      {
        taken = position + 1
      }
    }
    return taken
  }

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
  /// Whether the first two digits are those of a code: two sevens, eights or
  /// nines, or a nine before a six and more.
  ///
  /// Most numbers are told apart here, without being written.
  private static func hasDigitsOfCode(_ magnitude: Double) -> Bool {
    guard magnitude > 0 else { return false }
    let scale = Double.pow(10, 1 - Double.log10(magnitude).rounded(.down))
    // Rounding must not lose a digit.
    let digits = Int((magnitude * scale + 1e-6).rounded(.down))
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
  func isFar(_ code: Double, count: Int, isSingleDigit: Bool) -> Bool {
    let gap = code < low ? low - code : code - high
    guard gap > 0 else { return false }
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
    if areWhole, low >= 0, low <= 1, high <= 8 {
      if count > 1, gap >= range / 2 { return true }
      let isComplete = Double(values.count) == range + 1
      return isComplete && Double(count) * Double.log(gap) > Double.log(100)
    }
    guard code < 0, low >= 0 else { return false }
    if code.magnitude >= 10 { return !isSingleDigit }
    // Small negative numbers are values of growth, change and temperature.
    return code.magnitude >= 8 && count > (areWhole ? 1 : 2)
      && gap >= 2 * firstSpacing
  }

  /// The largest of the first steps between the values.
  private var firstSpacing: Double {
    let first = values.prefix(6).map(\.value)
    return zip(first, first.dropFirst()).map { $1 - $0 }.max() ?? 0
  }
}
