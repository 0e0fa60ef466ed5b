import TestSupport
import Testing

@testable import Probability

@Suite struct RandomStreamTests {
  /// The known answers for `philox4x32 10` in the file kat_vectors of
  /// Random123 1.14 (Salmon et al.).
  @Test func philoxGivesKnownAnswers() {
    #expect(
      Philox.block(counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0))
        == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    #expect(
      Philox.block(
        counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    #expect(
      Philox.block(
        counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
        key: SIMD2(0xA409_3822, 0x299F_31D0))
        == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  /// The words of a stream are those of its blocks, seed and stream where the
  /// documentation puts them.
  @Test func streamLaysOutSeedAndCounter() {
    var stream = RandomStream(
      seed: 0x299F_31D0_A409_3822, stream: 0x0370_7344_1319_8A2E)
    let key = SIMD2<UInt32>(0xA409_3822, 0x299F_31D0)
    for block in UInt32(0)..<3 {
      let words = Philox.block(
        counter: SIMD4(block, 0, 0x1319_8A2E, 0x0370_7344), key: key)
      #expect(stream.next() == UInt64(words.y) << 32 | UInt64(words.x))
      #expect(stream.next() == UInt64(words.w) << 32 | UInt64(words.z))
    }
  }

  /// Draws are part of what a seed promises: these numbers must never change.
  @Test func drawsAreStable() {
    var stream = RandomStream(seed: 2012, stream: 128)
    #expect(stream.next() == 3_167_207_652_316_890_701)
    #expect(stream.uniform() == 0.896_816_321_432_752_6)
    #expect(stream.integer(below: 1000) == 398)
    expectClose(stream.normal(), 2.241_761_174_507_413_7, relative: 1e-14)
    expectClose(
      stream.gamma(shape: 2.5), 1.150_241_693_597_944_7, relative: 1e-13)
  }

  @Test func streamsDiffer() {
    var first = RandomStream(seed: 1, stream: 0)
    var second = RandomStream(seed: 1, stream: 1)
    var third = RandomStream(seed: 2, stream: 0)
    let words = (0..<100).flatMap { _ in
      [first.next(), second.next(), third.next()]
    }
    #expect(Set(words).count == 300)
  }

  @Test func normalIsTheQuantileOfOneUniform() {
    var uniforms = RandomStream(seed: 5)
    var normals = uniforms
    for _ in 0..<1000 {
      let u = uniforms.uniform()
      #expect(u > 0 && u < 1)
      #expect(normals.normal() == NormalDistribution.quantile(u))
    }
    #expect(uniforms == normals)
  }

  /// χ² goodness of fit over a bound that does not divide 2⁶⁴.
  @Test func integersAreUniform() {
    var stream = RandomStream(seed: 11, stream: 3)
    let bound = 13
    var counts = [Int](repeating: 0, count: bound)
    let draws = 130_000
    for _ in 0..<draws { counts[stream.integer(below: bound)] += 1 }
    let expected = Double(draws) / Double(bound)
    let statistic = counts.reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    let p = ChiSquareDistribution(degreesOfFreedom: 12).upperTail(statistic)
    #expect(p > 1e-4 && p < 1 - 1e-4)
  }

  /// A bound above 2⁶² rejects often enough for the threshold to matter.
  @Test func largeBoundsStayInRange() {
    var stream = RandomStream(seed: 7)
    let bound = 3 << 61
    var sum = 0.0
    for _ in 0..<20_000 {
      let value = stream.integer(below: bound)
      #expect(value >= 0 && value < bound)
      sum += Double(value) / Double(bound)
    }
    // Five standard errors of a mean of uniforms.
    expectClose(
      sum / 20_000, 0.5, relative: 0, absolute: 5 / (12 * 20_000).squareRoot())
    #expect(stream.integer(below: 1) == 0)
  }

  /// The empirical distribution of n draws against the cumulative function, by
  /// the one-sample Kolmogorov-Smirnov distance; 2.2 / √n has p < 0.0002.
  private func expectDistributed(
    _ draws: [Double], _ cumulative: (Double) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let sorted = draws.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    for (index, value) in sorted.enumerated() {
      let p = cumulative(value)
      distance = max(
        distance, p - Double(index) / count, Double(index + 1) / count - p)
    }
    #expect(
      distance < 2.2 / count.squareRoot(), sourceLocation: sourceLocation)
  }

  @Test func normalsAreNormal() {
    var stream = RandomStream(seed: 21)
    expectDistributed(
      (0..<20_000).map { _ in stream.normal() },
      NormalDistribution.cumulative)
  }

  @Test(arguments: [0.2, 1, 2.5, 60])
  func gammasAreGamma(shape: Double) {
    var stream = RandomStream(seed: 31, stream: 8)
    expectDistributed((0..<20_000).map { _ in stream.gamma(shape: shape) }) {
      GammaFunction.regularizedLower(shape: shape, $0)
    }
    let freedom = 2 * shape
    expectDistributed(
      (0..<20_000).map { _ in stream.chiSquare(degreesOfFreedom: freedom) },
      ChiSquareDistribution(degreesOfFreedom: freedom).cumulative)
  }

  @Test func gammaOutsideItsDomainIsNotANumber() {
    var stream = RandomStream(seed: 1)
    #expect(stream.gamma(shape: 0).isNaN)
    #expect(stream.gamma(shape: .infinity).isNaN)
  }
}
