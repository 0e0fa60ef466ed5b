import Messages
import Testing

@Suite struct NumberStyleTests {
  @Test(arguments: [
    (0.5536, "0.554"), (-0.0001, "-1.0e-04"), (0, "0.000"), (-0.0, "0.000"),
    (1e-14, "0.000"), (-1e-14, "0.000"), (999.9994, "999.999"),
    (999.9999, "1000.00"), (1234.567, "1234.57"), (-98765.43, "-98765.4"),
    (123_456.7, "123457"), (1.5e9, "1.50e+09"), (.nan, "-"),
    (.infinity, "-"),
  ])
  func estimates(value: Double, expected: String) {
    #expect(NumberStyle.estimate.text(value) == expected)
  }

  @Test(arguments: [
    (0.5536, "0.554"), (0, "0.000"), (5e-11, "5.0e-11"), (-3e-17, "-3.0e-17"),
  ])
  func estimatesWithErrorsAreZeroOnlyWhereTheyAre(
    value: Double, expected: String
  ) {
    #expect(NumberStyle.significant.text(value) == expected)
  }

  @Test func estimatesStayNarrow() {
    for power in -12...12 {
      for digits in [1.0, 9.9999999, 5.55555] {
        let value =
          -digits
          * Double(
            sign: .plus, exponent: 3 * power,
            significand: 1)
        #expect(NumberStyle.estimate.text(value).count <= 9)
      }
    }
  }

  @Test(arguments: [
    (0.93056, ".931"), (1, "1.000"), (-0.25, "-.250"), (0, ".000"),
    (1.02, "1.020"),
  ])
  func boundedNumbersHaveNoLeadingZero(value: Double, expected: String) {
    #expect(NumberStyle.bounded.text(value) == expected)
  }

  @Test(arguments: [
    (0.00049, "<.001"), (0.0006, ".001"), (0.0234, ".023"), (1, "1.000"),
    (0, "<.001"),
  ])
  func probabilities(value: Double, expected: String) {
    #expect(NumberStyle.probability.text(value) == expected)
  }

  @Test func countsAndStatistics() {
    #expect(NumberStyle.count.text(24) == "24")
    #expect(NumberStyle.count.text(24.5) == "24.50")
    #expect(NumberStyle.statistic.text(85.3055) == "85.31")
    #expect(NumberStyle.magnitude.text(1.2e-10) == "1e-10")
  }

  @Test(arguments: [(0.9, "90%"), (0.95, "95%"), (0.999, "99.9%")])
  func percents(level: Double, expected: String) {
    #expect(NumberStyle.percentage.text(level) == expected)
  }
}
