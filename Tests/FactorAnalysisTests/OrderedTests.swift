import LinearAlgebra
import Messages
import TestSupport
import Testing

@testable import FactorAnalysis
@testable import FactorRotation

/// What there is of ordered variables' factors, and what is not.
struct OrderedTests {
  private let sample: FactorSample

  init() throws {
    let example = try #require(
      loadFixture([String: MplusTests.Example].self, "mplus.json")["4.2"])
    var sample = FactorSample(
      names: (1...12).map { "u\($0)" },
      correlation: Matrix(rowArrays: example.correlation),
      caseCount: example.cases)
    sample.covariance = .pairs(
      PairCovariance(
        ofCorrelations: Matrix(rowArrays: try #require(example.gamma))))
    self.sample = sample
  }

  private func solve(_ method: ExtractionMethod) throws -> FactorSolution {
    var options = FactorOptions()
    options.method = method
    return try FactorSolution(sample, count: 4, options)
  }

  @Test func principalAxesHaveTheTestOfLeastSquares() throws {
    let first = try solve(.unweightedLeastSquares)
    let second = try solve(.principalAxes)
    expectClose(
      try #require(second.fit?.chiSquare), try #require(first.fit?.chiSquare),
      relative: 1e-6)
    #expect(first.errors != nil && second.errors != nil)
  }

  @Test func theLikelihoodHasNoTestOfPairs() throws {
    let own = try solve(.maximumLikelihood)
    #expect(own.fit?.chiSquare == nil)
    #expect(own.errors == nil)
  }

  @Test func weightsAreNeeded() {
    var options = FactorOptions()
    options.method = .diagonallyWeighted
    var normal = sample
    normal.covariance = .normal
    let error = #expect(throws: LatentError.self) {
      try FactorSolution(normal, count: 2, options)
    }
    #expect(error?.code.rawValue == "efa.no-weights")
  }
}
