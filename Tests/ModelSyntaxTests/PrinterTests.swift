import ModelSyntax
import Testing

@Suite struct PrinterTests {
  @Test func printsCanonicalText() throws {
    let tree = try SyntaxTree.parse(
      text: """
        ---
        missing: fiml
        ---
        f=~1*x1+start( .5 )*"l 1"*`x 2`;  GROUP:"a b"
        a:=(b*(c))+d**2   # comment
        """)
    #expect(
      tree.modelText == """
        ---
        missing: fiml
        ---
        f =~ 1*x1 + start(0.5)*"l 1"*`x 2`
        group: "a b"
        a := b*c + d^2

        """)
  }

  @Test func numbersKeepTheirPrecision() throws {
    for text in ["0.1", "1e-300", "0.3333333333333333", "123456789.123"] {
      let tree = try SyntaxTree.parse(text: "y ~ \(text)*x")
      #expect(try modifiers(tree.modelText) == modifiers("y ~ \(text)*x"))
    }
    #expect(
      try SyntaxTree.parse(text: "y ~ (1/3)*x").modelText
        == "y ~ 0.3333333333333333*x\n")
  }

  @Test func labelsThatReadAsSomethingElseAreQuoted() throws {
    for label in ["NA", "1", "a b", "if", "\\\"", ".5"] {
      let kind = ModifierSyntax.Kind.label([label])
      let modifier = ModifierSyntax(kind: kind, range: SourceRange(0, 0))
      #expect(try modifiers("y ~ \(modifier.modelText)*x") == [kind])
    }
  }
}
