import Latent
import Messages
import Testing

/// Models built in Swift say the same as their texts.
@Suite struct ModelStatementTests {
  @Test func statementsMakeTheTextsTable() throws {
    let built = try Model([
      .measurement(
        "visual", by: ["x1", "x2", ModelTerm("x3", label: "a", start: 0.7)]),
      .measurement("speed", by: [ModelTerm("x7", isFree: true), "x8", "x9"]),
      .covariance("speed", with: [ModelTerm("speed", fixed: 1)]),
      .regression("visual", on: [ModelTerm("speed", label: "b"), "age year"]),
      .covariance("x1", with: [ModelTerm("x2", lower: 0)]),
      .intercept(ModelTerm("x1", fixed: 0.5)),
      .definition("product", "a*b"), .constraint("a > 0"),
    ])
    let written = try Model(
      text: """
        visual =~ x1 + x2 + a*x3 + start(0.7)*x3
        speed =~ NA*x7 + x8 + x9
        speed ~~ 1*speed
        visual ~ b*speed + `age year`
        x1 ~~ lower(0)*x2
        x1 ~ 0.5*1
        product := a*b
        a > 0
        """)
    func rows(_ model: Model) throws -> [ParameterRow] {
      try model.parameterTable().rows.map {
        var row = $0
        row.range = nil
        return row
      }
    }
    #expect(try rows(built) == rows(written))
  }

  @Test func groupsHaveStatementsOfTheirOwn() throws {
    let model = try Model([
      .group("a"), .measurement("f", by: ["x1", "x2", "x3"]),
      .group("b"), .measurement("f", by: ["x1", "x2", "x4"]),
    ])
    var options = ModelOptions()
    options.groupLabels = ["a", "b"]
    let table = try model.parameterTable(options: options)
    #expect(table.roles[1].observed == ["x1", "x2", "x4"])
  }

  @Test func errorsAreThoseOfTheText() throws {
    let error = try #require(throws: LatentError.self) {
      try Model([
        .regression("y", on: [ModelTerm("x", label: "a")]),
        .definition("product", "a*"),
      ])
    }
    #expect(error.kind == .syntax && error.line == 2)
    #expect("\(error)".contains("product := a*"))
    let meaning = try #require(throws: LatentError.self) {
      try Model([
        .regression("y", on: [ModelTerm("x", label: "a")]),
        .constraint("a == b"),
      ]).parameterTable()
    }
    #expect(meaning.code == "model.unknown-label" && meaning.line == 2)
  }

  /// Names and labels are what they are, and no text that says more.
  @Test func namesAndLabelsAreNotParsed() throws {
    let name = "x` + `z"
    let model = try Model([
      .regression(
        "y", on: [ModelTerm(name, label: "a*b", start: 0.1)])
    ])
    let rows = try model.parameterTable().rows.filter { $0.op == .regression }
    #expect(rows.map(\.rhs) == [name])
    #expect(rows.map(\.label) == ["a*b"])
  }

  @Test(arguments: [
    [ModelStatement.regression("y", on: [])], [.measurement("", by: ["x"])],
    [.regression("y", on: [""])], [.constraint("y ~ x")],
    [.constraint("a == 1\nb == 2")], [.definition("a := 1\nb", "2")], [],
  ])
  func statementsThatSayNothingOrMore(_ statements: [ModelStatement]) {
    #expect(throws: LatentError.self) { try Model(statements) }
  }

  /// Statements that no estimator takes are refused, not dropped.
  @Test(arguments: ["rv(\"s\")", "prior(\"normal(0,1)\")"])
  func modifiersOfOtherProgramsAreRefused(_ modifier: String) throws {
    let model = try Model(text: "y ~ \(modifier)*x")
    let moments = try SampleMoments(
      variableNames: ["y", "x"], observationCount: 100,
      covariance: [1, 0.5, 0.5, 1])
    #expect(throws: LatentError.self) {
      try model.fit(to: [moments])
    }
  }
}
