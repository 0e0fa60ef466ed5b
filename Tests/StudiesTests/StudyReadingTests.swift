import Messages
import ReportRendering
import RequestSettings
import Requests
import StudyReports
import TableReading
import Testing

@testable import Studies

/// What a study file says, and what is said of what it cannot mean.
@Suite struct StudyReadingTests {
  @Test(arguments: [
    ("hypotheses:\n  H1: tis -> growth", "`tis`", "Did you mean `ties`?"),
    (
      "hypotheses:\n  H1: Tie strengh -> growth", "`Tie strengh`",
      "Tie strength"
    ),
    ("hypotheses:\n  H1: growth", "not a path", "trust -> growth"),
    (
      "hypotheses:\n  H1: w moderates a -> b -> c", "one path at a time",
      "w moderates x -> y"
    ),
    (
      "hypotheses:\n  H1: growth -> ties\nmodels:\n  m: growth ~ ties",
      "no path growth -> ties", "Nothing acts on"
    ),
    (
      "hypotheses:\n  H1: learning -> growth\nmodels:\n  m: growth ~ ties",
      "no path learning -> growth", "ties -> growth"
    ),
    ("hypothesis:\n  H1: a -> b", "`hypothesis`", "`hypotheses`"),
    ("compute:\n  x: mean(tis)", "`tis`", "`ties`"),
    ("compute:\n  x: mean(ties", "`)` is missing", ""),
    ("compute:\n  x: maen(ties)", "`maen`", "`mean`"),
    ("compute:\n  x: ties + 1", "construct by itself", "mean(...)"),
    ("compute:\n  x: place + 1", "text is not a number", "=="),
    ("compute:\n  size: t1 + 1", "`size` is taken", ""),
    ("compute:\n  x: log(0 - 1)", "no value in any row", ""),
    ("compute:\n  x: later\n  later: t1", "`later`", ""),
    ("estimation: {estimatr: ML}", "`estimatr`", "`estimator`"),
    (
      "hypotheses:\n  H1: ties -> growth\nrobustness:\n  a: {controls: sise}",
      "`sise`", "`size`"
    ),
    ("robustness:\n  a: {estimator: MLR}", "no model to check", "models:"),
    ("groups:\n  plaec: {means: true}", "`plaec`", "`place`"),
    ("groups:\n  place: {maens: true}", "`maens`", "means"),
    ("measurement: {constructs: [grwth]}", "`grwth`", "`growth`"),
    (
      "measurement: {competing: {one: ties + lerning}}", "`lerning`",
      "`learning`"
    ),
    ("measurement: {competing: {one: ties}}", "joins nothing", "a + b"),
    ("mediation: {bootstrap: many}", "`many`", "whole number"),
    ("mediation: {interval: percentil}", "`percentil`", "`percentile`"),
    ("language: fr", "`fr`", "`zh`"),
    ("title: &a x", "Anchors", "quotes"),
    ("title: [", "not YAML", ""),
  ])
  func faultsHaveCaretsAndRemedies(
    _ text: String, _ message: String, _ remedy: String
  ) throws {
    let error = try #require(
      StudyFixture.error(
        "data: firms.csv\ncodebook: codebook.yaml\n" + text + "\n"))
    let shown = error.description
    #expect(shown.contains(message), "\(shown)")
    #expect(shown.contains(remedy), "\(shown)")
    #expect(error.line ?? 0 > 2, "\(shown)")
  }

  @Test func dataAreNeeded() throws {
    let error = try #require(StudyFixture.error("title: x\n"))
    #expect(error.description.contains("names no data"))
    #expect(StudyFixture.error("")?.description.contains("empty") == true)
  }

  @Test func hypothesesInTwoLanguages() throws {
    let study = try Study(
      text: """
        data: a.csv
        hypotheses:
          H1: a, b -> c → d, negative
          假设2: 合作意愿调节学习 -> 成长，正向
        """)
    let first = study.hypotheses[0]
    #expect(first.stages.map { $0.map(\.text) } == [["a", "b"], ["c"], ["d"]])
    #expect(first.direction == .negative)
    let second = study.hypotheses[1]
    #expect(second.moderator?.text == "合作意愿")
    #expect(second.stages.map { $0.map(\.text) } == [["学习"], ["成长"]])
    #expect(second.direction == .positive)
  }

  /// Values by hand, of the first two rows.
  @Test(arguments: [
    ("size + 2 * 3 ^ 2 ^ 0.5 * 0", [1.0, 2]),
    ("-size ^ 2", [-1, -4]), ("(size - 1) / (size - 1)", [.nan, 1]),
    ("size > 1 and not size == 3", [0, 1]), ("lag(size)", [.nan, 1]),
    ("lag(size, place)", [.nan, .nan]), ("place == \"a\"", [1, 0]),
    ("place != 'a'", [0, 1]), ("size >= 1e0", [1, 1]),
    ("log10(10 ^ size)", [1, 2]), ("mean(size, size + 2)", [2, 3]),
    ("sum(size, 1)", [2, 3]), ("missing(lag(size))", [1, 0]),
    ("exp(log(size))", [1, 2]), ("abs(-size)", [1, 2]),
  ])
  func expressions(_ text: String, _ expected: [Double]) throws {
    let plan = try StudyFixture.plan(
      "data: firms.csv\ncodebook: codebook.yaml\ncompute:\n  x: '"
        + text.replacing("'", with: "''") + "'\n")
    let values = try plan.data.table.numbers(named: "x")
    for (value, wanted) in zip(values, expected) {
      if wanted.isNaN {
        #expect(value.isNaN)
      } else {
        #expect(abs(value - wanted) < 1e-12)
      }
    }
  }

  @Test func standardizedValues() throws {
    let plan = try StudyFixture.plan(
      "data: firms.csv\ncompute:\n  z: standardize(size)\n  c: center(size)\n")
    let z = try plan.data.table.numbers(named: "z")
    let squares = z.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares - 149) < 1e-9)
    let c = try plan.data.table.numbers(named: "c")
    #expect(abs(c.reduce(0, +)) < 1e-9)
    #expect(abs(c[1] - c[0] - 1) < 1e-12)
  }

  @Test func modelsOfHypotheses() throws {
    let plan = try StudyFixture.plan(
      """
      data: firms.csv
      codebook: codebook.yaml
      measurement: {competing: {one: all, two: ties + learning}}
      hypotheses:
        H1: ties -> learning -> growth
        H2: ties moderates learning -> growth
        H3: size moderates learning -> growth
      groups:
        place: {means: [growth, size], invariance: [growth]}
      mediation: {bootstrap: 0}
      """)
    func text(_ name: String, _ place: Int = 0) -> String {
      plan.steps.first { $0.name == name }.map {
        String(decoding: $0.models[place].bytes, as: UTF8.self)
      } ?? ""
    }
    #expect(text("structure").contains("learning ~ ties\ngrowth ~ learning\n"))
    #expect(text("structure").contains("ties =~ t1 + t2 + t3\n"))
    #expect(text("competing", 2).contains("ties_learning =~ t1 + t2 + t3 + l1"))
    #expect(
      text("competing", 1)
        == "ties_learning_growth =~ t1 + t2 + t3 + l1 + l2 + l3 + g1 + g2 + g3\n"
    )
    #expect(
      text("moderation H2").contains(
        "growth ~ learning + ties + learning:ties\n"))
    let size = try #require(plan.steps.first { $0.name == "moderation H3" })
    #expect(size.options.contains(.init("center", "size")))
    let means = try #require(plan.steps.first { $0.name == "means place" })
    #expect(means.options.contains(.init("scales", "growth=g1,g2,g3")))
    #expect(means.options.contains(.init("vars", "size")))
    #expect(plan.steps.contains { $0.name == "invariance place" })
    #expect(plan.questions["H2"]?.first?.question.moderator == "ties")
  }

  @Test func labelsAreThoseOfTheStudy() async throws {
    let results = try await StudyFixture.whole("en")
    let text = TextRenderer().render(
      StudyReport(results, command: "latent study s.yaml").report)
    #expect(text.contains("Differences of means by Place of the firm"))
    #expect(text.contains("Coast"))
    #expect(text.contains("Large firm"))
    let error = StudyFixture.error(
      StudyFixture.text + "\nlabels:\n  plaec: Place\n  ties: Ties\n")
    let shown = error?.description ?? ""
    #expect(shown.contains("There is no variable `plaec`."))
    #expect(shown.contains("Did you mean `place`?"))
    #expect(shown.contains("`ties` is a construct"))
  }

  /// Values of options are looked at before the first step is carried out.
  @Test(arguments: [
    ("robustness: {robust: {estimator: MRL}}", "Unknown estimator `MRL`."),
    ("estimation: {missing: fimll}", "`fimll`"),
  ])
  func valuesOfOptions(_ section: String, _ message: String) throws {
    let error = try #require(
      StudyFixture.error(
        "data: firms.csv\ncodebook: codebook.yaml\n"
          + "models: {main: learning ~ ties}\n" + section + "\n"))
    #expect(error.description.contains(message), "\(error)")
    #expect(error.line == 4)
  }

  /// What is said of a step without a result is in the study's language.
  @Test func partialResultsInChinese() async throws {
    let text = StudyFixture.text.replacing(
      "title: ", with: "language: zh\ntitle: "
    )
    .replacing("bootstrap: 60", with: "bootstrap: 20")
    let results = await StudyFixture.run(try StudyFixture.plan(text))
    #expect(results.failure != nil)
    var writer = DocumentWriter()
    writer.language = .chinese
    let shown = String(
      decoding: writer.data(
        of: StudyReport(results, command: ""), figure: nil, as: .markdown),
      as: UTF8.self)
    #expect(shown.contains("没有结果，其后的步骤未进行。原因："))
    #expect(!shown.contains("replicates are usable"))
    #expect(!shown.contains("draws are too few"))
  }
}
