import Messages

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The labelled values of an axis: multiples of 1, 2 or 5 times a power of
/// ten, as many as there is room for.
package struct AxisTicks: Hashable {
  /// The values.
  package let values: [Double]
  /// Their labels, all with the same number of decimals.
  package let labels: [String]
  /// The power of ten that the labels leave out; 0 for none.
  package let exponent: Int

  /// Chooses ticks.
  ///
  /// - Parameters:
  ///   - axis: The axis.
  ///   - most: The most ticks.
  package init(_ axis: PlotAxis, most: Int) {
    let range = axis.range
    let size = max(abs(range.lowerBound), abs(range.upperBound))
    // Long labels get a common factor, in steps of a thousand.
    let power = size > 0 ? log10(size) : 0
    exponent =
      axis.ticks == nil && (power >= 5 || power < -2.5)
      ? 3 * Int((power / 3).rounded(.down)) : 0
    let unit = pow(10, Double(exponent))
    if let ticks = axis.ticks {
      values = ticks
      labels = ticks.map { Self.shortest($0) }
      return
    }
    let span = (range.upperBound - range.lowerBound) / unit
    guard span > 0, span.isFinite else {
      values = [range.lowerBound]
      labels = [Self.shortest(range.lowerBound / unit)]
      return
    }
    let (step, decimals) = Self.step(
      atLeast: max(
        span / Double(max(most, 1)), axis.isCount ? 1 / unit : 0))
    let first = (range.lowerBound / unit / step - 1e-9).rounded(.up)
    let last = (range.upperBound / unit / step + 1e-9).rounded(.down)
    let multiples =
      first <= last ? Array(stride(from: first, through: last, by: 1)) : []
    values = multiples.map { $0 * step * unit }
    labels = multiples.map { Self.text($0 * step, decimals) }
  }

  /// The least of 1, 2 and 5 times a power of ten that is at least a number,
  /// with the decimals that its multiples have.
  static func step(atLeast least: Double) -> (step: Double, decimals: Int) {
    var power = Int(log10(least).rounded(.down))
    let fraction = least / pow(10, Double(power))
    var digit = [1.0, 2, 5].first { $0 >= fraction * (1 - 1e-9) } ?? 10
    if digit == 10 {
      digit = 1
      power += 1
    }
    // A division keeps 0.1 and its like as exact as they can be.
    let step =
      power >= 0
      ? digit * pow(10, Double(power)) : digit / pow(10, Double(-power))
    return (step, max(0, -power))
  }

  /// The one of 1, 2 and 5 times a power of ten that is nearest to a number,
  /// by their ratio.
  package static func step(nearest target: Double) -> Double {
    let above = step(atLeast: target).step
    // The next one below is half, or two fifths, of it.
    let below = step(atLeast: 0.39 * above).step
    return above * below > target * target ? below : above
  }

  /// A number with a true minus sign.
  static func text(_ value: Double, _ decimals: Int) -> String {
    NumberStyle.withMinus(NumberStyle.fixed(value, decimals))
  }

  /// A number in as few decimals as show it to three.
  static func shortest(_ value: Double) -> String {
    var text = NumberStyle.fixed(value, 3)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return NumberStyle.withMinus(text)
  }

  /// `(×10³)` behind an axis's label, or nothing.
  package var factor: String {
    guard exponent != 0 else { return "" }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let power = String(abs(exponent)).map { digits[$0.wholeNumberValue ?? 0] }
    return " (×10" + (exponent < 0 ? "⁻" : "") + String(power) + ")"
  }
}
