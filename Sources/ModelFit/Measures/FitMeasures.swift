/// Fit measures by lavaan's names, in lavaan's order.
///
/// Names use underscores: `rmsea_ci_lower`. A measure that is not defined for
/// a fit, such as a p value with no degrees of freedom, is present with `nil`;
/// one that an estimator does not have, such as `logl` without a likelihood,
/// is absent.
public struct FitMeasures: Sendable, Hashable, Codable {
  /// One measure.
  public struct Entry: Sendable, Hashable, Codable {
    /// The name.
    public var name: String
    /// The value.
    public var value: Double?
  }

  /// The measures in their order.
  public private(set) var entries: [Entry] = []

  /// No measures yet.
  package init() {}

  /// The value of a measure; `nil` if it is absent or not defined.
  public subscript(name: String) -> Double? {
    entries.first { $0.name == name }?.value
  }

  /// Adds a measure; values that are not finite count as not defined.
  package mutating func append(_ name: String, _ value: Double?) {
    let kept = value.flatMap { $0.isFinite ? $0 : nil }
    entries.append(Entry(name: name, value: kept))
  }
}
