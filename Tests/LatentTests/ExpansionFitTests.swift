import Foundation
import Latent
import TestSupport
import Testing

/// Models with arrows, effects and frameworks against lavaan's fits of their
/// expanded texts; see SpecificationTests/Fixtures/expansions/expansions.R.
struct ExpansionFitTests {
  struct Item: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var group: String?
    var labels: [String]?
    var equal: [GroupEquality]?
    var partial: [String]?

    var testDescription: String { name }
  }

  struct Reference: Decodable {
    struct Model: Decodable {
      var name: String
      var fit: [String: Double]
      var rows: [Row]
    }
    struct Row: Decodable {
      var lhs: String
      var op: String
      var rhs: String
      var group: Int
      var est: Double
      var se: Double?
    }
    var software: String
    var models: [Model]
  }

  private static let folder = repositoryURL.appending(
    path: "Tests/SpecificationTests/Fixtures/expansions")

  private static func load<Value: Decodable>(
    _ type: Value.Type, _ name: String
  ) throws -> Value {
    let data = try Data(contentsOf: folder.appending(path: name))
    return try JSONDecoder().decode(type, from: data)
  }

  static let items = (try? load([Item].self, "cases.json")) ?? []

  @Test func casesAreThere() throws {
    let reference = try Self.load(Reference.self, "expansions.json")
    #expect(reference.models.map(\.name) == Self.items.map(\.name))
    #expect(Self.items.count >= 14)
  }

  @Test(arguments: items)
  func matchesLavaan(_ item: Item) throws {
    let reference = try #require(
      try Self.load(Reference.self, "expansions.json").models.first {
        $0.name == item.name
      })
    let text = try String(
      contentsOf: Self.folder.appending(path: "\(item.name).lav"),
      encoding: .utf8)
    var options = FitOptions()
    options.model.groupEqual = Set(item.equal ?? [])
    options.model.groupPartial = item.partial ?? []
    let firms = try CSVReader().read(
      contentsOf: repositoryURL.appending(
        path: "Models/cluster-growth/firms.csv"
      ).path)
    let result = try Model(text: text).fit(
      to: firms, group: item.group, groupLabels: item.labels, options: options)
    #expect(result.isConverged)
    expectClose(
      result.chiSquare ?? .nan, reference.fit["chisq"] ?? .nan,
      relative: 1e-6, absolute: 1e-6)
    #expect(Double(result.modelDegrees) == reference.fit["df"])
    for row in reference.rows {
      let label = "\(row.lhs) \(row.op) \(row.rhs), group \(row.group)"
      let own = try #require(
        result.parameter(
          row.lhs, row.op, row.op == ":=" ? "" : row.rhs, group: row.group),
        "\(label)")
      // lavaan stops its iterations about that far from the optimum.
      expectClose(
        own.estimate, row.est, relative: 2e-5, absolute: 5e-6, label)
      expectClose(
        own.standardError ?? 0, row.se ?? 0, relative: 1e-4, absolute: 1e-6,
        "SE of \(label)")
    }
    let definitions = result.parameters.filter { $0.op == .definition }
    #expect(
      definitions.map(\.lhs)
        == reference.rows.filter { $0.op == ":=" }.map(\.lhs))
  }

  /// The model files with English and Chinese names are one model.
  @Test func chineseNames() throws {
    let results = try ["", "-zh"].map { suffix in
      let folder = repositoryURL.appending(path: "Models/cluster-growth")
      let text = try String(
        contentsOf: folder.appending(path: "framework\(suffix).lav"),
        encoding: .utf8)
      return try Model(text: text).fit(
        to: CSVReader().read(
          contentsOf: folder.appending(path: "firms\(suffix).csv").path))
    }
    #expect(results[1].definedNames.contains("联结强度.to.组织间学习.to.集群成长"))
    #expect(
      results[0].parameters.map(\.estimate)
        == results[1].parameters.map(\.estimate))
    #expect(results[0].chiSquare == results[1].chiSquare)
  }
}

extension Fit {
  fileprivate var definedNames: [String] {
    parameters.filter { $0.op == .definition }.map(\.lhs)
  }
}
