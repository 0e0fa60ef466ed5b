import Foundation
import Latent
import Messages
import ReportRendering
import TestSupport
import Testing

@testable import RequestSettings
@testable import Requests

/// Reports in Chinese have no English words but names, data and what results
/// themselves say.
@Suite struct TranslationTests {
  /// An analysis of models in the folder Models.
  struct Run: Sendable, CustomTestStringConvertible {
    var analysis: Analysis
    var models: [String] = []
    var options: [(String, String)] = []

    var testDescription: String {
      ([analysis.rawValue] + models + options.map { "\($0.0)=\($0.1)" })
        .joined(separator: " ")
    }
  }

  private static let firms = [
    ("data", "cluster-growth/firms.csv"),
    ("codebook", "cluster-growth/codebook.yaml"),
  ]
  private static let abilities = ("data", "holzinger-swineford/data.csv")
  private static let names = ("vars", "x1,x2,x3,x4,x5,x6,x7,x8,x9")
  private static let model = "holzinger-swineford/model.lav"
  private static let growth = "cluster-growth/model.lav"

  static let runs: [Run] = [
    Run(
      analysis: .fit, models: [model],
      options: [
        ("estimator", "MLR"), ("fit-measures", "all"), ("residuals", "all"),
        ("modindices-power", "true"), ("implied", "true"), ("vcov", "true"),
      ]),
    Run(analysis: .fit, models: ["holzinger-swineford/schools.lav"]),
    Run(analysis: .fit, models: ["wheaton/model.lav"]),
    Run(analysis: .fit, models: ["linear-growth/model.lav"]),
    Run(
      analysis: .fit, models: [model],
      options: [
        ("missing", "fiml"), ("fmi", "true"), ("fs-determinacy", "true"),
      ]),
    Run(analysis: .fit, models: [model], options: [("iter-max", "1")]),
    Run(
      analysis: .bootstrap, models: [model], options: [("bootstrap", "40")]),
    Run(
      analysis: .effects, models: [growth],
      options: [
        ("from", "formation"), ("to", "growth"), ("monte-carlo", "200"),
      ]),
    Run(
      analysis: .effects, models: ["cluster-growth/moderation-trust.lav"],
      options: [("from", "learning"), ("to", "growth")]),
    Run(
      analysis: .compare,
      models: [
        "cluster-growth/framework-direct.lav",
        "cluster-growth/framework-full.lav",
      ]),
    Run(
      analysis: .invariance, models: ["holzinger-swineford/schools.lav"],
      options: [("partial", "true")]),
    Run(
      analysis: .test, models: [model],
      options: [("add", "x1 ~~ x2"), ("equivalence", "true")]),
    Run(analysis: .test, models: [growth], options: [("wald", "a1 == a2")]),
    Run(analysis: .predict, models: [model]),
    Run(analysis: .predict, models: [model], options: [("type", "cases")]),
    Run(analysis: .correlations, options: [abilities, names]),
    Run(
      analysis: .efa,
      options: [abilities, names, ("factors", "3"), ("parallel", "20")]),
    Run(analysis: .data, options: [abilities, ("values", "true")]),
    Run(analysis: .items, options: firms + [("parcels", "2")]),
    Run(
      analysis: .groups,
      options: [
        firms[0], ("scales", "a=tf1,tf2,tf3"), ("by", "district"),
      ]),
    Run(
      analysis: .validity, models: ["cluster-growth/measurement.lav"],
      options: [("htmt-bootstrap", "100")]),
  ]

  @Test(arguments: runs)
  func everyWordHasATranslation(_ run: Run) async throws {
    let root = repositoryURL.appending(path: "Models").path + "/"
    let result = try await AnalysisRequest(
      run.analysis,
      models: run.models.map { try ModelDocument(contentsOf: root + $0) },
      options: run.options.map { name, value in
        .init(
          name, ["data", "codebook"].contains(name) ? root + value : value)
      }, files: .disk(root: nil)
    ).run()
    let report = try #require(result.reported?.report)
    let known = try #require(ReportLanguage.chinese.catalogue).translations
    var missing: Set<String> = []
    for text in report.texts {
      if known[ReportCatalogue.key(text)] == nil {
        for case .words(let words) in text.pieces
        where words.contains(where: \.isLetter) && known[words] == nil {
          missing.insert(ReportCatalogue.key(text))
        }
      }
      for piece in text.pieces {
        switch piece {
        case .quantity(_, let noun) where known["%1 \(noun)"] == nil:
          missing.insert("%1 \(noun)")
        case .verdict(let verdict) where known[verdict.rawValue] == nil:
          missing.insert(verdict.rawValue)
        default: break
        }
      }
    }
    #expect(missing.isEmpty, "\(missing.sorted())")
  }

  @Test func translationsUseEachPieceOnce() throws {
    let catalogue = try #require(ReportLanguage.chinese.catalogue)
    #expect(catalogue.translations.count > 350)
    for (key, translation) in catalogue.translations {
      func places(_ text: String) -> [Substring] {
        text.matches(of: /%[0-9]+/).map(\.output).sorted()
      }
      #expect(places(key) == places(translation), "\(key)")
    }
  }

  @Test func aPictureIsInTheLanguageOfTheRequest() async throws {
    let root = repositoryURL.appending(path: "Models").path + "/"
    let result = try await AnalysisRequest(
      .efa, models: [],
      options: [
        .init("data", root + Self.abilities.1), .init("vars", "x1,x2,x3,x4"),
        .init("factors", "1"), .init("parallel", "0"),
        .init("plot", "scree.svg"), .init("language", "zh"),
      ], files: .disk(root: nil)
    ).run()
    let picture = try #require(result.picture)
    #expect(picture.contains("碎石图") && picture.contains("特征值"))
    #expect(!picture.contains("Eigenvalue"))
  }

  @Test func aResultIsInTheLanguageOfTheRequest() async throws {
    let root = repositoryURL.appending(path: "Models").path + "/"
    let result = try await AnalysisRequest(
      .fit, models: [try ModelDocument(contentsOf: root + Self.model)],
      options: [.init("language", "zh")], files: .disk(root: nil)
    ).run()
    for format in [OutputFormat.text, .markdown, .html, .latex, .tables] {
      let text = result.rendered(as: format)
      #expect(text.contains("拟合指数") && text.contains("未达标"), "\(format)")
      #expect(!text.contains("not met"), "\(format)")
    }
    #expect(result.rendered(as: .html).contains("表 1"))
  }
}

extension Report {
  /// Every text of the report.
  fileprivate var texts: [ReportText] {
    [title]
      + sections.flatMap { section in
        [section.title]
          + section.blocks.flatMap { block -> [ReportText] in
            switch block {
            case .facts(let facts): facts.flatMap { [$0.name, $0.value] }
            case .paragraph(let text): [text]
            case .figure(let figure): [figure.title] + figure.notes
            case .table(let table):
              [table.title] + table.columns.flatMap { [$0.title, $0.spanner] }
                + table.rows.flatMap { $0.cells.map(\.text) }
                + table.notes.general + table.notes.specific
                + table.notes.probability
            }
          }
      }
  }
}
