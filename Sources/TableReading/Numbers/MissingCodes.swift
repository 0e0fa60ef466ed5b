/// The codes that stand for a missing value.
struct MissingCodes {
  private var numbers: [(value: Double, code: Int)] = []
  private var texts: [(bytes: [UInt8], code: Int)] = []
  private static let usual: [[UInt8]] = [
    [], Array("NA".utf8), Array(".".utf8), Array("#NULL!".utf8),
  ]

  init(_ codes: [String]) {
    for (position, code) in codes.enumerated() {
      let bytes = Array(code.utf8)
      texts.append((bytes, position))
      let number = NumberText(
        bytes.span, 0..<bytes.count, allowsComma: false)
      if let number { numbers.append((number.value, position)) }
    }
  }

  /// Whether any declared code is a number.
  var hasNumbers: Bool { !numbers.isEmpty }

  /// A code as it is written in front matter and on a command line: in quotes
  /// where it holds characters with a meaning there.
  static func quoted(_ code: String) -> String {
    let isPlain = code.unicodeScalars.allSatisfy {
      !$0.isASCII || $0.properties.isAlphabetic
        || $0.properties.numericType != nil
        || "-_./".unicodeScalars.contains($0)
    }
    return isPlain && !code.hasPrefix("-") || code.contains("'")
      ? code : "'\(code)'"
  }

  /// The position of the declared code that is a number; `nil` if none is.
  func code(of number: Double) -> Int? {
    for code in numbers where code.value == number { return code.code }
    return nil
  }

  /// The position of the declared code that is a text; `nil` if none is.
  func code(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    for text in texts where Self.isEqual(text.bytes, bytes, range) {
      return text.code
    }
    return nil
  }

  /// Whether a text, no number, stands for a missing value.
  func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for text in Self.usual where Self.isEqual(text, bytes, range) {
      return true
    }
    return code(bytes, range) != nil || isNotANumber(bytes, range)
  }

  /// Whether a text does without blank and invisible characters at its ends.
  func contains(trimmed text: String) -> Bool {
    let bytes = Self.trimmed(text)
    return contains(bytes.span, 0..<bytes.count)
  }

  /// The position of the declared code that such a text is.
  func code(trimmed text: String) -> Int? {
    let bytes = Self.trimmed(text)
    return code(bytes.span, 0..<bytes.count)
  }

  private static func trimmed(_ text: String) -> [UInt8] {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: Array(text.unicodeScalars).trimmed)
    return Array(String(view).utf8)
  }

  private static func isEqual(
    _ text: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    guard text.count == range.count else { return false }
    for index in text.indices
    where text[index] != bytes[range.lowerBound + index] {
      return false
    }
    return true
  }

  /// `NaN` in any case, with or without a sign.
  private func isNotANumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count == 3 || range.count == 4 else { return false }
    var lower = range.lowerBound
    if range.count == 4, bytes[lower] == 0x2D || bytes[lower] == 0x2B {
      lower += 1
    }
    return range.upperBound - lower == 3
      && bytes[lower] | 0x20 == UInt8(ascii: "n")
      && bytes[lower + 1] | 0x20 == UInt8(ascii: "a")
      && bytes[lower + 2] | 0x20 == UInt8(ascii: "n")
  }
}
