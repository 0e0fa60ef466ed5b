import Messages
import ModelSyntax
import Specification
import Testing
import VariableNames

/// Products of latent variables become latent variables with products of
/// indicators.
@Suite struct ProductExpansionTests {
  static let measurement = "f =~ x1 + x2 + x3\ng =~ z1 + z2 + z3\n"

  /// The statements that the expansion adds to a text.
  private func added(
    _ text: String, change: (inout ModelOptions) -> Void = { _ in }
  ) throws -> [String] {
    let tree = try SyntaxTree.parse(text: text)
    var options = ModelOptions()
    change(&options)
    let expanded = try tree.expanded(options: options)
    // Expanding again adds nothing.
    let again = try SyntaxTree.parse(text: expanded.modelText)
    #expect(
      try again.expanded(options: options).modelText == expanded.modelText)
    let given = Set(tree.statements.map(\.modelText))
    return expanded.statements.map(\.modelText).filter { !given.contains($0) }
  }

  @Test func matchedPairs() throws {
    let text = Self.measurement + "y ~ f + g + f:g"
    #expect(try added(text) == ["f:g =~ 1*x1:z1 + x2:z2 + x3:z3"])
    #expect(
      try added(text) { $0.productPairing = .matched } == added(text))
    let table = try ParameterTable(
      lowering: SyntaxTree.parse(text: text), options: ModelOptions())
    #expect(table.roles[0].latentInteractions.map(\.name) == ["f:g"])
    #expect(table.roles[0].interactions.isEmpty)
    #expect(table.roles[0].productIndicators == ["x1:z1", "x2:z2", "x3:z3"])
    #expect(table.roles[0].latentExogenous == ["f", "g", "f:g"])
    #expect(
      ["f", "g"].allSatisfy { factor in
        table.rows.contains {
          $0.op == .covariance && $0.isFree
            && Set([$0.lhs, $0.rhs]) == [factor, "f:g"]
        }
      })
  }

  @Test func allPairs() throws {
    let text = "f =~ x1 + x2\ng =~ z1 + z2\ny ~ f + g + f:g"
    #expect(
      try added(text) { $0.productPairing = .all } == [
        "f:g =~ 1*x1:z1 + x1:z2 + x2:z1 + x2:z2", "x1:z2 ~~ x1:z1",
        "x2:z1 ~~ x1:z1", "x2:z2 ~~ x1:z2 + x2:z1",
      ])
    // A covariance that the text has stands as it is.
    #expect(
      try added(text + "\nx1:z1 ~~ 0*x1:z2") { $0.productPairing = .all }
        .contains("x1:z2 ~~ x1:z1") == false)
  }

  /// An observed factor has no error: products that share it have nothing
  /// else in common.
  @Test func observedFactor() throws {
    #expect(
      try added("f =~ x1 + x2\ny ~ f + w + f:w") == [
        "f:w =~ 1*x1:w + x2:w", "f:w ~~ w", "f ~~ w",
      ])
    #expect(
      try added("f =~ x1 + x2\nw ~ v\ny ~ f + w + w:f") == [
        "w:f =~ 1*w:x1 + w:x2", "w:f ~~ w",
      ])
  }

  @Test func squares() throws {
    let text = "f =~ x1 + x2\ny ~ f + f:f"
    #expect(try added(text) == ["f:f =~ 1*x1:x1 + x2:x2"])
    #expect(
      try added(text) { $0.productPairing = .all } == [
        "f:f =~ 1*x1:x1 + x1:x2 + x2:x2", "x1:x2 ~~ x1:x1",
        "x2:x2 ~~ x1:x2",
      ])
  }

  /// A product covaries with the residual of an endogenous factor.
  @Test func endogenousFactors() throws {
    let text = Self.measurement + "f -> g\nf, g, f:g -> y"
    #expect(try added(text).last == "f:g ~~ g")
    #expect(
      try added(text) { $0.orthogonalExogenous = true }.last
        == "y ~ f + g + f:g")
    #expect(
      try added(Self.measurement + "framework w -> f -> y\ny ~ g + f:g")
        .contains("f:g ~~ f"))
    let given = try added(text + "\ng ~~ 0*f:g")
    #expect(!given.contains("f:g ~~ g"))
  }

  /// Products of one factor with several share indicators, by matched pairs
  /// too.
  @Test func productsWithAFactorInCommon() throws {
    let text =
      "f =~ x1 + x2\ng =~ z1 + z2\nh =~ w1 + w2\n"
      + "y ~ f + g + h + f:g + f:h"
    #expect(
      try added(text) == [
        "f:g =~ 1*x1:z1 + x2:z2", "f:h =~ 1*x1:w1 + x2:w2",
        "x1:w1 ~~ x1:z1", "x2:w2 ~~ x2:z2",
      ])
  }

  @Test func writtenMeasurementStands() throws {
    let text =
      "f =~ x1 + x2 + x3 + x4\ng =~ z1 + z2\n"
      + "f:g =~ x1:z1 + x3:z2\ny ~ f + g + f:g"
    #expect(try added(text).isEmpty)
    let table = try ParameterTable(
      lowering: SyntaxTree.parse(text: text), options: ModelOptions())
    #expect(table.roles[0].productIndicators == ["x1:z1", "x3:z2"])
    #expect(
      table.rows.first { $0.rhs == "x1:z1" }?.fixedValue == 1)
  }

  /// The product's scale is that of its factors.
  @Test func scale() throws {
    func first(
      _ text: String, change: (inout ModelOptions) -> Void = { _ in }
    ) throws -> String? {
      try added(text + "\ny ~ f + g + f:g", change: change).first
    }
    #expect(
      try first("f =~ 2*x1 + x2\ng =~ 3*z1 + z2")
        == "f:g =~ 6*x1:z1 + x2:z2")
    #expect(
      try first("f =~ NA*x1 + 1*x2\ng =~ NA*z1 + 1*z2")
        == "f:g =~ 1*x2:z2 + x1:z1")
    #expect(
      try first("f =~ NA*x1 + 1*x2\ng =~ z1 + z2")
        == "f:g =~ x1:z1 + x2:z2")
    #expect(
      try first("f =~ c(1, 2)*x1 + x2\ng =~ start(0.5)*z1 + z2") {
        $0.groupLabels = ["1", "2"]
      } == "f:g =~ c(0.5, 1)*x1:z1 + x2:z2")
    #expect(
      try first("f =~ x1 + x2\ng =~ z1 + z2") {
        $0.standardizeLatent = true
      } == "f:g =~ x1:z1 + x2:z2")
    #expect(
      try first("f =~ 1*x1 + x2\ng =~ 1*z1 + z2") { $0.kind = .lavaan }
        == "f:g =~ 1*x1:z1 + x2:z2")
  }

  @Test func everyGroupHasItsOwn() throws {
    let tree = try SyntaxTree.parse(
      text: "group: 1\nf =~ x1 + x2\ng =~ z1 + z2\ny ~ f + g + f:g\n"
        + "group: 2\nf =~ x1 + x3\ng =~ z1 + z3\ny ~ f + g + f:g")
    let table = try ParameterTable(lowering: tree, options: ModelOptions())
    #expect(
      table.roles.map(\.productIndicators) == [
        ["x1:z1", "x2:z2"], ["x1:z1", "x3:z3"],
      ])
  }

  @Test func theTextAloneIsShownWithout() throws {
    let tree = try SyntaxTree.parse(text: "f =~ x1\ny ~ f:g + f")
    #expect(
      try tree.expandedWithoutProducts().modelText == "f =~ x1\ny ~ f:g + f\n")
  }

  /// lavaan reads no `:` left of `=~`.
  @Test func namesThatLavaanReads() throws {
    let tree = try SyntaxTree.parse(
      text: "f =~ x1 + x2\ng =~ z1 + z2\nx1.z1 ~ f + g + f:g + w:v\n"
        + "x2:z2 ~~ equal('f:g =~ x2:z2')*x2:z2")
    let (plain, columns) = try tree.expanded().withPlainProducts()
    #expect(
      plain.modelText == """
        f =~ x1 + x2
        g =~ z1 + z2
        f.g =~ 1*x1.z1. + x2.z2
        x1.z1 ~ f + g + f.g + w:v
        x2.z2 ~~ equal("f.g=~x2.z2")*x2.z2

        """)
    #expect(columns.map(\.name) == ["x1.z1.", "x2.z2"])
    #expect(columns.map(\.factors) == [["x1", "z1"], ["x2", "z2"]])
  }

  typealias Mistake = SemanticDiagnosticTests.Mistake

  static let mistakes = [
    Mistake(
      "f =~ x1 + x2 + x3\ng =~ z1 + z2\ny ~ f + g + f:g",
      "model.product-pairing", at: "f:g",
      says: "`f` has 3 indicators and `g` 2"),
    Mistake(
      "f =~ x1 + x2\ng =~ f\ny ~ g + f + f:g",
      "model.product-without-indicators", at: "f:g",
      says: "`g` is measured by `f`"),
    Mistake(
      "f =~ x1 + x2\ng =~ 0\ny ~ g + f + f:g",
      "model.product-without-indicators", at: "f:g",
      says: "`g` has no indicators"),
    Mistake(
      "f =~ x1 + x2\ng <~ z1 + z2\ny ~ g + f + f:g",
      "model.product-without-indicators", at: "f:g",
      says: "`g` has no indicators"),
    Mistake(
      "f =~ x1 + x2\ngrowth =~ z1 + z2\ny ~ f + growth + f:grwoth",
      "model.product-without-factor", at: "f:grwoth",
      says: "did you mean `growth`?"),
    Mistake(
      "f =~ x1 + x2\ny ~ f + f:w", "model.product-without-factor",
      at: "f:w", says: "only as a factor"),
    Mistake(
      "f =~ x1 + x2\ng =~ z1 + z2\ny ~ f + g + f:g\nv ~ f + g + g:f",
      "model.product-twice", at: "g:f", says: "the same product"),
    Mistake(
      "f =~ x1 + x2\ng =~ z1 + z2 + f:z1", "model.product-indicator",
      at: "f:z1", says: "cannot indicate `g`"),
    Mistake(
      "f =~ x1 + x2\ng =~ z1 + z2\nf:g =~ x1:z1 + z2:x2\ny ~ f + g + f:g",
      "model.product-indicator", at: "f:g",
      says: "`z2` is no indicator of `f`"),
    Mistake(
      "x:z =~ x1:z1 + x2:z2\ny ~ x + z + x:z", "model.product-not-latent",
      at: "x:z", says: "none of its factors"),
  ]

  @Test(arguments: mistakes)
  func mistake(_ mistake: Mistake) throws { try mistake.expectFound() }

  /// Effects through a moderated arrow hold at the moderator's mean.
  @Test func effectsWarn() throws {
    let warning = try #require(
      SyntaxTree.parse(
        text: Self.measurement + "f -> y\ny ~ g + f:g\neffect f -> y"
      ).expanded().warnings.first)
    #expect(warning.code == "model.conditional-effect")
    #expect(warning.remedy.contains("mean of zero"))
  }

  @Test func pairsThatTheRemedyShows() throws {
    let remedy = try #require(
      problems(Self.mistakes[0].text).first?.remedy)
    #expect(remedy.contains("`f:g =~ x1:z1 + x2:z2`"))
    #expect(remedy.contains("`products: all`"))
  }
}
