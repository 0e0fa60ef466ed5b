/// A counter-based stream of random numbers: Philox4x32-10 of Salmon, Moraes,
/// Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3".
///
/// A stream is a pure function of (seed, stream, position): replicate k of
/// seed s draws from `RandomStream(seed: s, stream: k)` and gets the same
/// numbers on any thread, in any order, in whole or in shards. The seed is the
/// key; the stream is the counter's upper half and the position in blocks of
/// 128 bits its lower half, so streams of one seed never overlap. A stream
/// holds 2⁶⁵ words. Draws allocate nothing.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable {
  /// The seed: the cipher's key.
  public let seed: UInt64
  /// The stream's number under its seed.
  public let stream: UInt64
  private var block: UInt64 = 0
  private var spare: UInt64 = 0
  private var hasSpare = false

  /// Starts a stream at its beginning.
  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if hasSpare {
      hasSpare = false
      return spare
    }
    let words = Philox.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: block),
        UInt32(truncatingIfNeeded: block >> 32),
        UInt32(truncatingIfNeeded: stream),
        UInt32(truncatingIfNeeded: stream >> 32)),
      key: SIMD2(
        UInt32(truncatingIfNeeded: seed),
        UInt32(truncatingIfNeeded: seed >> 32)))
    block &+= 1
    spare = UInt64(words.w) << 32 | UInt64(words.z)
    hasSpare = true
    return UInt64(words.y) << 32 | UInt64(words.x)
  }
}

/// The bijection behind `RandomStream`.
enum Philox {
  /// Ten rounds of Philox4x32 on one counter.
  ///
  /// - Parameters:
  ///   - counter: Four words, the least significant first.
  ///   - key: Two words, the least significant first.
  /// - Returns: Four random words.
  static func block(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    var (x0, x1, x2, x3) = (counter.x, counter.y, counter.z, counter.w)
    var (k0, k1) = (key.x, key.y)
    for _ in 0..<10 {
      let first = UInt64(x0) &* 0xD251_1F53
      let second = UInt64(x2) &* 0xCD9E_8D57
      x0 = UInt32(truncatingIfNeeded: second >> 32) ^ x1 ^ k0
      x1 = UInt32(truncatingIfNeeded: second)
      x2 = UInt32(truncatingIfNeeded: first >> 32) ^ x3 ^ k1
      x3 = UInt32(truncatingIfNeeded: first)
      // The key schedule is a Weyl sequence: golden ratio and √3 - 1.
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(x0, x1, x2, x3)
  }
}
