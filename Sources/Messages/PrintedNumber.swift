#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Numbers as C prints them, digit for digit, in any locale's absence.
package enum PrintedNumber {
  /// A fixed number of decimals: C's `%.*f`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    text("%.*f", value, decimals)
  }

  /// A mantissa with decimals and an exponent: C's `%.*e`.
  package static func scientific(_ value: Double, decimals: Int) -> String {
    text("%.*e", value, decimals)
  }

  /// The shorter of both with at most so many digits, zeros at the end left
  /// out: C's `%.*g`.
  package static func general(_ value: Double, digits: Int = 6) -> String {
    text("%.*g", value, digits)
  }

  private static func text(
    _ format: String, _ value: Double, _ digits: Int
  ) -> String {
    unsafe withVaList([Int32(digits), value]) { arguments in
      // No finite number has more than 309 digits before its point.
      unsafe String(unsafeUninitializedCapacity: 330 + digits) { buffer in
        let length = unsafe vsnprintf(
          UnsafeMutableRawPointer(buffer.baseAddress)?
            .assumingMemoryBound(to: CChar.self),
          buffer.count, format, arguments)
        return min(max(0, Int(length)), buffer.count - 1)
      }
    }
  }
}
