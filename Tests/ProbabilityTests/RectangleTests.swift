import Foundation
import Probability
import TestSupport
import Testing

/// Probabilities of quadrants and rectangles against 30 digits.
@Suite struct RectangleTests {
  private struct File: Decodable {
    struct Case: Decodable {
      var limits: [Double?]
      var rho: Double
      var value: Double
    }
    var cases: [Case]
  }

  /// An absolute error of 1e-14 up to |ρ| = 0.999, and a relative one of 1e-11
  /// where a rectangle is integrated by itself; far below 1e-20 the quadrature
  /// of the references loses digits (of symmetric cases it gives two values).
  @Test func agreesWithHighPrecision() throws {
    let file = try loadFixture(File.self, "rectangles.json")
    #expect(file.cases.count > 500)
    for item in file.cases {
      let a = item.limits[0] ?? -.infinity
      let b = item.limits[1] ?? .infinity
      let c = item.limits[2] ?? -.infinity
      let d = item.limits[3] ?? .infinity
      let distribution = BivariateNormalDistribution(correlation: item.rho)
      let label = "\(a) \(b) \(c) \(d), \(item.rho)"
      expectClose(
        distribution.rectangle(x: (a, b), y: (c, d)), item.value,
        relative: 0, absolute: 1e-14, label)
      if a == -.infinity, c == -.infinity {
        expectClose(
          distribution.cumulative(b, d), item.value, relative: 0,
          absolute: 1e-14, label)
      }
      if item.value < 1e-3, item.value > 1e-20 {
        expectClose(
          distribution.smallRectangle(x: (a, b), y: (c, d)), item.value,
          relative: 1e-11, label)
      }
    }
  }
}
