internal import CNumbers

/// Numbers as C prints them.
package enum PrintedNumber {
  /// A fixed number of decimals: C's `%.3f`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    text("f", value, decimals)
  }

  /// A mantissa with decimals and an exponent: C's `%.3e`.
  package static func scientific(_ value: Double, decimals: Int) -> String {
    text("e", value, decimals)
  }

  /// The shorter of both with at most so many digits, zeros at the end left
  /// out: C's `%.6g`.
  package static func general(_ value: Double, digits: Int = 6) -> String {
    text("g", value, digits)
  }

  private static func text(
    _ conversion: Unicode.Scalar, _ value: Double, _ digits: Int
  ) -> String {
    // No finite number has more than 309 digits before its point.
    unsafe String(unsafeUninitializedCapacity: 330 + digits) { buffer in
      let length = unsafe cnumbers_print(
        UnsafeMutableRawPointer(buffer.baseAddress)?
          .assumingMemoryBound(to: CChar.self),
        buffer.count, CChar(conversion.value), Int32(digits), value)
      return min(max(0, Int(length)), buffer.count - 1)
    }
  }
}
