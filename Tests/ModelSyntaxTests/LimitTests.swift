import ModelSyntax
import Testing

@Suite struct LimitTests {
  @Test(arguments: [
    ("(", ")"), ("exp(", ")"), ("-", ""), ("b^", ""), ("(b+", ")"),
    ("(b", ""),
  ])
  func deepExpressionsAreRefused(_ opening: String, _ closing: String) {
    let text =
      "a := " + String(repeating: opening, count: 50_000) + "b"
      + String(repeating: closing, count: 50_000)
    let found = errors(in: text)
    #expect(found.count == 1)
  }

  @Test func deepModifiersAreRefused() {
    let text =
      "y ~ " + String(repeating: "c(", count: 50_000) + "1"
      + String(repeating: ")", count: 50_000) + "*x"
    #expect(errors(in: text).map(\.code) == ["syntax.too-deep"])
  }

  @Test func longChainsAreRefusedBeforeTheyOverflow() throws {
    let chain = String(repeating: "+ b ", count: 100_000)
    #expect(errors(in: "a := b " + chain).map(\.code) == ["syntax.too-long"])
    let products = String(repeating: "2*", count: 100_000)
    #expect(try modifiers("y ~ " + products + "x").count == 1)
    let sum = String(repeating: "+ b ", count: 2000)
    let tree = try SyntaxTree.parse(text: "a := b " + sum)
    #expect(try SyntaxTree.parse(text: tree.modelText).bare == tree.bare)
  }

  /// A quadratic scan would take minutes over these texts.
  @Test(
    .timeLimit(.minutes(20)),
    arguments: [
      "y ~ x\n", "y ~ (x\n", "\"\n", "\n", "(", ")", "x + ", "'", "`", "---\n",
      "# c\n", "；", "\u{200B}", "y ~ x;", "a = 'b\n", "y ~ a*x + ",
    ])
  func timeIsLinearInTheText(_ piece: String) {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    _ = try? SyntaxTree.parse(text: text)
  }
}
