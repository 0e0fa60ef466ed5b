import Resampling
import TestSupport
import Testing

/// Ascending order by bytes is that by comparisons.
struct AscendingOrderTests {
  @Test(arguments: [0, 1, 64, 65, 66, 1000, 5001])
  func sameAsByComparisons(_ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count + 1))
    for scale in [1e-300, 1e-3, 1, 1e9, 1e300] {
      let numbers = generator.normals(count).map { scale * $0 }
      #expect(numbers.ascending() == numbers.sorted())
    }
  }

  @Test func zerosTiesAndInfinities() {
    let some: [Double] = [
      0, 3, -0.0, .infinity, -2, 3, -.infinity, -1, .leastNonzeroMagnitude,
    ]
    let numbers = (0..<20).flatMap { _ in some }
    #expect(numbers.ascending() == numbers.sorted())
    let constant = [Double](repeating: -7, count: 100)
    #expect(constant.ascending() == constant)
  }
}
