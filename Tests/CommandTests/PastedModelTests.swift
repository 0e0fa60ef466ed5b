import Foundation
import Latent
import ModelFit
import Requests
import TestSupport
import Testing

/// Model texts and options as people paste them (Validation/tools/pasted.txt),
/// with the numbers of lavaan 0.7-2 (pasted.R).
@Suite struct PastedModelTests {
  /// A text with its function, data and options.
  struct Pasted: Sendable, CustomTestStringConvertible {
    var name: String
    var function: String
    var data: String
    var options: [AnalysisRequest.Option]
    var text: String

    var testDescription: String { name }
  }

  private struct Reference: Decodable {
    struct Row: Decodable {
      var lhs: String
      var op: String
      var rhs: String
      var group: Int
      var est: Double
      var se: Double?
    }
    var name: String
    var refused: String?
    var parameters: [Row]?
    var measures: [String: Double]?
    var polished: Bool?
  }

  private static let folder =
    repositoryURL
    .appending(path: "Validation/tools")

  static let all: [Pasted] = {
    let text =
      (try? String(
        contentsOf: folder.appending(path: "pasted.txt"), encoding: .utf8))
      ?? ""
    var all: [Pasted] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("%% ") else {
        all[all.count - 1].text += line + "\n"
        continue
      }
      let parts: [String] = line.dropFirst(3).split(separator: ";").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      all.append(
        Pasted(
          name: parts[0], function: parts[1], data: parts[2],
          options: parts.dropFirst(3).map { option($0) }, text: ""))
    }
    return all
  }()

  /// `std.lv=TRUE`; a bar stands for a semicolon.
  private static func option(_ text: String) -> AnalysisRequest.Option {
    let sides = text.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return AnalysisRequest.Option(
      String(sides[0]).replacingOccurrences(of: ".", with: "-"),
      String(sides[1]).replacingOccurrences(of: "|", with: ";"))
  }

  private static let references: [String: Reference] = {
    guard
      let data = try? Data(
        contentsOf: folder.appending(path: "pasted.json")),
      let list = try? JSONDecoder().decode([Reference].self, from: data)
    else { return [:] }
    return Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
  }()

  /// Texts with rotated factors, and the rotation of their references.
  ///
  /// lavaan's standard errors of correlated factors are not those of the delta
  /// method (`exploratory-blocks.py`), which other tests compare with.
  static let rotations = [
    "efa-block": "geomin", "efa-block-and-regression": "oblimin",
    "efa-with-lavaan-text": "oblimin",
  ]

  /// Texts that one version of lavaan reads in a way that nobody means: 0.7-2
  /// fixes a parameter at its starting value, 0.6-14 refuses it.
  static let refused: Set<String> = ["groups-by-c-everything"]

  /// Texts whose numbers are not lavaan's: the variances of mediators are not 1
  /// in its models of correlations (`correlation-paths.py` has the right
  /// numbers).
  static let ownNumbers: Set<String> = [
    "correlations-path-product", "correlations-path-squares",
  ]

  @Test func theSurveyIsLarge() {
    #expect(Self.all.count >= 100)
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
  }

  private func run(_ pasted: Pasted) async throws -> AnalysisResult {
    // `matrix*145`: covariances of 145 cases.
    let source = pasted.data.split(separator: "*")
    let table = "\(source[0]).csv"
    let bytes = try Data(
      contentsOf: repositoryURL.appending(
        path: "Validation/data/\(table)"))
    var options = pasted.options + [.init("kind", pasted.function)]
    if source.count == 2 {
      options += [.init("cov", table), .init("nobs", String(source[1]))]
    } else {
      options.append(.init("data", table))
    }
    if let rotation = Self.rotations[pasted.name],
      !options.contains(where: { $0.name == "rotation" })
    {
      options.append(.init("rotation", rotation))
    }
    return try await AnalysisRequest(
      .fit, models: [ModelDocument(name: pasted.name, text: pasted.text)],
      options: options, files: .inMemory([table: Array(bytes)])
    ).run()
  }

  @Test(arguments: all)
  func runsAsInLavaan(_ pasted: Pasted) async throws {
    let reference = try #require(Self.references[pasted.name])
    if Self.refused.contains(pasted.name) {
      await #expect(throws: LatentError.self) { try await run(pasted) }
      return
    }
    // What lavaan refuses is fitted here, or refused by a sentence.
    guard let parameters = reference.parameters else {
      do { _ = try await run(pasted) } catch {
        #expect((error as? LatentError)?.message.isEmpty == false)
      }
      return
    }
    let result = try await run(pasted)
    guard case .fit(let fit) = result.content else {
      Issue.record("no fit")
      return
    }
    #expect(fit.isConverged)
    if Self.ownNumbers.contains(pasted.name) { return }
    // lavaan's own optimum is not exact.
    let limit = reference.polished == true ? 1e-6 : 1e-4
    // The moments of composites' parts are parameters here, and are described
    // in another way.
    let parts = Set(parameters.filter { $0.op == "<~" }.map(\.rhs))
    for row in parameters {
      if row.op == "~~", parts.contains(row.lhs) { continue }
      if row.op == "%" {
        let own = try #require(
          fit.groupWeights.first { $0.group == row.group })
        #expect(abs(own.estimate - row.est) <= limit * row.est)
        continue
      }
      let own = try #require(
        fit.parameters.first { parameter in
          parameter.op.rawValue == row.op
            && (parameter.op.isConstraint
              ? parameter.lhs == row.lhs
              : parameter.group == max(1, row.group)
                && (parameter.lhs == row.lhs && parameter.rhs == row.rhs
                  || row.op == "~~" && parameter.lhs == row.rhs
                    && parameter.rhs == row.lhs))
        }, "\(row.lhs) \(row.op) \(row.rhs)")
      let place = Comment("\(pasted.name): \(row.lhs) \(row.op) \(row.rhs)")
      #expect(
        abs(own.estimate - row.est) <= limit * max(0.1, abs(row.est)), place)
      // lavaan's derivative of abs() is 0.
      guard let error = row.se, error > 0, Self.rotations[pasted.name] == nil,
        !(pasted.name == "abs-and-power" && row.lhs == "size"),
        own.row.isFree || row.op == ":="
      else { continue }
      let standardError = try #require(own.standardError, place)
      #expect(
        abs(standardError - error) <= 10 * limit * max(0.1, abs(error)), place)
    }
    for (name, value) in reference.measures ?? [:] {
      // lavaan counts exogenous variables on another scale there.
      if name == "logl", pasted.name.hasPrefix("standardized-observed") {
        continue
      }
      if name == "npar", !parts.isEmpty { continue }
      // lavaan does not count its nonlinear equality beside an inequality,
      // which costs 3.65 in χ².
      if name == "df", pasted.name == "nonlinear-equality-growth" {
        #expect(fit.degreesOfFreedom == 9)
        continue
      }
      let name = name.replacingOccurrences(of: ".", with: "_")
      let own = try #require(fit.measures[name], Comment(rawValue: name))
      #expect(
        abs(own - value) <= limit * max(1, abs(value)),
        Comment("\(pasted.name): \(name)"))
    }
  }
}
