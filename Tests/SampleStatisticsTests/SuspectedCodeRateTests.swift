import TestSupport
import Testing

@testable import SampleStatistics

/// How often values are taken for codes that are none, and codes for values.
@Suite("Rates of suspected codes")
struct SuspectedCodeRateTests {
  /// The part of files without codes of which a warning would be given.
  private func falseAlarms(
    _ kind: QuestionnaireGenerator.Kind, files: Int
  ) -> Double {
    var generator = QuestionnaireGenerator(seed: 41)
    var alarms = 0
    for _ in 0..<files {
      let columns = generator.items(
        kind, columns: generator.integer(in: 1...8),
        cases: generator.integer(in: 30...150))
      if SuspectedCodes.all(in: columns).contains(where: { !$0.found.isEmpty })
      {
        alarms += 1
      }
    }
    return Double(alarms) / Double(files)
  }

  /// The part of files with a code of which none is noticed.
  private func misses(
    _ kind: QuestionnaireGenerator.Kind, _ code: Double, files: Int,
    columns: Int = 4
  ) -> Double {
    var generator = QuestionnaireGenerator(seed: 43)
    var missed = 0
    for _ in 0..<files {
      var data = generator.items(
        kind, columns: columns, cases: generator.integer(in: 60...150))
      var holders = Array(data.prefix(2))
      generator.put(
        code, share: 0.01 + 0.06 * generator.uniform(), into: &holders)
      data.replaceSubrange(0..<holders.count, with: holders)
      let found = SuspectedCodes.all(in: data)
      if !found.contains(where: { $0.found.contains { $0.value == code } }) {
        missed += 1
      }
    }
    return Double(missed) / Double(files)
  }

  @Test("False alarms", arguments: QuestionnaireGenerator.Kind.allCases)
  func falseAlarms(kind: QuestionnaireGenerator.Kind) {
    let rate = falseAlarms(kind, files: 60)
    #expect(rate <= (kind == .incomes || kind == .counts ? 0.02 : 0))
  }

  @Test(
    "Misses",
    arguments: [
      (.four, 9, 0.02), (.five, 9, 0.02), (.six, 9, 0.04), (.seven, 9, 0.3),
      (.five, 8, 0.05), (.four, 7, 0.1), (.five, 99, 0), (.seven, 99, 0),
      (.zeroToTen, 99, 0), (.five, -9, 0.04), (.seven, -1, 0.2),
      (.five, 999, 0), (.binary, 9, 0.02), (.ages, 999, 0), (.ages, -99, 0),
      (.scores, 999, 0), (.scores, -99, 0), (.measurements, -99, 0),
      (.measurements, 99, 0), (.measurements, 999, 0), (.incomes, -9, 0.01),
      (.means, 99, 0), (.means, -9, 0),
    ] as [(QuestionnaireGenerator.Kind, Double, Double)])
  func misses(kind: QuestionnaireGenerator.Kind, code: Double, limit: Double) {
    #expect(misses(kind, code, files: 50) <= limit)
  }
}
