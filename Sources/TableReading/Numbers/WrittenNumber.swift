/// The mark between the whole and the fractional digits of a number.
public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
  /// A point; commas may separate thousands.
  case point
  /// A comma; points may separate thousands.
  case comma

  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }

  var other: DecimalMark { self == .point ? .comma : .point }
}

/// The ways in which people write numbers that programs write otherwise.
package enum NumberSpelling: Int, Sendable, Hashable, CaseIterable {
  /// A comma for the decimal point.
  case decimalComma
  /// Marks or blanks between groups of three digits.
  case thousands
  /// Points with three digits behind each, in a file of semicolons without a
  /// number that tells what they mean.
  case doubtfulPoint
  /// A minus that is not the plain one.
  case sign
  /// Blanks that are not the plain one, and characters without width.
  case blank
  /// Digits and marks of other forms or scripts.
  case digit
}

/// A number as people write it: its characters made plain, its decimal mark
/// still open.
struct WrittenNumber {
  /// The possible meaning of the marks between the digits.
  enum Form {
    /// No mark stands between them.
    case whole
    /// Only this can be the decimal mark.
    case decimal(DecimalMark)
    /// Three digits follow a single mark, which may separate thousands.
    case ambiguous(DecimalMark)
    /// Only the separator of thousands.
    case thousands(DecimalMark)
  }

  private(set) var form = Form.whole
  /// The unusual spellings in it, except those that the decimal mark decides.
  private(set) var spellings: Set<NumberSpelling> = []
  /// The plain text; blanks separate thousands.
  private var text: [UInt8] = []
  private var hasThousands = false

  /// Reads a text.
  ///
  /// - Returns: `nil` if it is not a number under any decimal mark.
  init?(_ written: String) {
    let scalars = Array(written.unicodeScalars)
    let kept = scalars.trimmed
    if kept.count < scalars.count,
      scalars.contains(where: { !$0.isASCII && $0.isBlankOrInvisible })
    {
      spellings.insert(.blank)
    }
    // No number is longer; a text of any length is looked at shortly.
    guard !kept.isEmpty, kept.count <= 400 else { return nil }
    for scalar in kept {
      guard append(scalar) else { return nil }
    }
    guard readForm(), likeliest != nil else { return nil }
  }

  private mutating func append(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x2B, 0x2C, 0x2D, 0x2E, 0x45, 0x65:
      text.append(UInt8(scalar.value))
    case 0x20: text.append(0x20)
    case 0x27, 0x2019: text.append(UInt8(ascii: "'"))
    case 0x2010...0x2013, 0x2212, 0xFE63, 0xFF0D:
      text.append(UInt8(ascii: "-"))
      spellings.insert(.sign)
    case 0xFF0B, 0xFF0C, 0xFF0E:
      text.append(UInt8(scalar.value - 0xFEE0))
      spellings.insert(.digit)
    case _ where scalar.properties.generalCategory == .format:
      spellings.insert(.blank)
    case _ where scalar.isBlankOrInvisible:
      text.append(0x20)
      spellings.insert(.blank)
    default:
      guard scalar.properties.numericType == .decimal,
        let digit = scalar.properties.numericValue
      else { return false }
      text.append(UInt8(ascii: "0") + UInt8(digit))
      spellings.insert(.digit)
    }
    return true
  }

  /// Finds the groups of digits and the marks between them.
  private mutating func readForm() -> Bool {
    var index = 0
    if let first = text.first, first == 0x2B || first == 0x2D { index = 1 }
    let start = index
    var marks: [UInt8] = []
    var groups: [Range<Int>] = []
    var groupStart = index
    while index < text.count, text[index] | 0x20 != UInt8(ascii: "e") {
      let byte = text[index]
      if !(0x30...0x39).contains(byte) {
        guard [0x20, 0x27, 0x2C, 0x2E].contains(byte) else { return false }
        marks.append(byte)
        groups.append(groupStart..<index)
        groupStart = index + 1
      }
      index += 1
    }
    groups.append(groupStart..<index)
    let hasExponent = index < text.count
    guard index > start + marks.count else { return false }
    guard let last = marks.last else { return true }
    let mark = last == 0x2C ? DecimalMark.comma : .point
    let isMark = last == 0x2C || last == 0x2E
    if marks.count == 1, isMark {
      form =
        !hasExponent && areThousands(groups) ? .ambiguous(mark) : .decimal(mark)
      return true
    }
    if marks.allSatisfy({ $0 == last }) {
      guard !hasExponent, areThousands(groups) else { return false }
      hasThousands = true
      form = isMark ? .thousands(mark) : .whole
      return true
    }
    // `1.234.567,8`: one mark between thousands, another before the decimals.
    guard isMark, areThousands(groups.dropLast()),
      marks.dropLast().allSatisfy({ $0 == marks[0] && $0 != last })
    else { return false }
    hasThousands = true
    form = .decimal(mark)
    return true
  }

  /// One to three digits without a leading zero, then groups of three.
  private func areThousands(_ groups: some Collection<Range<Int>>) -> Bool {
    guard let first = groups.first, (1...3).contains(first.count),
      text[first.lowerBound] != UInt8(ascii: "0")
    else { return false }
    return groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  /// The number, if the mark can be its decimal mark, and what is unusual in
  /// how it is written.
  func number(_ mark: DecimalMark) -> (NumberText, Set<NumberSpelling>)? {
    var spellings = spellings
    var hasThousands = hasThousands
    switch form {
    case .whole: break
    case .decimal(let own):
      guard own == mark else { return nil }
      if mark == .comma { spellings.insert(.decimalComma) }
    case .ambiguous(let own):
      if own != mark {
        hasThousands = true
      } else if mark == .comma {
        spellings.insert(.decimalComma)
      }
    case .thousands(let own):
      guard own != mark else { return nil }
    }
    if hasThousands { spellings.insert(.thousands) }
    let isKept: (UInt8) -> Bool = { byte in
      switch byte {
      case 0x20, 0x27: false
      case 0x2C, 0x2E: byte == mark.byte
      default: true
      }
    }
    let plain = text.filter(isKept)
    guard
      let number = NumberText(
        plain.span, 0..<plain.count, allowsComma: mark == .comma)
    else { return nil }
    return (number, spellings)
  }

  /// The number by its own decimal mark; a mark that may separate thousands
  /// is taken for the decimal one.
  var likeliest: NumberText? {
    switch form {
    case .decimal(let mark), .ambiguous(let mark): number(mark)?.0
    case .thousands(let mark): number(mark.other)?.0
    case .whole: number(.point)?.0
    }
  }
}

extension Unicode.Scalar {
  /// True of characters that show as blank space or as nothing.
  package var isBlankOrInvisible: Bool {
    switch properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .format: true
    case .control: (0x09...0x0D).contains(value)
    default: false
    }
  }

  /// The code point as people look it up, such as `U+00A0`.
  package var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count))
      + digits
  }
}

extension [Unicode.Scalar] {
  /// The text without blank and invisible characters at its ends.
  package var trimmed: ArraySlice<Unicode.Scalar> {
    var slice = self[...]
    while slice.first?.isBlankOrInvisible == true { slice.removeFirst() }
    while slice.last?.isBlankOrInvisible == true { slice.removeLast() }
    return slice
  }
}
