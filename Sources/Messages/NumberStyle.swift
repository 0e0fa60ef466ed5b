/// The form in which people see a number.
///
/// After APA 7, what lies between -1 and 1 by definition (p values, R², CFI,
/// RMSEA, SRMR and their like) goes without a leading zero. Estimates keep
/// it, standardized ones too, since these can exceed 1.
package enum NumberStyle: String, Sendable, Hashable, Codable, CaseIterable {
  /// Three decimals, fewer for large numbers: at most nine characters.
  case estimate
  /// The same of what is estimated with an error: zero only where it is zero.
  case significant
  /// The same without powers of ten for small numbers: as many decimals as
  /// show a digit.
  case published
  /// Three decimals without a leading zero.
  case bounded
  /// Two decimals without a leading zero.
  case boundedHundredths
  /// A p value: three decimals without a leading zero, or `<.001`.
  case probability
  /// A p value with a leading zero: `0.031`, or `<0.001`.
  case probabilityWithZero
  /// Two decimals: χ² and its like.
  case statistic
  /// A whole number, or two decimals if it is none.
  case count
  /// One digit and the power of ten.
  case magnitude
  /// Three decimals at any size.
  case full
  /// A share as a percentage, to a tenth if it is not a whole number.
  case percentage
  /// A share as a percentage, to a tenth.
  case percentageTenths

  /// The number as text; `-` where it is not finite.
  ///
  /// - Parameter value: The number.
  /// - Returns: The text.
  package func text(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    switch self {
    // What is smaller is taken for the rounding of a zero.
    case .estimate: return Self.estimateText(value, leastSize: 1e-10)
    case .significant: return Self.estimateText(value, leastSize: 0)
    case .published: return Self.publishedText(value)
    case .boundedHundredths:
      return Self.withoutLeadingZero(Self.fixed(value, 2))
    case .bounded: return Self.withoutLeadingZero(Self.fixed(value, 3))
    case .probability:
      return value < 0.0005
        ? "<.001" : Self.withoutLeadingZero(Self.fixed(value, 3))
    case .probabilityWithZero:
      return value < 0.0005 ? "<0.001" : Self.fixed(value, 3)
    case .statistic: return Self.fixed(value, 2)
    case .count:
      return value == value.rounded() && abs(value) < 1e15
        ? String(Int(value)) : Self.fixed(value, 2)
    case .magnitude: return PrintedNumber.scientific(value, decimals: 0)
    case .full: return Self.fixed(value, 3)
    case .percentage:
      let tenths = Int((value * 1000).rounded())
      return tenths % 10 == 0
        ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    case .percentageTenths: return Self.fixed(100 * value, 1) + "%"
    }
  }

  /// The number as print has it: with a true minus sign.
  ///
  /// - Parameter value: The number.
  /// - Returns: The text.
  package func printed(_ value: Double) -> String {
    Self.withMinus(text(value))
  }

  /// A hyphen before a number as a minus sign.
  package static func withMinus(_ text: String) -> String {
    text.hasPrefix("-") && text != "-"
      ? "\u{2212}" + text.dropFirst() : text
  }

  /// A number with a fixed count of decimals, never `-0.000`.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    let text = PrintedNumber.fixed(value, decimals: decimals)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  package static func withoutLeadingZero(_ text: String) -> String {
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }

  private static func publishedText(_ value: Double) -> String {
    guard abs(value) < 0.0005, value != 0 else {
      return estimateText(value, leastSize: 0)
    }
    let shown = (4...8).lazy.map { fixed(value, $0) }.first { text in
      text.contains { "123456789".contains($0) }
    }
    return shown ?? estimateText(value, leastSize: 0)
  }

  private static func estimateText(_ value: Double, leastSize: Double)
    -> String
  {
    let size = abs(value)
    // Three decimals would show zero.
    if size < 0.0005, size > leastSize {
      return PrintedNumber.scientific(value, decimals: 1)
    }
    if size < 999.9995 { return fixed(value, 3) }
    if size < 9999.995 { return fixed(value, 2) }
    if size < 99999.95 { return fixed(value, 1) }
    if size < 9_999_999.5 { return fixed(value, 0) }
    return PrintedNumber.scientific(value, decimals: 2)
  }
}
