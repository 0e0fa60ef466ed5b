import Testing

@testable import RequestSettings

@Suite struct FrontMatterParserTests {
  private func values(_ text: String) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try FrontMatterParser.entries(of: text).map {
        ($0.name, $0.value ?? "<none>")
      })
  }

  @Test(arguments: [
    ("kind: cfa", "cfa"), ("kind:   cfa  ", "cfa"), ("kind : cfa", "cfa"),
    ("kind: cfa # a comment", "cfa"), ("kind: a#b", "a#b"),
    ("  kind: cfa", "cfa"), ("\"kind\": cfa", "cfa"), ("'kind': cfa", "cfa"),
    ("kind: 'it''s'", "it's"), ("kind: \"a\\\"b\\u00e9\"", "a\"bé"),
    ("kind: 'a # b'", "a # b"), ("kind: 'a: b'", "a: b"),
    ("kind: [a, b]", "a,b"), ("kind: [ 'a', \"b\" ] # c", "a,b"),
    ("kind: [a,\n  b,\n  c]", "a,b,c"), ("kind: [a, b,]", "a,b"),
    ("kind:\n  - a\n  - b", "a,b"), ("kind:\n- a\n- 'b'\n", "a,b"),
    ("kind:\n  - a # one\n\n  # two\n  - b", "a,b"),
    ("kind: a,\n  b", "a, b"), ("kind:\n  a", "a"), ("kind: a\r\n", "a"),
    ("kind: -999", "-999"), ("kind: x2~1,visual=~x3", "x2~1,visual=~x3"),
    ("kind: http://x", "http://x"), ("kind: 变量", "变量"), ("kind: ~", "~"),
    ("kind:", "<none>"), ("kind: # nothing", "<none>"), ("kind: ''", "<none>"),
    ("kind: []", "<none>"), ("# first\n\nkind: no", "no"),
  ])
  func oneOption(text: String, value: String) throws {
    #expect(try values(text) == ["kind": value], "\(text)")
  }

  @Test func severalOptions() throws {
    let found = try values(
      """
      # options
      kind: cfa
      group-equal:
      - loadings
      - intercepts
      test: [standard, satorra.bentler]
      data: ../a b.csv

      level: 0.9
      """)
    #expect(
      found == [
        "kind": "cfa", "group-equal": "loadings,intercepts",
        "test": "standard,satorra.bentler", "data": "../a b.csv",
        "level": "0.9",
      ])
  }

  @Test func placesAreBytes() throws {
    let entries = try FrontMatterParser.entries(of: "a: 1\n变量: 'x' # c\n")
    #expect(entries[1].nameRange == 5..<11)
    #expect(entries[1].valueStart == 13)
  }

  @Test(arguments: [
    ("kind: [a", 6), ("kind: 'a", 6), ("kind: a: b", 7), ("kind", 0),
    ("kind:cfa", 0), ("kind: &a b", 6), ("kind: *a", 6), ("kind: !!str a", 6),
    ("kind: |\n  a", 6), ("kind: {a: b}", 6), ("- a", 0), ("a: 1\n- b", 5),
    ("a: 1\nb: 2\na: 3", 10), ("kind: [[a]]", 7), ("? a", 0),
    ("kind: 'a' b", 10), ("kind: [a] b", 10), ("a: 1\n b: 2", 7),
    ("  a: 1\nb: 2", 7), ("kind: \"\\q\"", 9), ("\tkind: a", 0),
    ("kind: [a, , b]", 10), ("kind:\n  - a\n  b", 14), ("%x: 1", 0),
  ])
  func whatIsNotRead(text: String, offset: Int) {
    let error = #expect(throws: FrontMatterParser.Failure.self, "\(text)") {
      try FrontMatterParser.entries(of: text)
    }
    #expect(error?.offset == offset, "\(text)")
  }

  /// In quadratic time this would take seconds.
  @Test func timeIsLinearInTabs() throws {
    let tabs = String(repeating: "\t", count: 60_000)
    #expect(try values("kind: [a,\(tabs)b]") == ["kind": "a,b"])
  }

  /// Lines that refer to lines before them would double the text each time.
  @Test func aliasesAreRefused() {
    var text = "a0: &a0 [x, x]\n"
    for line in 1...24 {
      text += "a\(line): &a\(line) [*a\(line - 1), *a\(line - 1)]\n"
    }
    #expect(throws: FrontMatterParser.Failure.self) {
      try FrontMatterParser.entries(of: text)
    }
  }
}
