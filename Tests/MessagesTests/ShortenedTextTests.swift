import Messages
import Testing

/// Texts cut to what a message has room for.
struct ShortenedTextTests {
  @Test func beginnings() {
    #expect(ShortenedText.beginning(of: "", to: 10) == "")
    #expect(ShortenedText.beginning(of: "0123456789", to: 10) == "0123456789")
    #expect(ShortenedText.beginning(of: "0123456789a", to: 10) == "0123456...")
    #expect(
      ShortenedText.beginning(of: "零一二三四五六七八九", to: 10)
        == "零一二三四五六七八九")
    #expect(
      ShortenedText.beginning(of: "零一二三四五六七八九十", to: 10)
        == "零一二三四五六...")
  }

  /// A character with many marks is cut within.
  @Test func marksAreCut() {
    let text = "e" + String(repeating: "\u{301}", count: 1_000_000)
    let short = ShortenedText.beginning(of: text, to: 10)
    #expect(short.unicodeScalars.count < 30)
    #expect(ShortenedText.words(of: "a \(text) b", to: 10).utf8.count < 100)
  }

  @Test func wordsAreCutAndTheirEndsStay() {
    let name = String(repeating: "x", count: 100)
    #expect(ShortenedText.words(of: "no `name`", to: 64) == "no `name`")
    #expect(
      ShortenedText.words(of: "no variable `\(name)` is there", to: 20)
        == "no variable `xxxxxxxxxxxxxxxx...x` is there")
  }
}
