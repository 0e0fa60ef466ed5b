import DocumentTestSupport
import FitSettings
import Latent
import Testing

@testable import RequestSettings
@testable import Requests

/// What requests ask for at once is refused by a rule, or by none.
@Suite struct RequestRuleTests {
  private static let model = ModelDocument(
    name: "m.lav", text: "f =~ x1 + x2 + x3\n")

  private static let other = ModelDocument(
    name: "n.lav", text: "f =~ x1 + x2 + x3\n")

  /// Options of a request are read or refused as the rules say.
  @Test(arguments: Analysis.allCases)
  func everyPairIsReadOrRefused(_ analysis: Analysis) throws {
    let context = AnalysisContext(
      files: .inMemory([:]), warn: { _ in }, progress: { _ in })
    let models =
      analysis == .compare
      ? [Self.model, Self.other] : analysis.takesModel ? [Self.model] : []
    let choices = analysis.settings.compactMap {
      SettingChoice.choices($0).first
    }
    var refusals = 0
    for first in choices.indices {
      for second in choices[first...] {
        var chosen = [choices[first]]
        if second.setting.name != chosen[0].setting.name {
          chosen.append(second)
        }
        guard let request = SettingChoice.request(analysis, chosen) else {
          continue
        }
        let rule = RequestRules.all.firstRefusal(of: request).map {
          RequestRules.all.rules[$0]
        }
        do {
          // What an analysis requires is given, or a rule asks for it.
          let missing = analysis.settings.filter { setting in
            setting.isRequired
              && !chosen.contains { $0.setting.name == setting.name }
          }
          _ = try AnalysisJob(
            AnalysisRequest(
              analysis, models: models,
              options: chosen.map { .init($0.setting.name, $0.value) }
                + missing.map { .init($0.name, "x1") }), context: context)
          #expect(rule == nil, "\(chosen)")
        } catch let error as InputError {
          refusals += 1
          #expect(error.code != nil && error.code == rule?.code, "\(chosen)")
          #expect(!error.message.isEmpty && !error.help.isEmpty)
        }
      }
    }
    #expect(refusals > 0)
  }

  /// A request that each rule refuses before all others.
  private static let examples = RequestRules.all.examples(
    among: SettingChoice.requests)

  @Test func everyRuleIsReached() {
    for (rule, example) in zip(RequestRules.all.rules, Self.examples) {
      #expect(example != nil, "\(rule.code): \(rule.words)")
      guard let example else { continue }
      let error = rule.error(example)
      for text in [error.message, error.remedy, rule.words] {
        #expect(!text.isEmpty && !text.contains("--"), "\(error)")
      }
      #expect(error.message.hasSuffix(".") && error.remedy.hasSuffix("."))
    }
  }

  /// Values that are not supported are refused on the command line and in
  /// front matter, whichever one of several it is.
  @Test(arguments: [
    ("estimator", "DLS"), ("missing", "doubly.robust"), ("se", "two.step"),
    ("test", "satorra.bentler,bollen.stine"),
  ])
  func unsupportedValues(option: String, value: String) async throws {
    for isInFrontMatter in [true, false] {
      let text =
        isInFrontMatter ? "---\n\(option): \(value)\n---\n" : ""
      let request = AnalysisRequest(
        .fit, models: [ModelDocument(text: text + "f =~ x1 + x2 + x3\n")],
        options: [.init("data", "cases.csv")]
          + (isInFrontMatter ? [] : [.init(option, value)]))
      do {
        _ = try await request.run()
        Issue.record("\(option): \(value) is read")
      } catch {
        #expect(error.code == .optionLater)
        #expect(error.kind == (isInFrontMatter ? .syntax : .request))
        #expect(error.line == (isInFrontMatter ? 2 : nil))
      }
    }
  }

  /// The tables in Documentation/Limitations.md are the rules' own.
  ///
  /// `LATENT_WRITE_DOCUMENTS=1 swift test --filter RequestRuleTests` writes
  /// them.
  @Test func documentIsTheRules() throws {
    let table = GeneratedText.table(
      ["Not together", "Instead", "Code"],
      RequestRules.all.documentRows(Self.examples.compactMap { $0 }))
    #expect(
      try GeneratedText("request rules", in: "Limitations.md")
        .agrees(with: table))
    let candidates = UnsupportedValues.all.rules.flatMap {
      // The words of a rule name its option, or its option with values.
      let name = $0.words.split(separator: "`")[0].split(separator: ": ")
      return [
        RequestedValue(
          String(name[0]), name.count > 1 ? String(name[1]) : "x")
      ]
    }
    let values = GeneratedText.table(
      ["Not supported", "Instead", "Code"],
      UnsupportedValues.all.documentRows(candidates))
    #expect(
      try GeneratedText("unsupported values", in: "Limitations.md")
        .agrees(with: values))
  }
}
