/// The findings of comparing a fit with a reference.
package struct Comparison {
  /// The value that lies furthest off, in units of its tolerance.
  package struct Worst {
    package var ratio: Double
    package var place: String
  }

  /// The number of values compared.
  package private(set) var count = 0
  /// The number of values beyond their tolerance.
  package private(set) var failures = 0
  /// The value that lies furthest off.
  package private(set) var worst: Worst?
  /// The entries of the reference that the fit lacks.
  package private(set) var missing: [String] = []
  /// The entries of the reference that cannot be read.
  package private(set) var malformed: [String] = []

  /// Compares a value; references without a value are passed over.
  ///
  /// - Parameters:
  ///   - value: The fit's value.
  ///   - reference: The reference: a number, or text for a printed figure.
  ///   - tolerance: The tolerance for a number.
  ///   - place: The name of the value in the result.
  mutating func compare(
    _ value: Double?, with reference: ReferenceValue, _ tolerance: Tolerance,
    at place: @autoclosure () -> String
  ) {
    let expected: Double
    let width: Double
    switch reference {
    case .number(let number):
      expected = number
      width = tolerance.width(at: number)
    case .text(let text):
      // `< .001` and its like: any value below.
      if let bound = Self.bound(text) {
        record(
          value.map { $0 < bound ? 0 : .infinity } ?? .infinity, place())
        return
      }
      guard let figure = Tolerance.printed(text) else {
        if Double(text) != nil {
          refuse("\(place()): `\(text)` is not a finite number")
        }
        return
      }
      (expected, width) = figure
    case .none, .list, .members: return
    }
    record(
      value.map { abs($0 - expected) / width } ?? .infinity, place())
  }

  /// Notes something that the fit lacks altogether.
  mutating func lacks(_ place: String) {
    missing.append(place)
    record(.infinity, place)
  }

  /// Notes something in the reference that cannot be read.
  mutating func refuse(_ reason: String) {
    malformed.append(reason)
  }

  private mutating func record(_ ratio: Double, _ place: String) {
    count += 1
    // NaN fails: it compares false.
    if !(ratio <= 1) { failures += 1 }
    let size = ratio.isNaN ? .infinity : ratio
    if size > worst?.ratio ?? -1 { worst = Worst(ratio: size, place: place) }
  }

  private static func bound(_ text: String) -> Double? {
    guard text.hasPrefix("<") else { return nil }
    let figure = text.dropFirst().filter { $0 != " " }
    return Double(figure.hasPrefix(".") ? "0" + figure : figure)
  }
}
