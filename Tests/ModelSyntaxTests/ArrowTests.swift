import Messages
import ModelSyntax
import Testing

@Suite struct ArrowTests {
  private func statement(_ text: String) throws -> Statement {
    try #require(try SyntaxTree.parse(text: text).statements.first)
  }

  @Test func chainsKeepStagesAndModifiers() throws {
    guard
      case .arrows(let chain) = try statement("a1*x, z -> m + n -> y")
    else {
      Issue.record("no chain")
      return
    }
    #expect(chain.kind == .regression)
    #expect(
      chain.stages.map { $0.map(\.modelText) }
        == [["a1*x", "z"], ["m", "n"], ["y"]])
    #expect(chain.arrowRanges == [SourceRange(8, 10), SourceRange(17, 19)])
    #expect(chain.range == SourceRange(0, 21))
  }

  @Test func wordsAreNamesWhereNoNameFollows() throws {
    for text in [
      "effect ~ x", "effects =~ x1 + x2", "framework ~~ x", "effect -> y",
      "effects, framework -> y", "effect*x -> y", "framework := a",
      "effect:x ~~ y", "`effect` ~ x",
    ] {
      switch try statement(text) {
      case .effect, .framework: Issue.record("\(text)")
      default: break
      }
    }
    #expect(
      try formulas("y ~ effect + effects*framework")[0].terms.count == 2)
  }

  @Test(arguments: [
    ("framework n(a, b) -> m -> y", Framework.Mediation.partial),
    ("framework partial n(a, b) -> m -> y", .partial),
    ("framework n(a, b) -> m -> y, partial", .partial),
    ("framework full n(a, b) -> m -> y", .full),
    ("framework n(a, b) -> m -> y, full", .full),
    ("framework direct n(a, b) ->\n  m ->\n  y", .direct),
  ])
  func mediationStandsBeforeOrAfter(
    _ text: String, _ mediation: Framework.Mediation
  ) throws {
    guard case .framework(let framework) = try statement(text) else {
      Issue.record("no framework")
      return
    }
    #expect(framework.mediation == mediation)
    #expect(framework.stages.map(\.name.text) == ["n", "m", "y"])
    #expect(
      framework.stages.map { $0.variables.map(\.text) }
        == [["a", "b"], ["m"], ["y"]])
    #expect(framework.range == SourceRange(0, text.utf8.count))
  }

  @Test func mediationCanNameAStage() throws {
    for text in ["framework full -> b", "framework full(a) -> direct"] {
      guard case .framework(let framework) = try statement(text) else {
        Issue.record("\(text)")
        continue
      }
      #expect(framework.mediation == .partial)
      #expect(framework.stages[0].name.text == "full")
    }
  }

  @Test func effectsTakeListsAndChains() throws {
    guard
      case .effect(let effects) = try statement("effects a, b -> c + d"),
      case .effect(let effect) = try statement("effect a -> b -> c")
    else {
      Issue.record("no effects")
      return
    }
    #expect(effects.kind == .all)
    #expect(
      effects.stages.map { $0.map(\.text) } == [["a", "b"], ["c", "d"]])
    #expect(effect.kind == .specific)
    #expect(effect.stages.map { $0.map(\.text) } == [["a"], ["b"], ["c"]])
  }

  @Test func canonicalText() throws {
    let text = """
      framework  partial n ( a+b )->m ,full2
      """
    #expect(throws: ModelSyntaxError.self) {
      try SyntaxTree.parse(text: text)
    }
    let tree = try SyntaxTree.parse(
      text: "framework n( a+b )->m , full\nx+y<->z\neffects a+b->c")
    #expect(
      tree.modelText == """
        framework full n(a, b) -> m
        x, y <-> z
        effects a, b -> c

        """)
  }

  @Test func labelsThatAreVariablesAreReportedInChains() throws {
    let tree = try SyntaxTree.parse(text: "z*x -> y\nz -> y2")
    #expect(tree.warnings.map(\.code) == ["syntax.label-is-variable"])
  }

  @Test func wrongChains() {
    expectErrors("a ->1️⃣", "missing-right-side")
    expectErrors("1️⃣-> b", "missing-left-side")
    expectErrors("a -> 1️⃣-> b", "missing-left-side")
    expectErrors("a -> b,1️⃣ -> c", "missing-operand")
    expectErrors("a, 1️⃣, b -> c", "missing-operand")
    expectErrors("a 1️⃣b -> c", "missing-operator", remedy: "`,`")
    expectErrors("a 1️⃣- b -> c", "unexpected-token")
    expectErrors("1️⃣1 -> b", "invalid-name")
    expectErrors("a -> 1️⃣b1*m", "misplaced-modifier", remedy: "b1*x -> m")
    expectErrors("a -> m -> 1️⃣2*y", "misplaced-modifier")
    expectErrors("1️⃣efa(\"b\")*a -> m", "misplaced-modifier")
    expectErrors("a -> 1️⃣x:z", "misplaced-interaction")
    expectErrors("a <-> b 1️⃣<-> c", "second-relation")
    expectErrors("a -> b 1️⃣<-> c", "second-relation")
    expectErrors("a -> b 1️⃣~ c", "second-relation")
    expectErrors("a ~ b 1️⃣-> c", "second-relation")
    expectErrors("a 1️⃣→ b", "confusable-character", remedy: "`->`")
  }

  @Test func wrongEffects() {
    expectErrors("1️⃣effect a", "missing-operator", remedy: "effects x -> y")
    expectErrors("effect a ->1️⃣", "missing-right-side")
    expectErrors("effects a -> b 1️⃣-> c", "second-relation", remedy: "effect")
    expectErrors("effect a -> 1️⃣b1*b", "misplaced-modifier")
    expectErrors("effect a -> b -> 1️⃣a", "repeated-member")
    expectErrors("effect a 1️⃣~ b", "second-relation")
    expectErrors("effects a -> 1️⃣b:c", "misplaced-interaction")
    expectErrors("effects a -> 1️⃣1", "invalid-name")
  }

  @Test func wrongFrameworks() {
    expectErrors("1️⃣framework a", "missing-operator", remedy: "growth")
    expectErrors("framework a(b) ->1️⃣", "missing-right-side")
    expectErrors("framework a1️⃣() -> c", "empty-stage", remedy: "delete")
    expectErrors("framework a(b, 1️⃣b) -> c", "repeated-member")
    expectErrors("framework a(b) -> c(d, 1️⃣b)", "repeated-member")
    expectErrors("framework a(b 1️⃣d) -> c", "missing-operator")
    expectErrors("framework a(1️⃣l*b) -> c", "misplaced-modifier")
    expectErrors("framework a(b)1️⃣(c) -> d", "unexpected-token")
    expectErrors("framework ful 1️⃣a -> b", "unexpected-token", remedy: "full")
    expectErrors(
      "framework a -> b1️⃣, ful", "unexpected-token", remedy: "full")
    expectErrors(
      "framework full a -> b, 1️⃣direct", "repeated-modifier")
    expectErrors(
      "framework partial 1️⃣full a -> b", "repeated-modifier",
      remedy: "Keep one")
    expectErrors(
      "framework 1️⃣(a, b) -> c", "unnamed-stage", remedy: "causes(x, z)")
    expectErrors(
      "framework a -> b1️⃣, c", "unexpected-token",
      remedy: "`partial`, `full` and `direct`")
    expectErrors("framework a1️⃣(b -> c", "unclosed-parenthesis")
    expectErrors("framework a(b 1️⃣-> c)", "unexpected-token")
  }
}
