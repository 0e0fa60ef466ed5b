import Messages
import ModelSyntax
import Testing

@Suite struct RendererTests {
  private func rendered(_ text: String) -> String {
    let source = SourceText(text, name: "model.lav")
    return errors(in: text).map { $0.rendered(in: source) }
      .joined(separator: "\n")
  }

  @Test func caretStandsUnderTheToken() {
    #expect(
      rendered("y ~ x\nf =~ x1 + x2 x33") == """
        model.lav:2:14: error: An operator is missing before `x33`.
        f =~ x1 + x2 x33
                     ^~~
        help: Write `+ x33` to add a term.
        """)
  }

  @Test func messagesAreSentences() {
    let renderer = DiagnosticRenderer(source: SourceText("a == b", name: "m"))
    for (message, expected) in [
      ("a hypothesis is an equality", "A hypothesis is an equality."),
      (
        "`a` is no label; did you mean `b`?",
        "`a` is no label; did you mean `b`?"
      ),
      ("The model is empty.", "The model is empty."),
    ] {
      #expect(
        renderer.render(Diagnostic(code: "c", message: message, range: nil))
          == "m: error: \(expected)")
    }
  }

  @Test func wideCharactersCountTwoColumns() {
    let lines = rendered("学习 =~ 学习1 学习2").split(separator: "\n")
    #expect(lines[0].hasPrefix("model.lav:1:11: error: "))
    #expect(lines[1] == "学习 =~ 学习1 学习2")
    #expect(lines[2] == "              ^~~~~")
  }

  @Test func longLinesAreCutAroundTheCaret() throws {
    let name = String(repeating: "a", count: 4000)
    let before = (1...900).map { "v\($0)" }.joined(separator: " + ")
    let lines = rendered("f =~ \(before) + x2 x3 + \(name)").split(
      separator: "\n")
    #expect(lines[1].count <= 206)
    #expect(lines[1].hasPrefix("...") && lines[1].hasSuffix("..."))
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let column = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(lines[1].dropFirst(column).hasPrefix("x3"))
  }

  @Test func longNamesAreCut() {
    let name = String(repeating: "a", count: 4000)
    let lines = rendered("f =~ x1 \(name)").split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 260 })
    #expect(lines[0].contains("aaa...`."))
  }

  @Test func tabsStayTabs() {
    let lines = rendered("\ty ~\tx z").split(separator: "\n")
    #expect(lines[2] == "\t   \t  ^")
  }

  @Test func controlCharactersAreNotSentToTheTerminal() {
    let text = rendered("y ~ x \u{1B}[31m")
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func diagnosticsWithoutAPlaceNameTheFile() {
    let diagnostic = Diagnostic(
      severity: .warning, code: "c", message: "Beware.", range: nil)
    let source = SourceText("y ~ x", name: "m.lav")
    #expect(diagnostic.rendered(in: source) == "m.lav: warning: Beware.")
  }

  @Test func rangesOverSeveralLinesAreMarkedOnTheFirst() {
    let source = SourceText("ab\ncd", name: "m")
    let diagnostic = Diagnostic(
      code: "c", message: "M.", range: SourceRange(1, 5))
    #expect(diagnostic.rendered(in: source) == "m:1:2: error: M.\nab\n ^")
  }
}
