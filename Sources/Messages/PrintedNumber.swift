#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

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
    _ conversion: Character, _ value: Double, _ digits: Int
  ) -> String {
    let format = "%.\(digits)\(conversion)"
    // No finite number has more than 309 digits before its point.
    return unsafe String(unsafeUninitializedCapacity: 330 + digits) { buffer in
      let text = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?
        .assumingMemoryBound(to: CChar.self)
      #if canImport(Glibc)
      let length = unsafe strfromd(text, buffer.count, format, value)
      #else
      let length = unsafe withVaList([value]) {
        unsafe vsnprintf(text, buffer.count, format, $0)
      }
      #endif
      return min(max(0, Int(length)), buffer.count - 1)
    }
  }
}
