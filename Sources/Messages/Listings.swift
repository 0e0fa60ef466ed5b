/// `x1, x2 and x3`; past the limit names are counted.
///
/// - Parameters:
///   - names: The names.
///   - conjunction: The word before the last name.
///   - limit: The most names shown.
/// - Returns: The text; empty without names.
package func listing(
  _ names: [String], conjunction: String = "and", limit: Int = .max
) -> String {
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  if names.count > limit {
    let shown = names.prefix(limit).joined(separator: ", ")
    return "\(shown) and \(names.count - limit) more"
  }
  return names.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// `1 row`, `2 rows`.
///
/// - Parameters:
///   - count: The count.
///   - noun: The noun in the singular, whose plural takes an s.
/// - Returns: The text.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
