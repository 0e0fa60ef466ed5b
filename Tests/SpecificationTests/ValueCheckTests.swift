import Messages
import ModelSyntax
import Specification
import Testing

@Suite struct ValueCheckTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var code: String
    /// The part of the text that the diagnostic points at.
    var marked: String

    init(_ text: String, _ code: String, at marked: String) {
      self.text = text
      self.code = code
      self.marked = marked
    }

    var testDescription: String { text }
  }

  static let mistakes = [
    Mistake("y ~ a*x\na == 1/0", "expression.not-finite", at: "1/0"),
    Mistake("y ~ a*x\na == Inf", "expression.not-finite", at: "Inf"),
    Mistake(
      "y ~ a*x\na == 1e308*10", "expression.not-finite", at: "1e308*10"),
    Mistake("y ~ a*x\na > log(-1)", "expression.not-finite", at: "log(-1)"),
    Mistake("y ~ a*x\na < 1 - 1/0", "expression.not-finite", at: "1/0"),
    Mistake("y ~ a*x\nk := a + 0/0", "expression.not-finite", at: "0/0"),
    Mistake(
      "y ~ a*x\nk := 1 - 1\na == 1/k", "expression.not-finite", at: "1/k"),
    Mistake("y ~ a*x\n1 < 0", "model.false-constraint", at: "1 < 0"),
    Mistake("y ~ a*x\n1 == 2", "model.false-constraint", at: "1 == 2"),
    Mistake("y ~ a*x\n2 > 3", "model.false-constraint", at: "2 > 3"),
    Mistake("f =~ x1 + (1/0)*x2", "model.not-finite", at: "(1/0)"),
    Mistake("f + g =~ x1 + (1/0)*x2", "model.not-finite", at: "(1/0)"),
    Mistake("f =~ x1 + Inf*x2", "model.not-finite", at: "Inf"),
    Mistake(
      "f =~ x1 + start(1/0)*x2", "model.not-finite", at: "start(1/0)"),
    Mistake(
      "f =~ x1 + lower(Inf)*x2", "model.not-finite", at: "lower(Inf)"),
    Mistake(
      "f =~ x1 + upper(-Inf)*x2", "model.not-finite", at: "upper(-Inf)"),
    Mistake(
      "f =~ x1 + lower(2)*upper(1)*x2", "model.empty-bounds",
      at: "lower(2)*upper(1)*x2"),
    Mistake("x1 ~~ -0.5*x1", "model.negative-variance", at: "-0.5*x1"),
  ]

  @Test(arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    let found = problems(mistake.text)
    #expect(found.map(\.code.rawValue) == [mistake.code])
    let diagnostic = try #require(found.first)
    #expect(!diagnostic.remedy.isEmpty)
    let range = try #require(diagnostic.range)
    #expect(SourceText(mistake.text).text(in: range) == mistake.marked)
  }

  @Test func eachGroupHasItsBounds() {
    let text = "y ~ lower(c(0, 2))*upper(c(1, 1))*x"
    let found = problems(text) { $0.groupLabels = ["1", "2"] }
    #expect(found.map(\.code) == ["model.empty-bounds"])
  }

  @Test(arguments: [
    "f =~ x1 + lower(-Inf)*upper(Inf)*x2", "f =~ x1 + lower(1)*upper(1)*x2",
    "x1 ~~ 0*x1 + -0.5*x2", "x1 ~~ start(-0.5)*x1", "y ~ a*x\na > -1/2",
    "y ~ a*x\na == log(2)/exp(1)",
  ])
  func soundValuesPass(_ text: String) {
    #expect(problems(text).isEmpty)
  }

  @Test func constraintsOfNumbersAreWarnedOf() throws {
    let table = try lower("y ~ a*x\n0.1 + 0.2 == 0.3\n1 < 2")
    #expect(
      table.warnings.map(\.code)
        == ["model.constant-constraint", "model.constant-constraint"])
  }

  @Test func aLabelOfDifferentValuesIsWarnedOf() throws {
    let text = "y ~ 1*a*x1 + 2*a*x2"
    let table = try lower(text)
    #expect(table.rows.prefix(2).map(\.fixedValue) == [1, 1])
    #expect(table.warnings.map(\.code) == ["model.label-values"])
    let range = try #require(table.warnings.first?.range)
    #expect(SourceText(text).text(in: range) == "2*a*x2")
    #expect(try lower("y ~ 1*a*x1 + 1*a*x2 + a*x3").warnings.isEmpty)
  }
}
