import Messages
import Testing

@testable import PowerAnalysis

/// The references are those of semTools 0.5-6 in R 4.2.2: findRMSEApower,
/// findRMSEApowernested.
@Suite("Power by RMSEA")
struct RMSEAPowerTests {
  /// Close fit (.05 against .08), not-close fit (.05 against .01), exact fit (0
  /// against .05).
  @Test(arguments: [
    (5, 100, 0.127005105625465, 0.0806237386008468, 0.111680024520645),
    (10, 300, 0.412570605615744, 0.303563557798998, 0.405611672465554),
    (20, 500, 0.855479791529752, 0.830205476868029, 0.881809735765653),
    (50, 200, 0.769104659651414, 0.608239394793297, 0.683949987423058),
    (100, 400, 0.999827892469907, 0.999644213410844, 0.999754341485226),
  ])
  func powerIsThatOfReference(
    _ degrees: Int, _ cases: Int, _ close: Double, _ notClose: Double,
    _ exact: Double
  ) {
    func power(_ null: Double, _ own: Double) -> Double {
      NoncentralTest.ofFit(
        degrees: degrees, null: null, alternative: own, alpha: 0.05, groups: 1
      ).power(cases: cases)
    }
    #expect(abs(power(0.05, 0.08) - close) < 1e-9)
    #expect(abs(power(0.05, 0.01) - notClose) < 1e-9)
    #expect(abs(power(0, 0.05) - exact) < 1e-9)
  }

  @Test func groupsShareTheDiscrepancy() {
    let test = NoncentralTest.ofFit(
      degrees: 50, null: 0.05, alternative: 0.08, alpha: 0.05, groups: 3)
    #expect(abs(test.power(cases: 200) - 0.282428309721617) < 1e-9)
  }

  @Test func differencesOfNestedModelsAreThoseOfReference() {
    func power(
      _ degrees: (Int, Int), _ null: (Double, Double),
      _ own: (Double, Double), _ groups: Int, _ cases: Int
    ) -> Double {
      NoncentralTest.ofDifference(
        degrees: degrees, null: null, alternative: own, alpha: 0.05,
        groups: groups
      ).power(cases: cases)
    }
    #expect(
      abs(power((22, 20), (0, 0), (0.06, 0.04), 1, 200) - 0.789212854963548)
        < 1e-9)
    #expect(
      abs(
        power((24, 22), (0.06, 0.05), (0.08, 0.05), 1, 300)
          - 0.754506530186012) < 1e-9)
    #expect(
      abs(power((24, 22), (0, 0), (0.06, 0.05), 2, 300) - 0.477448618592854)
        < 1e-9)
  }

  /// The least number: one case fewer has less than the power.
  @Test(arguments: [2, 8, 30, 100], [(0.05, 0.08), (0.05, 0.01), (0, 0.05)])
  func leastCasesAreTheLeast(_ degrees: Int, _ values: (Double, Double)) throws
  {
    let test = NoncentralTest.ofFit(
      degrees: degrees, null: values.0, alternative: values.1, alpha: 0.05,
      groups: 1)
    let cases = try #require(test.leastCases(power: 0.8))
    #expect(test.power(cases: cases) >= 0.8)
    #expect(test.power(cases: cases - 1) < 0.8)
  }

  @Test func equalValuesAreRefused() throws {
    var options = PowerOptions()
    try options.read("df", "10")
    try options.read("rmsea", "0.05")
    #expect(throws: LatentError.self) {
      try PowerRun(options, nil).ofFit()
    }
  }
}
