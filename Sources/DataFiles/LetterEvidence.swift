/// What the letters of texts tell about an encoding that was taken for Western
/// for want of another.
struct LetterEvidence {
  private var hasWesternRun = false
  private var breaksShiftJIS = false
  private var hasPairsOfShiftJIS = false

  /// Whether the texts look like those of another encoding.
  var isDoubtful: Bool {
    hasWesternRun || hasPairsOfShiftJIS && !breaksShiftJIS
  }

  /// Takes a text.
  mutating func take(_ utf8: some Sequence<UInt8>) {
    guard utf8.contains(where: { $0 >= 0x80 }) else { return }
    if !hasWesternRun { hasWesternRun = Self.hasRun(utf8) }
    if !breaksShiftJIS {
      takePairs(String(decoding: Array(utf8), as: UTF8.self))
    }
  }

  /// Whether four letters from U+0080 to U+00FF follow each other, as they do
  /// where two characters of Chinese or Korean are taken for Western letters,
  /// and nearly never in a Western language; or two that are a text by
  /// themselves.
  private static func hasRun(_ utf8: some Sequence<UInt8>) -> Bool {
    var run = 0
    var count = 0
    for byte in utf8 where byte & 0xC0 != 0x80 {
      count += 1
      run = byte == 0xC2 || byte == 0xC3 ? run + 1 : 0
      if run == 4 { return true }
    }
    return run == 2 && count == 2
  }

  /// Reads the bytes that stand behind a text as Shift-JIS.
  ///
  /// Its characters have two bytes, the first of them from 0x81 on, where Western
  /// texts have quotes and dashes. Two characters beside each other are evidence for it, a byte that
  /// breaks its rules in any text is one against it.
  private mutating func takePairs(_ text: String) {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = Self.westernByte(scalar) else {
        breaksShiftJIS = true
        return
      }
      bytes.append(byte)
    }
    var offset = 0
    var hasPairBefore = false
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x81...0x9F, 0xE0...0xFC:
        guard offset + 1 < bytes.count,
          (0x40...0xFC).contains(bytes[offset + 1]), bytes[offset + 1] != 0x7F
        else {
          breaksShiftJIS = true
          return
        }
        if hasPairBefore, bytes[offset] < 0xA0 { hasPairsOfShiftJIS = true }
        hasPairBefore = true
        offset += 2
      case 0x80, 0xA0, 0xFD...0xFF:
        breaksShiftJIS = true
        return
      default:
        hasPairBefore = false
        offset += 1
      }
    }
  }

  /// The byte of a character in code page 1252; `nil` if it has none.
  private static func westernByte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x100 { return UInt8(scalar.value) }
    return punctuation[scalar]
  }

  private static let punctuation: [Unicode.Scalar: UInt8] = [
    "\u{20AC}": 0x80, "\u{201A}": 0x82, "\u{192}": 0x83, "\u{201E}": 0x84,
    "\u{2026}": 0x85, "\u{2020}": 0x86, "\u{2021}": 0x87, "\u{2C6}": 0x88,
    "\u{2030}": 0x89, "\u{160}": 0x8A, "\u{2039}": 0x8B, "\u{152}": 0x8C,
    "\u{17D}": 0x8E, "\u{2018}": 0x91, "\u{2019}": 0x92, "\u{201C}": 0x93,
    "\u{201D}": 0x94, "\u{2022}": 0x95, "\u{2013}": 0x96, "\u{2014}": 0x97,
    "\u{2DC}": 0x98, "\u{2122}": 0x99, "\u{161}": 0x9A, "\u{203A}": 0x9B,
    "\u{153}": 0x9C, "\u{17E}": 0x9E, "\u{178}": 0x9F,
  ]
}
