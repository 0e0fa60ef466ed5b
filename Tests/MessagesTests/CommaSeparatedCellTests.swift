import Messages
import Testing

struct CommaSeparatedCellTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""),
    ("say \"x\"", "\"say \"\"x\"\"\""), ("a\r\nb", "\"a\r\nb\""),
    // A quote with an accent behind it is one character.
    ("\"\u{301}", "\"\"\"\u{301}\""),
  ])
  func quotes(_ text: String, _ cell: String) {
    #expect(Array(text.commaSeparatedCell().utf8) == Array(cell.utf8))
  }

  @Test func quotesAlways() {
    #expect("".commaSeparatedCell(quotedAlways: true) == "\"\"")
    #expect(" a".commaSeparatedCell(quotedAlways: true) == "\" a\"")
  }
}
