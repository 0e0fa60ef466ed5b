package import Messages

/// The limit of the number of values that draws may have together: each is
/// kept, for its place in their order.
package enum DrawLimit {
  /// 2 GiB of them.
  private static let most = 1 << 28

  /// Refuses draws that would fill the memory.
  ///
  /// - Parameters:
  ///   - count: The number of draws.
  ///   - values: The values of each.
  ///   - option: The option that asks for them.
  /// - Throws: `LatentError` that says how many there may be.
  package static func check(
    _ count: Int, values: Int, option: String
  ) throws(LatentError) {
    guard
      count.multipliedReportingOverflow(by: values).overflow
        || count * values > most
    else { return }
    throw LatentError(
      code: .bootstrapTooManyValues,
      message: "\(count) draws of \(counted(values, "value")) are more than "
        + "memory is made for.",
      remedy: "Draw at most \(most / max(values, 1)) (`\(option)`).")
  }
}
