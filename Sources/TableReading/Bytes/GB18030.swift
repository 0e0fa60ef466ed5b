/// The Chinese standard encoding, which holds GBK and GB2312: one, two or four
/// bytes a character (GB 18030-2022).
enum GB18030 {
  /// Bytes as UTF-8, or the offset of the first one that breaks the rules.
  static func utf8(of bytes: Span<UInt8>) -> Result<[UInt8], InvalidByte> {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + bytes.count / 2)
    var offset = 0
    while offset < bytes.count {
      let lead = bytes[offset]
      if lead < 0x80 {
        utf8.append(lead)
        offset += 1
        continue
      }
      guard let (value, length) = character(bytes, at: offset),
        utf8.append(scalar: value)
      else { return .failure(InvalidByte(offset: offset)) }
      offset += length
    }
    return .success(utf8)
  }

  /// The encoding that text which keeps the rules may be in just as well.
  ///
  /// Western Europe's: plain letters follow single bytes beyond ASCII, as in
  /// `Müller`, where Chinese characters seldom have a plain letter as their
  /// second byte. Others of East Asia: a third of the characters is none of
  /// GB 2312, which holds nearly all of Chinese text (Big5 and Shift-JIS read
  /// so); or there are eight or more, and all of them lie where Korean's
  /// syllables do, among the first half of GB 2312's.
  ///
  /// - Parameter bytes: Bytes that keep the rules.
  /// - Returns: The doubt; `nil` if there is none.
  static func doubt(_ bytes: Span<UInt8>) -> DecodedText.Doubt? {
    var all = 0
    var western = 0
    var beyond = 0
    var isLikeKorean = true
    var high = 0
    var alone = 0
    var distinct: Set<UInt16> = []
    var offset = 0
    while offset < bytes.count {
      guard bytes[offset] >= 0x80,
        let (_, length) = character(bytes, at: offset)
      else {
        offset += 1
        continue
      }
      all += 1
      for place in offset..<offset + length where bytes[place] >= 0x80 {
        high += 1
        let isAfter = place > 0 && bytes[place - 1] >= 0x80
        let isBefore = place + 1 < bytes.count && bytes[place + 1] >= 0x80
        if !isAfter, !isBefore { alone += 1 }
      }
      if length == 2 {
        let (lead, second) = (bytes[offset], bytes[offset + 1])
        if (0x61...0x7A).contains(second) { western += 1 }
        if !(0xA1...0xF7).contains(lead) || second < 0xA1 { beyond += 1 }
        // Marks, such as full-width ones, are the same in both.
        if lead > 0xA3 {
          if distinct.count < 64 {
            distinct.insert(UInt16(lead) << 8 | UInt16(second))
          }
          if !(0xB0...0xC8).contains(lead) { isLikeKorean = false }
        }
      }
      offset += length
    }
    if western > 0, western * 10 >= all {
      return alone * 2 >= high ? .western : .eastern
    }
    if beyond * 3 >= all, beyond > 1 { return .eastern }
    return isLikeKorean && distinct.count >= 8 ? .eastern : nil
  }

  /// A character that is not ASCII, with its number of bytes.
  private static func character(
    _ bytes: Span<UInt8>, at offset: Int
  ) -> (value: UInt32, length: Int)? {
    let lead = bytes[offset]
    // The euro sign as code page 936 has it.
    if lead == 0x80 { return (0x20AC, 1) }
    guard lead != 0xFF, offset + 1 < bytes.count else { return nil }
    let second = bytes[offset + 1]
    switch second {
    case 0x40...0x7E, 0x80...0xFE:
      let column = Int(second) - (second < 0x7F ? 0x40 : 0x41)
      return (UInt32(twoBytes[(Int(lead) - 0x81) * 190 + column]), 2)
    case 0x30...0x39:
      guard offset + 3 < bytes.count else { return nil }
      let (third, fourth) = (bytes[offset + 2], bytes[offset + 3])
      guard (0x81...0xFE).contains(third), (0x30...0x39).contains(fourth)
      else { return nil }
      let rank =
        ((Int(lead) - 0x81) * 10 + Int(second) - 0x30) * 1260
        + (Int(third) - 0x81) * 10 + Int(fourth) - 0x30
      return fourByteCharacter(rank).map { ($0, 4) }
    default: return nil
    }
  }

  /// The character of a four-byte code, by its rank among them.
  private static func fourByteCharacter(_ rank: Int) -> UInt32? {
    if rank < fourBytes.count { return UInt32(fourBytes[rank]) }
    // 0x90308130 and on: the supplementary planes in their order.
    let beyond = rank - 189_000
    return (0..<0x10_0000).contains(beyond) ? UInt32(0x1_0000 + beyond) : nil
  }

  /// The characters of two-byte codes, in the order of the codes.
  private static let twoBytes: [UInt16] =
    characters.unicodeScalars.filter { $0 != "\n" }.map { UInt16($0.value) }

  /// The characters of the basic plane that have four bytes: those that had
  /// no two-byte code in the standard of 2000, in their order.
  private static let fourBytes: [UInt16] = {
    var hasTwoBytes = [Bool](repeating: false, count: 0x1_0000)
    for value in twoBytes { hasTwoBytes[Int(value)] = true }
    // Later editions gave these characters the codes of private-use ones.
    for value in [0x9FB4...0x9FBB, 0xFE10...0xFE19].joined() {
      hasTwoBytes[value] = false
    }
    for value in privateUse { hasTwoBytes[value] = true }
    var characters: [UInt16] = []
    for value in 0x80...0xFFFF where !(0xD800...0xDFFF).contains(value) {
      // The edition of 2005 exchanged the codes of these two.
      if value == 0x1E3F { characters.append(0xE7C7) }
      if value != 0xE7C7, !hasTwoBytes[value] {
        characters.append(UInt16(value))
      }
    }
    return characters
  }()

  /// Private-use characters that had two-byte codes in the standard of 2000.
  private static let privateUse: [Int] =
    [0xE5E5] + Array(0xE78D...0xE796) + [
      0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864,
    ]
}
