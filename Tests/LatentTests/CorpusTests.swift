import Foundation
import Latent
import TestSupport
import Testing

/// Random models that lavaan fitted; see EstimationTests/Fixtures/corpus.R.
struct Corpus: Decodable {
  var models: [Item]

  struct Item: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var model: String
    var options: [String: Option]
    var variables: [String]
    var nobs: [Int]
    var cov: [[[Double]]]
    var means: [[Double]]?
    var parameters: [Row]
    var fit: [String: Double?]

    var testDescription: String { name }
  }

  struct Row: Decodable, Sendable {
    var lhs: String
    var op: String
    var rhs: String
    var group: Int
    var free: Int
    var est: Double?
    var se: Double?
    var stdAll: Double?

    enum CodingKeys: String, CodingKey {
      case lhs
      case op
      case rhs
      case group
      case free
      case est
      case se
      case stdAll = "std_all"
    }
  }

  enum Option: Decodable, Sendable {
    case flag(Bool)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    var flag: Bool? {
      if case .flag(let value) = self { return value }
      return nil
    }

    var text: String {
      if case .text(let value) = self { return value }
      return ""
    }
  }

  static let items: [Item] = {
    let url = repositoryURL.appending(
      path: "Tests/EstimationTests/Fixtures/corpus.json")
    guard let data = try? Data(contentsOf: url),
      let corpus = try? JSONDecoder().decode(Corpus.self, from: data)
    else { return [] }
    return corpus.models
  }()
}

struct CorpusTests {
  @Test func theCorpusIsThere() {
    #expect(Corpus.items.count >= 60)
  }

  @Test(arguments: Corpus.items)
  func matchesLavaan(_ item: Corpus.Item) throws {
    let result = try fit(item)
    #expect(result.isConverged)
    for (name, value) in item.fit {
      let tolerance = name.hasPrefix("rmsea_ci") ? 1e-4 : 1e-6
      expectClose(
        result.measures[name] ?? .nan, value ?? .nan, relative: tolerance,
        absolute: tolerance, name)
    }
    for row in item.parameters where !["==", "<", ">"].contains(row.op) {
      let label = "\(row.lhs) \(row.op) \(row.rhs), group \(row.group)"
      let own = try #require(
        result.parameter(row.lhs, row.op, row.rhs, group: row.group),
        "\(label)")
      #expect(own.isFree == (row.free > 0), "\(label)")
      expectClose(
        own.estimate, row.est ?? .nan, relative: 1e-6, absolute: 1e-6, label)
      expectClose(
        own.standardError ?? 0, row.se ?? 0, relative: 1e-5, absolute: 1e-6,
        "SE of \(label)")
      expectClose(
        own.standardizedAll?.estimate ?? .nan, row.stdAll ?? .nan,
        relative: 1e-6, absolute: 1e-6, "std.all of \(label)")
    }
  }

  private func fit(_ item: Corpus.Item) throws -> Fit {
    var options = FitOptions()
    for (name, value) in item.options {
      switch name {
      case "kind":
        options.model.kind = try #require(ModelKind(rawValue: value.text))
      case "meanstructure": options.model.meanStructure = value.flag
      case "fixed-x": options.model.fixedExogenous = value.flag
      case "std-lv": options.model.standardizeLatent = value.flag ?? false
      case "likelihood":
        options.estimation.likelihood = try #require(
          Likelihood(rawValue: value.text))
      case "group-equal":
        options.model.groupEqual = Set(
          value.text.split(separator: ",").compactMap {
            GroupEquality(rawValue: String($0))
          })
      default: Issue.record("an option that this test does not know: \(name)")
      }
    }
    let moments = try item.nobs.indices.map { group in
      try SampleMoments(
        variableNames: item.variables, observationCount: item.nobs[group],
        covariance: item.cov[group].flatMap(\.self),
        mean: item.means?[group])
    }
    return try Model(text: item.model).fit(to: moments, options: options)
  }
}
