extension String {
  /// The text of a workbook's part, where `_xHHHH_` stands for a unit of UTF-16
  /// that XML cannot hold, or for an underscore that would begin one (ECMA-376,
  /// part 1, section 22.9.2.19).
  ///
  /// Halves of pairs without the other one, and zeros, stay as they are written.
  init(escapedInWorkbook utf8: [UInt8]) {
    guard utf8.contains(UInt8(ascii: "_")) else {
      self.init(decoding: utf8, as: UTF8.self)
      return
    }
    var plain: [UInt8] = []
    plain.reserveCapacity(utf8.count)
    var index = 0
    while index < utf8.count {
      guard let first = Self.unit(utf8, index) else {
        plain.append(utf8[index])
        index += 1
        continue
      }
      var units = [first]
      if UTF16.isLeadSurrogate(first),
        let second = Self.unit(utf8, index + Self.escapeLength)
      {
        units.append(second)
      }
      let isWhole =
        first != 0 && !UTF16.isTrailSurrogate(first)
        && UTF16.isLeadSurrogate(first)
          == (units.count == 2 && UTF16.isTrailSurrogate(units[1]))
      if isWhole {
        plain += String(decoding: units, as: UTF16.self).utf8
        index += units.count * Self.escapeLength
      } else {
        plain += utf8[index..<index + Self.escapeLength]
        index += Self.escapeLength
      }
    }
    self.init(decoding: plain, as: UTF8.self)
  }

  private static let escapeLength = 7

  /// The unit that an escape at an index stands for; `nil` if there is none.
  private static func unit(_ utf8: [UInt8], _ index: Int) -> UInt16? {
    guard index + escapeLength <= utf8.count,
      utf8[index] == UInt8(ascii: "_"), utf8[index + 1] == UInt8(ascii: "x"),
      utf8[index + 6] == UInt8(ascii: "_")
    else { return nil }
    let digits = utf8[index + 2..<index + 6]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
