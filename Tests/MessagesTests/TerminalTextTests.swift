import Messages
import Testing

/// Text of data as people see it.
struct TerminalTextTests {
  /// Control and format characters, separators of lines, fillers, tags and
  /// variation selectors behind nothing that has variants.
  @Test(
    arguments: [
      "\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{AD}", "\u{34F}",
      "\u{600}", "\u{61C}", "\u{115F}", "\u{17B4}", "\u{180E}", "\u{200B}",
      "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}",
      "\u{202E}", "\u{2060}", "\u{2066}", "\u{2069}", "\u{206F}", "\u{3164}",
      "\u{FE00}", "\u{FE0F}", "\u{FEFF}", "\u{FFA0}", "\u{FFF9}",
      "\u{1BCA0}", "\u{1D173}", "\u{E000}", "\u{E0001}", "\u{E0041}",
      "\u{E0100}",
    ] as [Unicode.Scalar])
  func whatIsNotSeenStandsAsItsNumber(scalar: Unicode.Scalar) {
    let number = String(scalar.value, radix: 16, uppercase: true)
    let text = "x\(scalar)1"
    #expect(TerminalText.line(text) == "x\\u{\(number)}1")
    #expect(TerminalText.escaped(text) == "x\\u{\(number)}1")
    // What is shown is shown again as it is.
    #expect(TerminalText.line(TerminalText.line(text)) == "x\\u{\(number)}1")
  }

  @Test func lineEndsStayInTextsAndNotInLines() {
    #expect(TerminalText.escaped("a\tb\nc") == "a\tb\nc")
    #expect(TerminalText.line("a\tb\nc") == "a\\u{9}b\\u{A}c")
    #expect(TerminalText.line("a\r\nb") == "a\\u{D}\\u{A}b")
  }

  /// Scripts, their marks and joiners, ideographs with variants, and emoji.
  @Test(arguments: [
    "plain text, 1.5 %", "Größe Æ ñ", "e\u{301}\u{323}", "χ² ≤ Σ̂",
    "变量一 変数 변수", "اللغة العربية", "עברית", "می\u{200C}خواهم",
    "क्\u{200D}ष", "ශ්\u{200D}රී", "ไทย", "葛\u{E0100}", "﨑\u{FE00}",
    "👩\u{200D}👩\u{200D}👧", "🏳\u{FE0F}\u{200D}🌈", "👍🏽", "☎\u{FE0F}", "№ ①",
    "ᠮᠣ\u{180B}", "\u{A0}\u{3000}",
  ])
  func readableTextStays(text: String) {
    #expect(TerminalText.line(text) == text)
  }
}
