import Plots
import Testing

/// The labelled values of axes.
@Suite struct AxisTicksTests {
  @Test(arguments: [
    (0.0...1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-0.13...0.27, 5, ["−0.1", "0.0", "0.1", "0.2"]),
    (-0.1...0.1, 4, ["−0.10", "−0.05", "0.00", "0.05", "0.10"]),
    (3.2...3.9, 4, ["3.2", "3.4", "3.6", "3.8"]),
    (0...37, 4, ["0", "10", "20", "30"]),
    (1200...1900, 4, ["1200", "1400", "1600", "1800"]),
  ])
  func ticksAreRound(
    range: ClosedRange<Double>, most: Int, labels: [String]
  ) {
    let ticks = AxisTicks(PlotAxis(label: "", range: range), most: most)
    #expect(ticks.labels == labels)
    #expect(ticks.exponent == 0)
    #expect(ticks.values.allSatisfy { range.padded(by: 1e-9).contains($0) })
  }

  @Test func longLabelsShareAFactor() {
    let large = AxisTicks(
      PlotAxis(label: "", range: -3e6...4.1e6), most: 5)
    #expect(large.labels == ["−2", "0", "2", "4"])
    #expect(large.factor == " (×10⁶)")
    #expect(large.values.last == 4e6)
    let small = AxisTicks(PlotAxis(label: "", range: 0...3.2e-5), most: 4)
    #expect(small.labels == ["0", "10", "20", "30"])
    #expect(small.factor == " (×10⁻⁶)")
  }

  @Test func countsAreWhole() {
    let ticks = AxisTicks(
      PlotAxis(label: "", range: 0...2.08, isCount: true), most: 8)
    #expect(ticks.labels == ["0", "1", "2"])
  }
}
