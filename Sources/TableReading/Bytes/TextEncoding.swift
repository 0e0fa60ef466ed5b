/// Encodings of text files.
public enum TextEncoding: String, Sendable, Hashable, Codable, CaseIterable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// GB18030, which holds GBK and GB2312.
  case gb18030 = "gb18030"
  /// UTF-16 with a byte order mark.
  case utf16 = "utf-16"
  /// Windows code page 1252, which holds Latin-1's letters. Never guessed.
  case windows1252 = "windows-1252"
}

extension TextEncoding {
  /// Bytes of this encoding as UTF-8.
  ///
  /// A byte order mark of UTF-16 gives the order of its bytes and is left
  /// out; without one the higher byte is the first, unless the zeros of plain
  /// letters and digits show another order.
  ///
  /// - Parameter bytes: The bytes.
  /// - Returns: The text in UTF-8, or the offset of the first byte that breaks
  ///   the encoding's rules.
  package func utf8(
    of bytes: Span<UInt8>
  ) -> Result<[UInt8], InvalidByte> {
    switch self {
    case .utf8:
      if let offset = firstInvalidUTF8(bytes) {
        return .failure(InvalidByte(offset: offset))
      }
      var utf8: [UInt8] = []
      utf8.reserveCapacity(bytes.count)
      for offset in bytes.indices { utf8.append(bytes[offset]) }
      return .success(utf8)
    case .gb18030: return GB18030.utf8(of: bytes)
    case .utf16: return Self.utf8(ofUTF16: bytes)
    case .windows1252: return Self.utf8(ofWindows1252: bytes)
    }
  }

  /// Whether text without a byte order mark is UTF-16 with the lower byte
  /// first, by the zeros beside plain letters, digits and marks.
  ///
  /// - Returns: `nil` if it is no UTF-16 by this.
  static func lowFirst(_ bytes: Span<UInt8>) -> Bool? {
    let end = min(bytes.count, 400)
    guard end >= 8, bytes.count.isMultiple(of: 2) else { return nil }
    var zeros = (even: 0, odd: 0)
    for offset in 0..<end where bytes[offset] == 0 {
      if offset.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    if zeros.even == 0, zeros.odd * 4 > end { return true }
    return zeros.odd == 0 && zeros.even * 4 > end ? false : nil
  }

  private static func utf8(
    ofUTF16 bytes: Span<UInt8>
  ) -> Result<[UInt8], InvalidByte> {
    guard bytes.count.isMultiple(of: 2) else {
      return .failure(InvalidByte(offset: bytes.count - 1))
    }
    let hasLowMark = bytes.count > 1 && bytes[0] == 0xFF && bytes[1] == 0xFE
    let hasMark =
      hasLowMark || bytes.count > 1 && bytes[0] == 0xFE && bytes[1] == 0xFF
    let isReversed = hasLowMark || !hasMark && lowFirst(bytes) == true
    func unit(_ offset: Int) -> UInt32 {
      let (first, second) = (UInt32(bytes[offset]), UInt32(bytes[offset + 1]))
      return isReversed ? second << 8 | first : first << 8 | second
    }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count)
    var offset = hasMark ? 2 : 0
    while offset < bytes.count {
      var value = unit(offset)
      if value & 0xFC00 == 0xD800, offset + 3 < bytes.count {
        let low = unit(offset + 2)
        if low & 0xFC00 == 0xDC00 {
          value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
          offset += 2
        }
      }
      guard utf8.append(scalar: value) else {
        return .failure(InvalidByte(offset: offset))
      }
      offset += 2
    }
    return .success(utf8)
  }

  private static func utf8(
    ofWindows1252 bytes: Span<UInt8>
  ) -> Result<[UInt8], InvalidByte> {
    // Code points of the bytes from 0x80 to 0x9F; zero where there is none.
    let high: [UInt32] = [
      0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030,
      0x160, 0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
      0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E,
      0x178,
    ]
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + bytes.count / 4)
    for offset in bytes.indices {
      let byte = bytes[offset]
      let value =
        (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
      guard value != 0 || byte == 0, utf8.append(scalar: value) else {
        return .failure(InvalidByte(offset: offset))
      }
    }
    return .success(utf8)
  }
}

/// The place where bytes break the rules of their encoding.
package struct InvalidByte: Error {
  /// The offset of the first byte that does.
  package let offset: Int
}

extension [UInt8] {
  /// Appends a code point in UTF-8.
  ///
  /// - Returns: False if it is no Unicode scalar value.
  mutating func append(scalar value: UInt32) -> Bool {
    switch value {
    case ..<0x80: append(UInt8(value))
    case ..<0x800:
      append(UInt8(0xC0 | value >> 6))
      append(UInt8(0x80 | value & 0x3F))
    case 0xD800...0xDFFF: return false
    case ..<0x10000:
      append(UInt8(0xE0 | value >> 12))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    case ..<0x110000:
      append(UInt8(0xF0 | value >> 18))
      append(UInt8(0x80 | value >> 12 & 0x3F))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    default: return false
    }
    return true
  }
}
