import Testing

@testable import FitSettings
@testable import ModelFit

/// Indices of statistics that do not exist.
struct UndefinedIndicesTests {
  @Test(arguments: [(Double.nan, 900.0), (30, .nan), (30, .infinity)])
  func noStatisticNoIndex(_ own: Double, _ baseline: Double) {
    let indices = IncrementalIndices(own, 24, baseline: baseline, 36)
    #expect(indices.cfi == nil && indices.tli == nil && indices.rni == nil)
    #expect(indices.nfi == nil && indices.ifi == nil && indices.rfi == nil)
  }

  @Test func noRobustFactorOfAStatisticThatDoesNotExist() {
    var test = TestResult(
      kind: .yuanBentlerMplus, chiSquare: 30, degreesOfFreedom: 24)
    test.trace = 26.4
    #expect(test.robustFactor == 26.4 / 24)
    test.chiSquare = .nan
    #expect(test.robustFactor == nil)
  }
}
