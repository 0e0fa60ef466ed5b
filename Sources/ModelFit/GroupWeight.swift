/// The size of a group as a parameter (`group.w.free`, `group % w`), as it is
/// reported.
package struct GroupWeight: Sendable {
  /// The group's number, from 1.
  package var group: Int
  /// The user's label, or empty.
  package var label = ""
  /// The logarithm of the mean number of cases; without constraints log n.
  package var estimate: Double
  /// The standard error; `nil` if none was computed.
  package var standardError: Double?
  /// Estimate over standard error.
  package var z: Double?
  /// The two-sided p value of z.
  package var pValue: Double?
  /// The lower end of the confidence interval.
  package var lower: Double?
  /// The upper end of the confidence interval.
  package var upper: Double?
}
