import ModelSyntax

/// The modifiers of one term, merged: of several of a kind the last counts,
/// as in lavaan 0.7.
package struct TermModifiers {
  /// Numbers that fix the parameter; `nil` (`NA`) frees it.
  package var fixed: [Double?]?
  /// Labels.
  package var label: [String?]?
  /// Starting values.
  package var start: [Double?]?
  /// Lower bounds.
  package var lower: [Double?]?
  /// Upper bounds.
  package var upper: [Double?]?
  /// The parameters to equal.
  package var equal: [String?]?
  /// The EFA blocks.
  package var efa: [String?]?
  /// The random slopes, which no table holds.
  package var randomSlope: [String?]?
  /// Text for Bayesian programs, which no table holds.
  package var prior: [String?]?
  /// The range of the first modifier, if there is one.
  var range: SourceRange?

  /// No modifiers.
  init() {}

  /// Whether nothing is said of the parameter.
  var isEmpty: Bool {
    fixed == nil && label == nil && start == nil && lower == nil
      && upper == nil && equal == nil && efa == nil && randomSlope == nil
      && prior == nil
  }

  /// Takes over a modifier.
  ///
  /// - Parameter modifier: The modifier.
  /// - Returns: False if it takes the place of a different one of its kind.
  mutating func merge(_ modifier: ModifierSyntax) -> Bool {
    range = range ?? modifier.range
    switch modifier.kind {
    case .fixed(let values): return Self.replace(&fixed, values)
    case .label(let values): return Self.replace(&label, values)
    case .start(let values): return Self.replace(&start, values)
    case .lower(let values): return Self.replace(&lower, values)
    case .upper(let values): return Self.replace(&upper, values)
    case .equal(let values): return Self.replace(&equal, values)
    case .efa(let values): return Self.replace(&efa, values)
    case .randomSlope(let texts):
      _ = Self.replace(&randomSlope, texts)
      return true
    case .prior(let texts):
      _ = Self.replace(&prior, texts)
      return true
    }
  }

  /// Takes over modifiers of the same parameter.
  ///
  /// - Parameter other: The others.
  /// - Returns: False if one takes the place of a different one of its kind.
  mutating func merge(_ other: TermModifiers) -> Bool {
    range = range ?? other.range
    let isNew = [
      Self.replace(&fixed, other.fixed), Self.replace(&label, other.label),
      Self.replace(&start, other.start), Self.replace(&lower, other.lower),
      Self.replace(&upper, other.upper), Self.replace(&equal, other.equal),
      Self.replace(&efa, other.efa),
    ]
    _ = Self.replace(&randomSlope, other.randomSlope)
    _ = Self.replace(&prior, other.prior)
    return !isNew.contains(false)
  }

  private static func replace<Value: Equatable>(
    _ slot: inout [Value]?, _ values: [Value]?
  ) -> Bool {
    guard let values else { return true }
    defer { slot = values }
    return slot == nil || slot == values
  }

  /// The lengths of the vectors that hold more than one entry.
  var vectorLengths: Set<Int> {
    let lengths = [
      fixed?.count, label?.count, start?.count, lower?.count, upper?.count,
      equal?.count, efa?.count,
    ]
    return Set(lengths.compactMap { $0 }).subtracting([0, 1])
  }

  /// Whether a lone label applies to several groups.
  var hasSingleLabel: Bool {
    guard let label, label.count == 1 else { return false }
    return label[0]?.isEmpty == false
  }

  /// The modifiers as they stand for one group.
  ///
  /// - Parameter group: The group, from 0.
  /// - Returns: The entries of that group.
  func entry(group: Int) -> Entry {
    Entry(
      isSpecified: fixed != nil, fixed: Self.pick(fixed, group),
      label: Self.pick(label, group) ?? "", start: Self.pick(start, group),
      lower: Self.pick(lower, group), upper: Self.pick(upper, group),
      equal: Self.pick(equal, group), efa: Self.pick(efa, group) ?? "")
  }

  private static func pick<Value>(_ values: [Value?]?, _ group: Int) -> Value? {
    guard let values, !values.isEmpty else { return nil }
    return values.count == 1
      ? values[0] : (group < values.count ? values[group] : nil)
  }

  /// The modifiers' content for one group.
  struct Entry {
    /// Whether a number or `NA` was written.
    var isSpecified: Bool
    /// The number, or `nil` where `NA` frees the parameter.
    var fixed: Double?
    var label: String
    var start: Double?
    var lower: Double?
    var upper: Double?
    var equal: String?
    var efa: String
  }
}
