import Foundation
import TestSupport
import Testing

@Suite struct TestSupportTests {
  @Test func expectCloseRecordsDisagreement() {
    withKnownIssue { expectClose(1.0, 1.1, relative: 1e-3) }
    withKnownIssue { expectClose(1.0, .nan) }
    withKnownIssue { expectClose(1e300, .infinity, relative: 1) }
    withKnownIssue { expectClose(-.infinity, .infinity) }
    withKnownIssue { expectClose([1.0, 2], [1.0]) }
    withKnownIssue { expectClose([1.0, 2], [1.0, 3]) }
    withKnownIssue { expectClose([[1.0], [2]], [[1.0], [3]]) }
  }

  @Test func expectCloseAcceptsAgreement() {
    expectClose(1.0, 1.0005, relative: 1e-3)
    expectClose(1e-9, 0, absolute: 1e-8)
    expectClose(.nan, .nan)
    expectClose(.infinity, .infinity)
    expectClose([[1.0, 2]], [[1.0, 2]])
  }

  @Test func richardsonDerivativesAreAccurate() {
    let point = [0.7, -1.3, 2.1]
    func values(_ x: [Double]) -> [Double] {
      [exp(x[0]) * sin(x[1]), x[1] * x[2] * x[2], log(x[2]) / x[0]]
    }
    let expected = [
      [exp(0.7) * sin(-1.3), exp(0.7) * cos(-1.3), 0],
      [0, 2.1 * 2.1, 2 * -1.3 * 2.1],
      [-log(2.1) / 0.49, 0, 1 / (2.1 * 0.7)],
    ]
    let jacobian = richardsonJacobian(of: values, at: point)
    expectClose(jacobian, expected, relative: 1e-11, absolute: 1e-12)
    let gradient = richardsonGradient(of: { values($0)[0] }, at: point)
    expectClose(gradient, expected[0], relative: 1e-11)
  }

  /// The first outputs of SplitMix64 for seed 1234567, as published with the
  /// reference implementation's ports (Rosetta Code, "Pseudo-random numbers").
  @Test func splitMixGivesKnownAnswers() {
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }

  @Test func fixturesAreFoundBesideTheTests() {
    let url = fixtureURL("r.json")
    #expect(url.path().hasSuffix("Tests/ProbabilityTests/Fixtures/r.json"))
    #expect(throws: (any Error).self) {
      try loadFixture([String].self, "absent.json")
    }
  }
}
