import Messages
import ModelSyntax
import Testing

@Suite struct ParserTests {
  @Test func formulasKeepBothSidesInOrder() throws {
    let formula = try #require(try formulas("f1 + f2 =~ x1 + a*x2").first)
    #expect(formula.op == .measurement)
    #expect(formula.lhs.map(\.modelText) == ["f1", "f2"])
    #expect(formula.terms.map(\.modelText) == ["x1", "a*x2"])
  }

  @Test func everyOperatorIsRead() throws {
    let text = "a =~ b\na <~ b\na ~ b\na ~~ b\na | b\na ~*~ a"
    #expect(
      try formulas(text).map(\.op) == [
        .measurement, .formative, .regression, .covariance, .threshold,
        .scaling,
      ])
  }

  @Test func interceptsAndZerosAreNotNames() throws {
    #expect(try formulas("y ~ 1 + x")[0].terms[0].subject == .intercept)
    #expect(try formulas("y ~ 0")[0].terms[0].subject == .zero)
    #expect(try formulas("f =~ 0")[0].terms[0].subject == .zero)
    #expect(try modifiers("y ~ a*1") == [.label(["a"])])
    #expect(try modifiers("y ~ 1*1") == [.fixed([1])])
  }

  static let arithmetic: [(text: String, value: Double)] = [
    ("-1", -1.0), ("(1/3)", 1.0 / 3), ("1/4", 0.25), ("2*3", 6),
    ("2^3^2", 512), ("-2^2", -4), ("2^-1", 0.5), ("2**3", 8),
    ("sqrt(16)", 4), ("exp(0)", 1), ("(1 + 2)*3", 9), (".5", 0.5),
    ("1.", 1), ("1e-3", 0.001), ("1.2E+4", 12_000), ("1L", 1),
    ("6/2/3", 1), ("-(pi/2)", -Double.pi / 2), ("1.e2", 100),
  ]

  @Test(arguments: arithmetic)
  func arithmeticFixesParameters(_ text: String, _ value: Double) throws {
    #expect(try modifiers("y ~ \(text)*x") == [.fixed([value])])
  }

  @Test func modifiersHaveTheirKinds() throws {
    #expect(try modifiers("y ~ NA*x") == [.fixed([nil])])
    #expect(try modifiers("y ~ a*x") == [.label(["a"])])
    #expect(try modifiers("y ~ 'a b'*x") == [.label(["a b"])])
    #expect(try modifiers("y ~ (a)*x") == [.label(["a"])])
    #expect(try modifiers("y ~ c(1, NA)*x") == [.fixed([1, nil])])
    #expect(try modifiers("y ~ c(a, NA)*x") == [.label(["a", nil])])
    #expect(try modifiers("y ~ c(NA, NA)*x") == [.fixed([nil, nil])])
    #expect(try modifiers("y ~ c(1, 2)*3*x") == [.fixed([3, 6])])
    #expect(try modifiers("y ~ start(c(1, 2))*x") == [.start([1, 2])])
    #expect(try modifiers("y ~ 0.5?x") == [.start([0.5])])
    #expect(try modifiers("y ~ a*0.5?x") == [.label(["a"]), .start([0.5])])
    #expect(try modifiers("y ~ lower(-Inf)*x") == [.lower([-.infinity])])
    #expect(try modifiers("y ~ equal(\"f =~ x\")*x") == [.equal(["f=~x"])])
    #expect(try modifiers("y ~ equal(a)*x") == [.equal(["a"])])
    #expect(try modifiers("y ~ rv(\"s\")*x") == [.randomSlope(["s"])])
  }

  @Test func wordsOfModifiersCanNameVariables() throws {
    let formula = try formulas("c ~ start + c*label + group + effect + NAs")[0]
    #expect(formula.terms.count == 5)
    #expect(try formulas("level ~ group")[0].lhs[0].modelText == "level")
    #expect(try formulas("group:x ~~ y")[0].lhs[0].modelText == "group:x")
  }

  @Test func interactionsAreOneName() throws {
    let term = try formulas("y ~ 0.5*x : z")[0].terms[0]
    guard case .variable(let name) = term.subject else {
      Issue.record("no variable")
      return
    }
    #expect(name.text == "x:z")
    #expect(name.factors == ["x", "z"])
  }

  @Test func productsOfIndicatorsMeasureAnInteraction() throws {
    let formula = try formulas("f:g =~ 1*x1:z1 + x2:z2")[0]
    #expect(formula.terms.map(\.modelText) == ["1*x1:z1", "x2:z2"])
    #expect(formula.lhs[0].modelText == "f:g")
  }

  @Test func expressionsBindAsInR() throws {
    #expect(try rightSide("a := -b^2").modelText == "-b^2")
    #expect(try rightSide("a := (-b)^2").modelText == "(-b)^2")
    #expect(try rightSide("a := b^c^d").modelText == "b^c^d")
    #expect(try rightSide("a := (b^c)^d").modelText == "(b^c)^d")
    #expect(try rightSide("a := b - (c - d)").modelText == "b - (c - d)")
    #expect(try rightSide("a := (b - c) - d").modelText == "b - c - d")
    #expect(try rightSide("a := b/(c*d)").modelText == "b/(c*d)")
    #expect(try rightSide("a := -(b*c)").modelText == "-(b*c)")
    guard
      case .binary(.multiply, let left, _) = try rightSide("a := -b*c").kind,
      case .unary(.minus, _) = left.kind
    else {
      Issue.record("the sign binds tighter than the product")
      return
    }
  }

  @Test func headersAreReadInAnyCase() throws {
    let tree = try SyntaxTree.parse(
      text: "GROUP :1; y~x; Group: Grant-White\ny~x\nlevel: \"a b\"\ny~x")
    let headers = tree.statements.compactMap { statement in
      if case .header(let header) = statement { header } else { nil }
    }
    #expect(headers.map(\.kind) == [.group, .group, .level])
    #expect(headers.map(\.value.text) == ["1", "Grant-White", "a b"])
  }

  @Test func frontMatterIsKeptRaw() throws {
    let tree = try SyntaxTree.parse(
      text: "\u{FEFF}\n---\nestimator: MLR\n\n--- \ny ~ x")
    #expect(tree.frontMatter?.text == "estimator: MLR\n\n")
    #expect(tree.statements.count == 1)
    #expect(try SyntaxTree.parse(text: "y ~ x").frontMatter == nil)
    #expect(
      try SyntaxTree.parse(text: "---\n---\ny ~ x").frontMatter?.text == "")
  }

  @Test func namesCompareByMeaningNotByBytes() throws {
    let composed = try formulas("y ~ \u{E9}")[0]
    let decomposed = try formulas("y ~ e\u{301}")[0]
    #expect(composed.terms[0].modelText == decomposed.terms[0].modelText)
  }

  @Test func warnsOfLabelsThatAreVariables() throws {
    let tree = try SyntaxTree.parse(text: "y ~ x + z + x*z")
    #expect(tree.warnings.map(\.code) == ["syntax.label-is-variable"])
    #expect(try SyntaxTree.parse(text: "y ~ a*x").warnings.isEmpty)
  }

  /// Operators with a blank within, which lavaan 0.7-2 reads too.
  @Test(arguments: [
    ("f = ~ x1 + x2", "f =~ x1 + x2"), ("x1 ~ ~x2", "x1 ~~ x2"),
    ("x1 ~\t~ 0*x2", "x1 ~~ 0*x2"), ("s <  ~ x1 + x2", "s <~ x1 + x2"),
    ("y ~ a*x\nd : = 2*a", "y ~ a*x\nd := 2*a"),
    ("y ~ a*x + b*z\na = = b", "y ~ a*x + b*z\na == b"),
  ])
  func splitOperators(_ split: String, _ whole: String) throws {
    let tree = try SyntaxTree.parse(text: split)
    #expect(tree.warnings.map(\.code) == ["syntax.split-operator"])
    #expect(tree.modelText == (try SyntaxTree.parse(text: whole)).modelText)
  }

  @Test func warnsOfNamesInVectors() throws {
    let tree = try SyntaxTree.parse(text: "y ~ c(a = 1, b = 2)*x")
    #expect(
      tree.warnings.map(\.code) == [
        "syntax.ignored-argument-name", "syntax.ignored-argument-name",
      ])
    #expect(try modifiers("y ~ c(a = 1, b = 2)*x") == [.fixed([1, 2])])
  }
}
