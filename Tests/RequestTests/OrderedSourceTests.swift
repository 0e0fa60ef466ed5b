import Latent
import Testing

@testable import RequestSettings
@testable import Requests

/// Variables that a codebook orders decide on the estimator, as those do that
/// options name.
@Suite struct OrderedSourceTests {
  private static let answers: [UInt8] = {
    var text = "x1,x2,x3,x4,g\n"
    var state: UInt64 = 11
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31) - 0.5
    }
    for row in 0..<300 {
      let factor = next() + next() + next()
      let values = (0..<4).map { _ in
        let value = factor + next()
        return value < -0.4 ? "1" : value < 0.3 ? "2" : "3"
      }
      text += values.joined(separator: ",") + ",\(row % 2 == 0 ? "a" : "b")\n"
    }
    return Array(text.utf8)
  }()

  private static func request(
    _ analysis: Analysis, _ options: [(String, String)]
  ) -> AnalysisRequest {
    AnalysisRequest(
      analysis,
      models: [ModelDocument(name: "m.lav", text: "f =~ x1 + x2 + x3 + x4\n")],
      options: ([("data", "answers.csv"), ("codebook", "book.yaml")] + options)
        .map { .init($0.0, $0.1) },
      files: .inMemory([
        "answers.csv": answers,
        "book.yaml": Array(
          "ordered: true\nconstructs: {f: [x1, x2, x3, x4]}".utf8),
      ]))
  }

  @Test func aFitTakesLeastSquares() async throws {
    let result = try await Self.request(.fit, []).run()
    guard case .fit(let fit) = result.content else {
      Issue.record("no fit")
      return
    }
    #expect(result.rendered(as: .json).contains("\"estimator\": \"WLSMV\""))
    #expect(fit.measures["chisq_scaled"] != nil)
    let named = try await Self.request(
      .fit, [("ordered", "x1,x2,x3,x4"), ("estimator", "WLSMV")]
    ).run()
    guard case .fit(let other) = named.content else {
      Issue.record("no fit")
      return
    }
    #expect(fit.measures["chisq_scaled"] == other.measures["chisq_scaled"])
  }

  @Test func optionsGoFirst() async throws {
    for (options, estimator) in [
      ([("ordered", "false")], "ML"), ([("estimator", "ULSMV")], "ULSMV"),
      ([("ordered", "x1")], "WLSMV"),
    ] {
      let result = try await Self.request(.fit, options).run()
      #expect(
        result.rendered(as: .json).contains(
          "\"estimator\": \"\(estimator)\""), "\(options)")
    }
  }

  @Test(
    arguments: [
      (.bootstrap, [("bootstrap", "60")]), (.fit, [("se", "bootstrap")]),
      (.invariance, [("group", "g")]), (.predict, []),
      (.test, [("add", "x1 ~~ x2")]),
    ] as [(Analysis, [(String, String)])])
  func otherAnalyses(
    _ item: (analysis: Analysis, options: [(String, String)])
  ) async throws {
    let extra =
      item.options.contains { $0.0 == "se" } ? [("bootstrap", "60")] : []
    let result = try await Self.request(item.analysis, item.options + extra)
      .run()
    #expect(result.failure == nil)
  }
}
