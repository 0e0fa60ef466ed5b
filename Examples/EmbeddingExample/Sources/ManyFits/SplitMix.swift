/// The generator SplitMix64 (Steele, Lea & Flood, 2014): small, and good
/// enough to draw rows.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  /// A separate stream for each replicate of a seed.
  init(seed: UInt64, replicate: UInt64) {
    state = seed
    let start = next()
    state = start ^ (replicate &* 0xD1B5_4A32_D192_ED03)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
