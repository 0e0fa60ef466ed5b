import Messages
import ModelSyntax
import Specification
import Testing

@Suite struct SemanticDiagnosticTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var code: String
    /// The part of the text that the diagnostic points at.
    var marked: String
    /// A part of its message.
    var says: String

    init(_ text: String, _ code: String, at marked: String, says: String) {
      self.text = text
      self.code = code
      self.marked = marked
      self.says = says
    }

    /// Expects the mistake among the problems of its text.
    func expectFound() throws {
      let found = problems(text)
      let match = found.first {
        $0.code.rawValue == code && $0.message.contains(says)
      }
      let diagnostic = try #require(match, "\(found)")
      let range = try #require(diagnostic.range)
      #expect(SourceText(text).text(in: range) == marked)
    }

    var testDescription: String { text }
  }

  static let mistakes = [
    Mistake("f =~ x1 + f", "model.own-indicator", at: "f", says: "`f`"),
    Mistake(
      "C <~ NA*x1 + x2\ny ~ C", "model.composite-scale", at: "NA*x1",
      says: "no weight of the composite C"),
    Mistake(
      "C <~ 0*x1 + NA*x2\ny ~ C", "model.composite-scale", at: "0*x1",
      says: "other than 0"),
    Mistake(
      "C <~ x1 + x2\nD <~ x2 + x3\ny ~ C + D", "model.composite-part",
      at: "x2", says: "a part of C and of D"),
    Mistake(
      "C <~ x1 + x2\nf =~ x2 + x3\nf ~ C", "model.composite-part", at: "x2",
      says: "loads on f"),
    Mistake(
      "C <~ x1 + x2\ny ~ C + x1", "model.composite-part", at: "x1",
      says: "stands in a regression"),
    Mistake(
      "C <~ x1 + x2\ny ~ C\nx1 ~~ y", "model.composite-part", at: "y",
      says: "follow from that"),
    Mistake(
      "f =~ x1 + x2\nC <~ f + x3\ny ~ C", "model.composite-part", at: "f",
      says: "`f` is latent"),
    Mistake(
      "C <~ x1 + x2:x3\ny ~ C", "model.composite-part", at: "x2:x3",
      says: "`x2:x3` is a product"),
    Mistake(
      "C <~ x1 + x2\ny ~ C\ny | t1", "model.composite-kind", at: "x1",
      says: "ordered variables"),
    Mistake("y ~ x + y", "model.self-regression", at: "y", says: "`y`"),
    Mistake(
      "x2 ~~ x1\nx1 ~~ 0*x2", "model.duplicate-parameter", at: "0*x2",
      says: "`x1~~x2`"),
    Mistake(
      "y ~ c(a, b, d)*x", "model.vector-length", at: "c(a, b, d)",
      says: "the vector has 3 entries, the model has 1 group"),
    Mistake(
      "y ~ rep(\"a\", 3)*x", "model.vector-length", at: "rep(\"a\", 3)",
      says: "the vector has 3 entries, the model has 1 group"),
    Mistake(
      "level: 1\ngroup: 1\ny ~ x", "model.group-in-level", at: "group: 1",
      says: "inside a level"),
    Mistake(
      "y ~ beta*x\nk := beto", "model.unknown-label", at: "beto",
      says: "did you mean `beta`?"),
    Mistake(
      "y ~ a*x\nk := .p99.", "model.unknown-label", at: ".p99.",
      says: "not a row"),
    Mistake(
      "y ~ a*x\nk := sqr(a)", "expression.unknown-function", at: "sqr",
      says: "did you mean `sqrt`?"),
    Mistake(
      "y ~ a*x\nk := exp(a, a)", "expression.argument-count", at: "exp",
      says: "takes 1"),
    Mistake(
      "y ~ a*x\nk := l + a\nl := k", "model.circular-definition",
      at: "k := l + a", says: "k -> l -> k"),
    Mistake(
      "y ~ a*x\na := 2", "model.definition-clash", at: "a", says: "`a`"),
    Mistake(
      "y ~ a*x\nk := 2\nk := a", "model.duplicate-definition", at: "k",
      says: "twice"),
    Mistake(
      "f =~ x1 + x2 + equal('f=~x9')*x3", "model.unknown-reference",
      at: "equal('f=~x9')*x3", says: "did you mean"),
    Mistake(
      "y ~ x\ngroup: 1\ny ~ z", "model.formula-before-header", at: "x",
      says: "before the first"),
    Mistake(
      "class: 1\ny ~ z", "model.unsupported-header", at: "class: 1",
      says: "`class:`"),
  ]

  @Test(arguments: mistakes)
  func mistake(_ mistake: Mistake) throws { try mistake.expectFound() }

  @Test func everyMistakeIsReportedInOrder() {
    let found = problems("y ~ a*x\nk := foo1\nl := bar2")
    #expect(
      found.map(\.code) == ["model.unknown-label", "model.unknown-label"])
    let offsets = found.compactMap { $0.range?.lowerBound }
    #expect(offsets == offsets.sorted())
  }

  @Test func vectorsMustFitTheGroups() {
    let found = problems("y ~ c(a, b, d)*x") { $0.groupLabels = ["1", "2"] }
    #expect(
      found.map(\.message)
        == ["the vector has 3 entries, the model has 2 groups"])
  }

  @Test func unknownPartialIsNamed() {
    let found = problems("visual =~ x1 + x2 + x3") {
      $0.groupLabels = ["1", "2"]
      $0.groupEqual = [.loadings]
      $0.groupPartial = ["visual =~ x2", "visul =~ x3"]
    }
    #expect(found.map(\.code) == ["options.group-partial"])
    #expect(found.first?.message.contains("visual=~x3") == true)
  }

  @Test func headersMustFitTheGroups() {
    let found = problems("group: a\ny ~ x\ngroup: b\ny ~ x") {
      $0.groupLabels = ["a", "b", "c"]
    }
    #expect(found.map(\.code) == ["model.group-count"])
  }

  @Test func effectCodingExcludesStandardizedLatents() {
    let found = problems("f =~ x1 + x2 + x3") {
      $0.effectCodingLoadings = true
      $0.standardizeLatent = true
    }
    #expect(found.map(\.code) == ["options.effect-coding"])
  }

  @Test func warnings() throws {
    let random = try lower("y ~ x\nx ~~ x")
    #expect(random.warnings.map(\.code) == ["model.random-exogenous"])
    let single = try lower("y ~ a*x") { $0.groupLabels = ["1", "2"] }
    #expect(single.warnings.map(\.code) == ["model.single-label"])
    let repeated = try lower("y ~ a*x + b*x")
    #expect(repeated.warnings.map(\.code) == ["model.repeated-modifier"])
    #expect(repeated.rows[0].label == "b")
    #expect(try lower("y ~ a*x + start(1)*x").warnings.isEmpty)
    // As in lavaan 0.7: what says nothing new does no harm.
    let twice = try lower("x1 ~~ a*x2\nx2 ~~ x1\nx1 ~~ x2")
    #expect(
      twice.warnings.map(\.code)
        == ["model.repeated-parameter", "model.repeated-parameter"])
    #expect(twice.rows.count == 3)
    #expect(twice.rows[0].label == "a")
  }
}
