import Latent
import ModelFit
import ReportRendering
import Reporting
import Requests
import Testing

@testable import EffectAnalysis
@testable import Publication

/// The sentences of results that are weak, wrong or special.
@Suite struct SentenceTests {
  private func value(
    _ estimate: Double, _ lower: Double, _ upper: Double
  ) -> EffectFinding {
    var value = EffectValue(estimate: estimate)
    value.bootstrap = BootstrapInterval(
      standardError: 0.1, bias: 0, lower: lower, upper: upper,
      usableDraws: 100)
    return EffectFinding(value, bootstrapped: true)
  }

  @Test func intervalsThatEndAtZeroDoNotExcludeIt() {
    #expect(value(0.1, 0, 0.2).isSignificant == false)
    #expect(value(-0.1, -0.2, 0).isSignificant == false)
    #expect(value(0.1, 1e-9, 0.2).isSignificant == true)
    #expect(value(0.1, 1e-9, 0.2).isNearZero)
    #expect(!value(0.1, 0.05, 0.2).isNearZero)
    #expect(value(-0.1, -0.3, -0.005).isNearZero)
    #expect(
      EffectFinding(EffectValue(estimate: 0.1), bootstrapped: true)
        .isSignificant == nil)
  }

  @Test func typesOfMediation() {
    let (up, down) = (value(0.2, 0.1, 0.3), value(-0.2, -0.3, -0.1))
    let none = value(0.1, -0.1, 0.3)
    func type(_ indirect: EffectFinding, _ direct: EffectFinding)
      -> MediationType?
    {
      MediationType(indirect: indirect, direct: direct)
    }
    #expect(type(up, up) == .complementary)
    #expect(type(down, down) == .complementary)
    #expect(type(up, down) == .competitive)
    #expect(type(down, none) == .indirectOnly)
    #expect(type(none, down) == .directOnly)
    #expect(type(none, none) == MediationType.none)
    #expect(
      type(EffectFinding(EffectValue(estimate: 1), bootstrapped: true), up)
        == nil)
  }

  private func fit(
    _ model: String, _ options: [String: String] = [:],
    table: String? = nil
  ) async throws -> (fit: Fit, context: ReportContext) {
    let table =
      table
      ?? "x,y,z\n1,2,5\n2,1,3\n3,5,2\n4,3,1\n6,5,2\n5,7,-1\n7,6,0\n8,9,-3\n"
    let result = try await AnalysisRequest(
      .fit, models: [ModelDocument(text: model)],
      options: [.init("data", "d.csv"), .init("kind", "sem")]
        + options.map { .init($0.key, $0.value) },
      files: .inMemory(["d.csv": Array(table.utf8)])
    ).run()
    guard case .fit(let fit) = result.content else {
      throw Failure.otherResult
    }
    return (fit, result.context)
  }

  private enum Failure: Error { case otherResult }

  private let english = Publication()
  private let chinese = Publication(style: PublicationStyle(language: .chinese))

  @Test func saturatedModels() async throws {
    let own = try await fit("y ~ x")
    let part = english.fit(own.fit, context: own.context)
    #expect(part.plain.contains("has no degrees of freedom"))
    #expect(
      part.tables.allSatisfy { table in
        table.rows.allSatisfy {
          $0.cells.dropFirst(2).allSatisfy { $0.plain.isEmpty }
        }
      })
    #expect(part.plain.contains("The sample is small for the model (N = 8"))
    let other = chinese.fit(own.fit, context: own.context)
    #expect(other.plain.contains("饱和模型"))
    #expect(!other.plain.contains("达标"))
  }

  @Test func oppositeSigns() async throws {
    let own = try await fit("z ~ x\ny ~ x")
    let hypotheses = [
      PublishedHypothesis("H1", path: ["x", "y"]),
      PublishedHypothesis("H2", path: ["x", "z"]),
      PublishedHypothesis("H3", path: ["x", "z"], sign: .negative),
      PublishedHypothesis("H4", path: ["z", "y"]),
      PublishedHypothesis("H5", path: ["x", "z"], sign: .either),
    ]
    #expect(
      hypotheses.map { english.outcome(of: $0, in: own.fit) }
        == [.supported, .opposite, .supported, .untested, .supported])
    let text = english.hypotheses(
      hypotheses, in: own.fit, context: own.context
    ).plain
    #expect(
      text.contains(
        "Of the 5 hypotheses, 3 were supported (H1, H3, and H5), 1 was not supported (H2), and 1 was not tested (H4)."
      ))
    #expect(
      text.contains(
        "H2 was not supported: contrary to the hypothesis, the path from x to z was significant and negative, B = -"
      ))
    #expect(
      text.contains("H4 was not tested: the model has no estimate of the path"))
    let other = chinese.hypotheses(
      hypotheses, in: own.fit, context: own.context
    ).plain
    #expect(other.contains("假设H2未得到支持：x到z的路径系数显著为负，与假设的方向相反（B = -"))
    #expect(other.contains("在5个假设中，3个得到支持（H1、H3和H5），1个未得到支持（H2），1个未能检验（H4）。"))
  }

  @Test func searchesThatFail() async throws {
    let own = try await fit("y ~ x", ["do-fit": "false"])
    let text = english.fit(own.fit, context: own.context).plain
    #expect(text.contains("was not estimated"))
    let part = english.hypotheses(
      [PublishedHypothesis("H1", path: ["x", "y"])], in: own.fit,
      context: own.context)
    #expect(part.tables.isEmpty)
  }

  @Test func inadmissibleSolutions() async throws {
    let table =
      "a,b,c\n1,2,5\n2,1,9\n3,5,2\n4,3,1\n6,5,2\n5,7,8\n7,6,0\n8,9,3\n"
    let own = try await fit("f =~ a + b + c", table: table)
    #expect(
      own.fit.warnings.contains {
        $0.code.rawValue.hasPrefix("admissibility.")
      })
    #expect(
      english.fit(own.fit, context: own.context).plain.contains(
        "should not be interpreted"))
    #expect(
      chinese.measurement(own.fit, context: own.context).plain.contains(
        "该解不合理"))
  }

  @Test func unusableDraws() {
    let facts = BootstrapFacts(
      count: 1000, usable: 949, seed: 7, interval: .percentile, level: 0.95)
    #expect(facts.isDoubtful)
    var enough = facts
    enough.usable = 950
    #expect(!enough.isDoubtful)
    #expect(
      EnglishPublication().manyUnusable(facts).plain.hasPrefix(
        "Of the replicates, 51 were not usable"))
    #expect(
      ChinesePublication().note(.bootstrap(facts)).plain
        == "采用95%百分位Bootstrap置信区间，重复抽样1000次，其中949次可用、51次不可用，随机种子为7。"
    )
    #expect(
      EnglishPublication().note(.bootstrap(facts)).plain
        == "Intervals: 95% percentile bootstrap, 1000 replicates, 949 of them usable and 51 not, seed 7."
    )
  }

  @Test func namesInsideOfSentences() {
    #expect(PublishedNames.lowered("Tie strength") == "tie strength")
    #expect(PublishedNames.lowered("Big Five") == "Big Five")
    #expect(PublishedNames.lowered("GDP growth") == "GDP growth")
    #expect(PublishedNames.lowered("X") == "X")
    let names = PublishedNames(["a": "Trust", "b": "Learning"])
    #expect(names.title("b:a") == "Learning × Trust")
    #expect(names.inSentence("b:a").plain == "learning × trust")
    #expect(names.title("c") == "c")
  }

  @Test func tablesAreNumbered() async throws {
    let own = try await fit("y ~ x")
    let part = english.fit(own.fit, context: own.context)
    var plain = Publication().report("Results", [part, part])
    #expect(
      plain.sections.flatMap(\.blocks).compactMap { block -> String? in
        if case .table(let table) = block { table.number?.text } else { nil }
      } == ["Table 1", "Table 2"])
    let style = PublicationStyle(language: .chinese, chapter: 5)
    plain = Publication(style: style).report("结果", [part])
    #expect(
      plain.sections[0].blocks.compactMap { block -> String? in
        if case .table(let table) = block { table.number?.text } else { nil }
      } == ["Table 5-1"])
  }

  /// The level of p itself is not below it; what rounds to it is marked.
  @Test func valuesAtTheLevel() async throws {
    let own = try await fit("y ~ x + z\nz ~ x")
    let hypothesis = PublishedHypothesis("H1", path: ["x", "y"])
    var row = try #require(own.fit.parameter("y", "~", "x"))
    func finding(_ p: Double) -> HypothesisFinding {
      var fit = own.fit
      row.pValue = p
      let place = fit.parameters.firstIndex { $0.key == row.key } ?? 0
      fit.parameters[place] = row
      return HypothesisFinding(
        hypothesis, in: fit, effects: nil, significance: 0.05)
    }
    row.estimate = 0.3
    row.standardError = 0.1
    #expect(finding(0.05).outcome == .notSupported)
    #expect(finding(0.05).isMarginal)
    #expect(!finding(0.05).roundsToLevel)
    #expect(finding(0.0499).outcome == .supported)
    #expect(finding(0.0499).roundsToLevel)
    #expect(!finding(0.04).roundsToLevel)
    #expect(finding(0.099).isMarginal)
    #expect(!finding(0.1).isMarginal)
  }

  @Test func smallNumbersHaveNoPowersOfTen() {
    let style = PublicationStyle()
    func text(_ value: Double) -> String {
      style.number(value, .limit).text
    }
    #expect(text(0.00038) == "0.0004")
    #expect(text(-0.000012) == "-0.00001")
    #expect(text(0) == "0.000")
    #expect(text(0.0005) == "0.001")
    #expect(text(12.3456) == "12.346")
    #expect(style.number(0.18, .percentage).text == "18.0%")
    let thesis = PublicationStyle(language: .chinese)
    #expect(thesis.number(0.0004, .probability).text == "<0.001")
    #expect(thesis.number(0.0314, .probability).text == "0.031")
    #expect(style.number(0.0314, .probability).text == ".031")
    #expect(thesis.number(0.95, .fitIndex).text == "0.950")
  }

  /// A thesis's sentence says which indices of its table miss their levels.
  @Test func missedIndicesAreNamed() async throws {
    let result = try await StudyResults.framework.value
    guard case .fit(let fit) = result.content else {
      throw Failure.otherResult
    }
    let text = chinese.fit(fit, context: result.context).plain
    #expect(text.contains("表中RMR、NFI和RFI未达到通常标准。"))
    #expect(
      !english.fit(fit, context: result.context).plain.contains("NFI"))
  }

  /// Items of a construct of the second order stand once.
  @Test func itemsStandOnce() async throws {
    let result = try await StudyResults.items.value
    guard case .items(let own) = result.content else {
      throw Failure.otherResult
    }
    let rows = english.items(own).tables[0].rows.map(\.cells[0].plain)
    #expect(rows.count { $0 == "tf1" } == 1)
    #expect(rows.contains("network"))
  }

  /// Means, standard deviations and correlations of the scales' scores, by
  /// Python's floats from firms.csv; the construct of dimensions is left out.
  @Test func scalesCorrelate() async throws {
    let result = try await StudyResults.items.value
    guard case .items(let own) = result.content else {
      throw Failure.otherResult
    }
    let table = try #require(english.items(own).tables.last)
    let rows = table.rows.map { $0.cells.map(\.plain) }
    #expect(rows.count == 8 && table.columns.count == 11)
    #expect(rows[0].prefix(4) == ["1 formation", "4.47", "1.15", " (.788)"])
    #expect(rows[1].prefix(4) == ["2 strength", "4.46", "1.01", ".254**"])
    #expect(
      rows[4].prefix(7) == [
        "5 growth", "4.62", "0.99", ".305***", ".412***", ".301***", ".526***",
      ])
    #expect(!rows.joined().contains { $0.contains("network") })
    let text = english.items(own).plain
    #expect(text.contains("Correlations of the scales ranged from "))
  }

  /// Without standard errors nothing is said of significance.
  @Test func loadingsWithoutTests() async throws {
    let result = try await StudyResults.run(
      .fit, "holzinger-swineford", models: ["model.lav"], files: ["data.csv"],
      ["se": "none"])
    guard case .fit(let fit) = result.content else {
      throw Failure.otherResult
    }
    let text = english.measurement(fit, context: result.context).plain
    #expect(text.contains("The standardized loadings ranged from "))
    #expect(!text.contains("significant"))
  }

  /// A hypothesis of several paths is counted once.
  @Test func hypothesesOfSeveralPaths() {
    func finding(_ name: String, _ p: Double, _ estimate: Double = 0.3)
      -> HypothesisFinding
    {
      var numbers = HypothesisFinding.Numbers()
      (numbers.estimate, numbers.pValue) = (estimate, p)
      return HypothesisFinding(
        PublishedHypothesis(name, path: ["x", "y"]), numbers)
    }
    let findings = [
      finding("H1", 0.01), finding("H1", 0.02), finding("H2", 0.01),
      finding("H2", 0.5), finding("H3", 0.01), finding("H3", 0.01, -0.2),
    ]
    let text = english.hypotheses(findings).plain
    #expect(
      text.contains(
        "Of the 3 hypotheses, 1 was supported (H1), 1 was partly supported (H2), and 1 was not supported (H3)."
      ))
    #expect(text.contains("For H2, the path from x to y was not significant"))
    #expect(
      chinese.hypotheses(findings).plain.contains(
        "在3个假设中，1个得到支持（H1），1个得到部分支持（H2），1个未得到支持（H3）。"))
  }

  /// The sample is described by its characteristics, not by the items.
  @Test func itemsAreNoCharacteristics() async throws {
    let result = try await StudyResults.run(
      .data, "cluster-growth", files: ["firms.csv", "codebook.yaml"],
      ["data": "firms.csv", "codebook": "codebook.yaml"])
    guard case .data(let data) = result.content else {
      throw Failure.otherResult
    }
    let headings = english.sample(data).tables[0].rows.filter(\.isHeading)
    #expect(headings.map(\.cells[0].plain).contains("district"))
    #expect(headings.count < 3)
  }
}
