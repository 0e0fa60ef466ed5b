import TableReading
import Testing

@Suite struct ContentHashTests {
  // The vectors of Fowler, Noll and Vo's own test suite.
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"),
    ("foobar", "85944171f73967e8"),
  ])
  func knownVectors(text: String, expected: String) {
    var hash = ContentHash()
    hash.update(Array(text.utf8).span)
    #expect(hash.text == "fnv1a64:" + expected)
  }

  @Test func partsGiveTheHashOfTheWhole() {
    var whole = ContentHash()
    whole.update(Array("x1,x2\n1,2\n".utf8).span)
    var parts = ContentHash()
    parts.update(Array("x1,x2\n".utf8).span)
    parts.update(Array("1,2\n".utf8).span)
    #expect(whole == parts)
  }
}
