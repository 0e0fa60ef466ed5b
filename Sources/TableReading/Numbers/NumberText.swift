/// The number that the text of a cell is read as.
struct NumberText {
  /// The value.
  var value: Double
  /// Whether a decimal point stood in it.
  var hasPoint = false
  /// Whether a decimal comma stood in it.
  var hasComma = false
  /// The digits after the decimal mark, less the exponent.
  var decimals = 0
  /// Whether it is the word for infinity.
  var isWord = false
  /// Whether it is a whole number with digits that its value has not: an
  /// identifier rather than a measurement.
  var losesDigits = false

  /// Whether its mark may separate thousands: three digits stand behind it,
  /// and one to three without a leading zero before it.
  var maySeparateThousands: Bool {
    decimals == 3 && (1..<1000).contains(value.magnitude)
  }
}

extension NumberText {
  /// Reads a number: `[+-]digits[.digits][e[+-]digits]`, or `Inf`.
  ///
  /// The value is the double nearest to the text. When the digits fit in 53
  /// bits and the power of ten is exact, one rounded operation gives it
  /// (Clinger 1990); everything else is left to the standard library.
  /// Hexadecimal numbers, thousands separators and `%` are not numbers here;
  /// a number past the largest double is infinite.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text.
  ///   - range: The number's place in it, without blanks.
  ///   - allowsComma: Whether a comma may stand for the decimal point.
  ///   - allowsPoint: Whether the point may stand.
  init?(
    _ bytes: Span<UInt8>, _ range: Range<Int>, allowsComma: Bool,
    allowsPoint: Bool = true
  ) {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end else { return nil }

    var digits: UInt64 = 0
    var digitCount = 0
    var significant = 0
    var fraction = 0
    var mark: UInt8 = 0
    while index < end {
      let byte = bytes[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        digitCount += 1
        // Zeros that lead are not significant; 19 digits fit in 64 bits.
        if significant > 0 || digit > 0 { significant += 1 }
        if significant <= 19 { digits = digits &* 10 &+ UInt64(digit) }
        if mark != 0 { fraction += 1 }
      } else if mark == 0,
        allowsPoint && byte == UInt8(ascii: ".")
          || allowsComma && byte == UInt8(ascii: ",")
      {
        mark = byte
      } else {
        break
      }
      index += 1
    }
    if digitCount == 0 {
      guard mark == 0, Self.isInfinity(bytes, index..<end) else { return nil }
      self.init(value: isNegative ? -.infinity : .infinity, isWord: true)
      return
    }

    var exponent = 0
    if index < end {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      var exponentIsNegative = false
      if index < end,
        bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
      {
        exponentIsNegative = bytes[index] == UInt8(ascii: "-")
        index += 1
      }
      guard index < end else { return nil }
      while index < end {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        // Saturates: such a power is zero or infinite in any case.
        if exponent < 1_000_000 { exponent = exponent * 10 + Int(digit) }
        index += 1
      }
      if exponentIsNegative { exponent = -exponent }
    }

    let power = exponent - fraction
    let magnitude: Double
    if significant <= 19, digits <= 1 << 53, abs(power) <= 22 {
      let scale = powersOfTen[abs(power)]
      magnitude = power < 0 ? Double(digits) / scale : Double(digits) * scale
    } else {
      magnitude = Self.slowMagnitude(bytes, range, comma: mark)
    }
    self.init(
      value: isNegative ? -magnitude : magnitude,
      hasPoint: mark == UInt8(ascii: "."), hasComma: mark == UInt8(ascii: ","),
      decimals: -power,
      losesDigits: mark == 0 && exponent == 0
        && (significant > 19 || digits > 1 << 53))
  }

  private static func slowMagnitude(
    _ bytes: Span<UInt8>, _ range: Range<Int>, comma mark: UInt8
  ) -> Double {
    let text = String(decodingUTF8: bytes, range, replacingComma: mark == 0x2C)
    guard let value = Double(text) else {
      preconditionFailure("The scan accepts what Double accepts: \(text)")
    }
    return value.magnitude
  }

  private static func isInfinity(_ bytes: Span<UInt8>, _ range: Range<Int>)
    -> Bool
  {
    for word in [StaticString("inf"), "infinity"] {
      guard word.utf8CodeUnitCount == range.count else { continue }
      let text = String(decodingUTF8: bytes, range, replacingComma: false)
      return text.lowercased() == word.description
    }
    return false
  }
}

extension String {
  /// The text of a range of UTF-8 bytes.
  init(
    decodingUTF8 bytes: Span<UInt8>, _ range: Range<Int>,
    replacingComma: Bool = false
  ) {
    var part: [UInt8] = []
    part.reserveCapacity(range.count)
    for index in range {
      let byte = bytes[index]
      part.append(
        replacingComma && byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte)
    }
    self.init(decoding: part, as: UTF8.self)
  }
}

/// The powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
  1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
