import Foundation
import Latent
import Requests
import Testing

/// What a fit's document says is read back as it was.
@Suite struct FitRecordTests {
  private static let moments = try? SampleMoments(
    variableNames: ["x1", "x2", "x3", "x4"], observationCount: 200,
    covariance: [
      1.1, 0.5, 0.4, 0.3, 0.5, 1.2, 0.45, 0.35, 0.4, 0.45, 0.9, 0.3, 0.3, 0.35,
      0.3, 1.3,
    ])

  @Test func numbersHaveTheSameBits() throws {
    let fit = try Model(text: "f =~ x1 + b*x2 + x3 + x4\nd := b^2").fit(
      to: [try #require(Self.moments)])
    let record = try JSONDecoder().decode(
      FitRecord.self, from: JSONEncoder().encode(fit))
    #expect(record.isConverged && record.estimator == "ML")
    #expect(record.observationCounts == [200])
    #expect(record.parameterCount == fit.parameterCount)
    #expect(record.parameters.count == fit.parameters.count)
    for (own, row) in zip(record.parameters, fit.parameters) {
      #expect(own.lhs == row.lhs && own.op == row.op.rawValue)
      #expect(own.estimate == row.estimate)
      // The document says 0 of what is fixed, as lavaan does.
      #expect(own.standardError == row.standardError ?? 0)
      #expect(own.label == row.label)
    }
    #expect(record.measures.count > 20)
    for (name, value) in record.measures {
      #expect(fit.measures[name] == value, "\(name)")
    }
    #expect(record.warnings.map(\.code) == fit.warnings.map(\.code.rawValue))
  }

  @Test func theCommandsJSONIsOne() async throws {
    let text = "x1,x2\n1,2\n2,1\n3,5\n4,3\n6,5\n"
    let result = try await AnalysisRequest(
      .fit, models: [ModelDocument(text: "x1 ~ x2\n")],
      options: [.init("data", "d.csv")],
      files: .inMemory(["d.csv": Array(text.utf8)])
    ).run()
    let record = try JSONDecoder().decode(
      FitRecord.self, from: Data(result.rendered(as: .json).utf8))
    #expect(record.observationCounts == [5])
    #expect(record.version == LatentVersion.current)
  }

  @Test func otherDocumentsAreRefused() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FitRecord.self, from: Data("{}".utf8))
    }
  }
}
