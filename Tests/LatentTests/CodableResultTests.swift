import EffectAnalysis
import Foundation
import Latent
import ModelCriticism
import ModelFit
import ProfileLikelihood
import TestSupport
import Testing

/// The parts of results are read back as they were written.
struct CodableResultTests {
  private func again<Value: Codable & Hashable>(_ value: Value) throws -> Bool {
    let text = try JSONEncoder().encode(value)
    return try JSONDecoder().decode(Value.self, from: text) == value
  }

  @Test func partsOfAFit() throws {
    var options = FitOptions(.mlr)
    options.keepsCases = true
    let fit = try Model(text: HolzingerModel.text).fit(
      to: try HolzingerModel.table(), options: options)
    #expect(try again(fit.parameters))
    #expect(try again(fit.measures))
    #expect(try again(fit.tests))
    #expect(try again(fit.warnings))
    #expect(try again(try #require(fit.parameterCovariance)))
    #expect(try again(try fit.modificationIndices()))
    #expect(try again(try fit.factorScores()))
  }

  /// Results that answer questions are written, and not read back.
  @Test func analysesAreWritten() throws {
    let data = try HolzingerModel.table()
    let fit = try Model(text: "x4 ~ x1\nx7 ~ a*x4 + x1").fit(to: data)
    func written(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
    #expect(
      try written(try fit.effects(from: "x1", to: "x7")).contains(
        "unstandardized"))
    let row = try #require(fit.parameters.firstIndex { $0.isFree })
    #expect(
      try written(try fit.profileIntervals(of: [.estimate(row: row)]))
        .contains("intervals"))
    #expect(try written(try fit.waldTest("a == 0")).contains("equalities"))
    #expect(try written(fit.groups[1].implied).contains("latentMean"))
  }

  @Test func matricesOfAnotherSizeAreRefused() {
    let text = Data(#"{"rows": 2, "columns": 2, "elements": [1, 2, 3]}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Matrix.self, from: text)
    }
  }
}
