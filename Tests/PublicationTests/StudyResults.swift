import Codebooks
import EffectAnalysis
import Foundation
import Latent
import ModelFit
import Publication
import ReportRendering
import Reporting
import RequestSettings
import Requests
import TestSupport

/// The results of the models in the repository, each computed once.
enum StudyResults {
  /// The result of an analysis of a model of a folder of `Models`.
  static func run(
    _ analysis: Analysis, _ folder: String, models: [String] = [],
    files: [String] = [], _ options: [String: String]
  ) async throws -> AnalysisResult {
    let root = repositoryURL.appending(path: "Models/\(folder)")
    func bytes(_ name: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: root.appending(path: name)))
    }
    var known: [String: [UInt8]] = [:]
    for name in files { known[name] = try bytes(name) }
    var documents: [ModelDocument] = []
    for name in models {
      documents.append(ModelDocument(name: name, bytes: try bytes(name)))
    }
    return try await AnalysisRequest(
      analysis, models: documents,
      options: options.sorted { $0.key < $1.key }.map { .init($0, $1) },
      files: .inMemory(known)
    ).run()
  }

  static func growth(
    _ analysis: Analysis, _ model: String, _ options: [String: String] = [:]
  ) async throws -> AnalysisResult {
    try await run(
      analysis, "cluster-growth", models: [model],
      files: ["firms.csv", "scores.csv"], options)
  }

  static let codebook = Task {
    let url = repositoryURL.appending(
      path: "Models/cluster-growth/codebook.yaml")
    return try Codebook(text: String(contentsOf: url, encoding: .utf8))
  }

  static let framework = Task {
    try await growth(.fit, "framework.lav", ["fit-measures": "all"])
  }
  static let effects = Task {
    try await growth(
      .effects, "framework.lav",
      [
        "from": "formation,strength,orientation", "to": "growth",
        "bootstrap": "200",
      ])
  }
  static let willingness = Task {
    try await growth(
      .effects, "scores.lav",
      ["from": "strength", "to": "growth", "monte-carlo": "0"])
  }
  static let validity = Task {
    try await growth(.validity, "measurement.lav", ["htmt-bootstrap": "50"])
  }
  static let items = Task {
    try await run(
      .items, "cluster-growth", files: ["firms.csv", "codebook.yaml"],
      ["data": "firms.csv", "codebook": "codebook.yaml"])
  }
  static let data = Task {
    try await run(
      .data, "cluster-growth", files: ["firms.csv"], ["data": "firms.csv"])
  }
  static let groups = Task {
    try await run(
      .groups, "cluster-growth", files: ["scores.csv"],
      ["data": "scores.csv", "by": "district", "vars": "growth,learning"])
  }
  static let factors = Task {
    try await run(
      .efa, "holzinger-swineford", files: ["data.csv"],
      [
        "data": "data.csv", "vars": "x1,x2,x3,x4,x5,x6,x7,x8,x9",
        "factors": "3", "parallel": "0",
      ])
  }
  static let theories = Task {
    try await run(
      .compare, "cluster-growth",
      models: ["framework.lav", "framework-full.lav", "framework-direct.lav"],
      files: ["firms.csv"], [:])
  }
  static let invariance = Task {
    try await run(
      .invariance, "holzinger-swineford", models: ["schools.lav"],
      files: ["data.csv"], [:])
  }

  /// The hypotheses of the cluster-growth study.
  static let hypotheses = [
    PublishedHypothesis("H1", path: ["formation", "learning"]),
    PublishedHypothesis("H2", path: ["strength", "learning"]),
    PublishedHypothesis("H3", path: ["orientation", "learning"]),
    PublishedHypothesis("H4", path: ["learning", "growth"]),
    PublishedHypothesis("H5", path: ["strength", "growth"]),
    PublishedHypothesis("H6", path: ["orientation", "growth"]),
    PublishedHypothesis(
      "H7", path: ["strength", "learning", "growth"]),
    PublishedHypothesis("H8", path: ["learning", "strength"]),
    PublishedHypothesis(
      "H9", path: ["learning", "growth"], sign: .negative),
  ]
}
