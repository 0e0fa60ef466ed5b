import Messages
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("学习", 4), ("学习1", 5), ("Größe", 5),
    ("e\u{301}", 1), ("한국", 4), ("ｱ", 1), ("（", 2), ("😀", 2),
  ])
  func width(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  @Test func paddingCountsColumns() {
    #expect(DisplayWidth.padded("学习", to: 6) == "学习  ")
    #expect(DisplayWidth.rightAligned("学习", to: 6) == "  学习")
    #expect(DisplayWidth.padded("long", to: 2) == "long")
  }

  @Test func shorteningKeepsTheWidth() {
    #expect(DisplayWidth.shortened("Grant-White", to: 6) == "Gran..")
    #expect(DisplayWidth.shortened("学习能力", to: 7) == "学习..")
    #expect(DisplayWidth.shortened("abc", to: 3) == "abc")
  }

  @Test func wrappingBreaksAtBlanks() {
    #expect(
      DisplayWidth.wrapped("one two three", to: 8) == ["one two", "three"])
    #expect(DisplayWidth.wrapped("one two", to: 7) == ["one two"])
    #expect(DisplayWidth.wrapped("", to: 7) == [""])
    #expect(DisplayWidth.wrapped("a\nb", to: 7) == ["a", "b"])
  }

  @Test func wrappingBreaksLongWordsAndBetweenWideCharacters() {
    #expect(DisplayWidth.wrapped("abcdefgh", to: 3) == ["abc", "def", "gh"])
    #expect(DisplayWidth.wrapped("网络关系强度", to: 5) == ["网络", "关系", "强度"])
  }

  /// Names in a list stay whole; a text without blanks fills its lines.
  @Test func wrappingKeepsWideWordsTogetherWhereItCan() {
    #expect(
      DisplayWidth.wrapped("网络1 12, 成长1 12, 学习2 3", to: 13)
        == ["网络1 12,", "成长1 12,", "学习2 3"])
    #expect(
      DisplayWidth.wrapped("a 网络关系强度", to: 8) == ["a 网络关", "系强度"])
  }

  @Test(arguments: 2...20)
  func wrappedLinesNeverExceedTheWidth(width: Int) {
    let text = "The variance of 网络关系 is negative (-0.123), see x_1_long_name."
    let lines = DisplayWidth.wrapped(text, to: width)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
    let letters = { (text: String) in text.filter { $0 != " " } }
    #expect(letters(lines.joined()) == letters(text))
  }
}
