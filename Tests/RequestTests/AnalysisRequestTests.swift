import Latent
import Testing

@testable import RequestSettings
@testable import Requests

/// Analyses of bytes in memory, as a server asks for them.
@Suite struct AnalysisRequestTests {
  private static let cases: [UInt8] = {
    var text = "x1,x2,x3,x4,g\n"
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31) - 0.5
    }
    for row in 0..<120 {
      let factor = next() + next() + next()
      let values = (0..<4).map { _ in "\(factor + next())" }
      text += values.joined(separator: ",") + ",\(row % 2 == 0 ? "a" : "b")\n"
    }
    return Array(text.utf8)
  }()

  private func request(
    _ analysis: Analysis, _ options: [(String, String)] = [],
    model: String = "f =~ x1 + x2 + x3 + x4\n"
  ) -> AnalysisRequest {
    AnalysisRequest(
      analysis,
      models: analysis.takesModel
        ? [ModelDocument(name: "m.lav", text: model)] : [],
      options: options.map { .init($0.0, $0.1) },
      files: .inMemory([
        "cases.csv": Self.cases,
        "book.yaml": Array("constructs: {f: [x1, x2, x3, x4]}".utf8),
      ]))
  }

  @Test func aFitOfBytes() async throws {
    let result = try await request(
      .fit, [("data", "cases.csv"), ("estimator", "MLR")]
    ).run()
    guard case .fit(let fit) = result.content else {
      Issue.record("no fit")
      return
    }
    #expect(fit.isConverged)
    #expect(result.failure == nil)
    #expect(result.rendered(as: .json).contains("\"estimator\": \"MLR\""))
    #expect(result.rendered(as: .text).contains("m.lav"))
  }

  @Test func frontMatterAsksToo() async throws {
    let model = "---\ndata: cases.csv\ngroup: g\n---\nf =~ x1 + x2 + x3 + x4\n"
    let result = try await request(.fit, model: model).run()
    guard case .fit(let fit) = result.content else {
      Issue.record("no fit")
      return
    }
    #expect(fit.sample.count == 2)
  }

  @Test(arguments: Analysis.allCases.filter { $0 != .compare })
  func everyAnalysis(_ analysis: Analysis) async throws {
    var options = [("data", "cases.csv")]
    switch analysis {
    case .bootstrap: options.append(("bootstrap", "60"))
    case .effects: options += [("from", "x1"), ("to", "x3")]
    case .invariance: options.append(("group", "g"))
    case .test: options.append(("add", "x1 ~~ x2"))
    case .parse: options = [("expand", "table")]
    case .groups: options += [("by", "g"), ("vars", "x1,x2")]
    case .validity: options.append(("htmt-bootstrap", "20"))
    case .codebook:
      options = [("action", "model"), ("codebook", "book.yaml")]
    default: break
    }
    let model =
      analysis == .effects
      ? "x2 ~ x1\nx3 ~ x2\n" : "f =~ x1 + x2 + x3 + x4\n"
    let result = try await request(analysis, options, model: model).run()
    #expect(!result.rendered(as: analysis.formats[0]).isEmpty)
    #expect(result.failure == nil)
  }

  @Test func filesOutsideAreNotRead() async throws {
    for path in ["/etc/passwd", "../cases.csv"] {
      let model = "---\ndata: \(path)\n---\nf =~ x1 + x2 + x3\n"
      let error = await #expect(throws: LatentError.self) {
        try await request(.fit, model: model).run()
      }
      #expect(error?.kind == .request)
    }
    let error = await #expect(throws: LatentError.self) {
      try await request(
        .bootstrap, [("data", "cases.csv"), ("draws", "x.csv")]
      ).run()
    }
    #expect(error?.kind == .request)
  }

  @Test(arguments: [
    [("nonsense", "1")], [("data", "cases.csv"), ("data", "cases.csv")],
    [("data", "case.csv")], [("data", "cases.csv"), ("level", "95")],
  ])
  func whatIsRefused(options: [(String, String)]) async throws {
    let error = await #expect(throws: LatentError.self) {
      try await request(.fit, options).run()
    }
    #expect(error?.kind == .request && error?.message.isEmpty == false)
  }

  @Test func cancellationEndsABootstrap() async throws {
    let request = request(
      .bootstrap, [("data", "cases.csv"), ("bootstrap", "1000000")])
    let task = Task { try await request.run() }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    let error = await #expect(throws: LatentError.self) {
      try await task.value
    }
    #expect(error?.kind == .cancellation)
  }
}
