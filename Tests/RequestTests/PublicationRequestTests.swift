import Foundation
import Messages
import ReportRendering
import TestSupport
import Testing

@testable import RequestSettings
@testable import Requests

/// Tables and sentences for publications, asked for by `style`.
@Suite struct PublicationRequestTests {
  /// An analysis of models in the folder Models, and what its documents have.
  struct Run: Sendable, CustomTestStringConvertible {
    var analysis: Analysis
    var models: [String] = []
    var options: [(String, String)] = []
    /// The captions in English and in Chinese.
    var captions: [(english: String, chinese: String)]

    var testDescription: String { analysis.rawValue }
  }

  private static let firms = ("data", "cluster-growth/firms.csv")
  private static let codebook = ("codebook", "cluster-growth/codebook.yaml")
  private static let measurement = "cluster-growth/measurement.lav"

  static let runs: [Run] = [
    Run(
      analysis: .fit, models: ["cluster-growth/framework.lav"],
      options: [codebook],
      captions: [
        ("Fit of the Model", "模型拟合指数"),
        (
          "Loadings and Convergent Validity of the Measurement Model",
          "验证性因子分析结果"
        ), ("Paths of the Structural Model", "结构模型路径系数"),
      ]),
    Run(
      analysis: .effects, models: ["cluster-growth/scores.lav"],
      options: [
        ("from", "strength"), ("to", "growth"), ("monte-carlo", "200"),
      ],
      captions: [
        ("Direct, Indirect and Total Effects", "总效应、直接效应与间接效应"),
        ("Conditional Effects", "条件效应"),
      ]),
    Run(
      analysis: .compare,
      models: [
        "cluster-growth/framework.lav", "cluster-growth/framework-full.lav",
      ],
      captions: [("Fit of Competing Models", "竞争模型拟合指数比较")]),
    Run(
      analysis: .invariance, models: ["holzinger-swineford/schools.lav"],
      captions: [("Tests of Measurement Invariance", "测量不变性检验结果")]),
    Run(
      analysis: .efa,
      options: [
        ("data", "holzinger-swineford/data.csv"),
        ("vars", "x1,x2,x3,x4,x5,x6,x7,x8,x9"), ("factors", "3"),
        ("parallel", "0"),
      ],
      captions: [
        (
          "Factor Loadings From Exploratory Factor Analysis",
          "KMO与Bartlett球形检验结果"
        )
      ]),
    Run(
      analysis: .items, options: [firms, codebook],
      captions: [
        (
          "Descriptive Statistics of Items and Reliability of Scales",
          "题项描述统计与信度检验结果"
        )
      ]),
    Run(
      analysis: .groups,
      options: [
        ("data", "cluster-growth/scores.csv"), ("by", "district"),
        ("vars", "growth,learning"),
      ],
      captions: [("Means and Tests by ", "的均值差异检验")]),
    Run(
      analysis: .validity, models: [measurement], options: [codebook],
      captions: [
        (
          "Correlations of Constructs and Square Roots of AVE",
          "构念间相关系数与AVE平方根"
        ), ("Heterotrait-Monotrait Ratios", "异质—单质比率（HTMT）"),
        (
          "Fit of Competing Measurement Models", "竞争测量模型拟合指数比较"
        ),
      ]),
    Run(
      analysis: .data, options: [firms, codebook],
      captions: [("Characteristics of the Sample", "样本基本特征")]),
  ]

  private static func result(
    _ run: Run, _ options: [(String, String)]
  ) async throws -> AnalysisResult {
    let root = repositoryURL.appending(path: "Models").path + "/"
    return try await AnalysisRequest(
      run.analysis,
      models: run.models.map { try ModelDocument(contentsOf: root + $0) },
      options: (run.options + options).map { name, value in
        .init(
          name, ["data", "codebook"].contains(name) ? root + value : value)
      }, files: .disk(root: nil)
    ).run()
  }

  @Test(arguments: runs)
  func documentsHaveTablesAndSentences(_ run: Run) async throws {
    let english = try await Self.result(run, [("style", "apa")])
      .rendered(as: .markdown)
    let chinese = try await Self.result(
      run, [("style", "thesis"), ("chapter", "5"), ("language", "zh")]
    ).rendered(as: .markdown)
    for (number, captions) in run.captions.enumerated() {
      #expect(english.contains("**Table \(number + 1)**"), "\(english)")
      #expect(english.contains(captions.english), "\(captions.english)")
      #expect(chinese.contains("表 5-\(number + 1)"))
      #expect(chinese.contains(captions.chinese), "\(captions.chinese)")
    }
    #expect(english.contains("The results are in Table"))
    #expect(chinese.contains("分析结果见表"))
    #expect(english.contains("## How this was made"))
    #expect(chinese.contains("## 生成方式"))
    #expect(english.contains("fnv1a64:") == chinese.contains("fnv1a64:"))
  }

  @Test func analysesWithoutSuchTablesAreRefused() async {
    let run = Run(
      analysis: .correlations,
      options: [Self.firms, ("vars", "tf1,tf2")], captions: [])
    await #expect(throws: LatentError.self) {
      try await Self.result(run, [("style", "apa")])
    }
  }

  /// The command stands at the end of documents, and of no other format.
  @Test func theCommandIsTold() async throws {
    let root = repositoryURL.appending(path: "Models").path + "/"
    let job = try AnalysisJob(
      AnalysisRequest(
        .fit,
        models: [try ModelDocument(contentsOf: root + "wheaton/model.lav")],
        files: .disk(root: nil)),
      context: AnalysisContext(
        files: .disk(root: nil), warn: { _ in }, progress: { _ in },
        command: "latent fit 'my model.lav'"))
    let result = try await job.run()
    #expect(
      result.rendered(as: .html).contains("latent fit &#39;my model.lav&#39;")
        || result.rendered(as: .html).contains("latent fit 'my model.lav'"))
    #expect(!result.rendered(as: .text).contains("my model.lav'"))
    #expect(!result.rendered(as: .json).contains("my model.lav'"))
  }
}
