import Foundation
import Messages
import Testing

@Suite struct PrintedNumberTests {
  @Test(
    arguments: [
      0, -0.0, 1, -1.5, 0.0005, 123_456.789, 1e300, -1e300,
      .leastNonzeroMagnitude, .pi,
      .infinity, -.infinity, .nan, 95, 99.9,
    ] as [Double])
  func asFoundationPrints(value: Double) {
    for digits in 0...14 {
      #expect(
        PrintedNumber.fixed(value, decimals: digits)
          == String(format: "%.\(digits)f", value))
      #expect(
        PrintedNumber.scientific(value, decimals: digits)
          == String(format: "%.\(digits)e", value))
      #expect(
        PrintedNumber.general(value, digits: digits)
          == String(format: "%.\(digits)g", value))
    }
  }
}
