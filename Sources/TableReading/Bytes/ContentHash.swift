/// The 64-bit FNV-1a hash of bytes, to tell one data file from another.
///
/// It finds accidental changes; it does not protect against deliberate ones.
public struct ContentHash: Sendable, Hashable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of no bytes.
  public init() {}

  /// Adds bytes.
  ///
  /// - Parameter bytes: The bytes that follow those added before.
  public mutating func update(_ bytes: Span<UInt8>) {
    var hash = state
    for index in bytes.indices {
      hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
    }
    state = hash
  }

  /// The hash with the algorithm's name: `fnv1a64:` and 16 hex digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count)
      + digits
  }
}
