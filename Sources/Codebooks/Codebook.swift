package import ModelSyntax
public import TableReading

/// A description of a questionnaire: its items, the constructs that they
/// measure, and what stands beside them in the data.
///
/// ```yaml
/// scale: 1..7
/// missing: [99]
/// group: district
/// constructs:
///   trust: {label: Trust, label_zh: 信任, items: [tr1, tr2, tr3]}
/// items:
///   tr2: {label: Our partners use our weaknesses, reversed: true}
/// ```
public struct Codebook: Sendable, Hashable {
  /// A text by the language that it is in; the text without a language has an
  /// empty one.
  public typealias Labels = [String: String]

  /// A question with its answers.
  public struct Item: Sendable, Hashable {
    /// The name of its column.
    public var name: String
    /// Its wording by language.
    public var labels: Labels = [:]
    /// The lowest and the highest answer; `nil` if nothing says so.
    public var scale: ClosedRange<Double>?
    /// Whether a high answer means little of the construct.
    public var isReversed = false
    /// The level of measurement; `nil` if nothing says so.
    public var level: VariableDescription.Level?
    /// The answers that stand for a missing value.
    public var missing: [VariableDescription.MissingValues] = []
    /// The labels of answers.
    public var valueLabels: [VariableDescription.ValueLabel] = []
    /// The place of the name in the codebook's text.
    package var range: SourceRange?

    /// Makes an item.
    ///
    /// - Parameter name: The name of its column.
    public init(name: String) { self.name = name }
  }

  /// Something that items, or other constructs, measure.
  public struct Construct: Sendable, Hashable {
    /// Its name in models.
    public var name: String
    /// Its names in words, by language.
    public var labels: Labels = [:]
    /// The names of its items; empty for a construct of dimensions.
    public var items: [String] = []
    /// The names of the constructs that are its dimensions, which makes it one
    /// of the second order.
    public var dimensions: [String] = []
    /// The place of the name in the codebook's text.
    package var range: SourceRange?

    /// Makes a construct.
    ///
    /// - Parameters:
    ///   - name: Its name in models.
    ///   - items: The names of its items.
    ///   - dimensions: The names of its dimensions.
    public init(
      name: String, items: [String] = [], dimensions: [String] = []
    ) {
      self.name = name
      self.items = items
      self.dimensions = dimensions
    }
  }

  /// Its title; empty without one.
  public var title = ""
  /// The constructs, in the order of the text.
  public var constructs: [Construct] = []
  /// The items, those of constructs and others, in the order of the text.
  public var items: [Item] = []
  /// The variable that names each case's group; `nil` for none.
  public var group: Role?
  /// The variable with the sampling weights; `nil` for none.
  public var weights: Role?
  /// The variable that names each case's cluster; `nil` for none.
  public var cluster: Role?
  /// The items of a marker variable, which has nothing to do with the
  /// constructs, or the name of the construct that is one; `nil` for none.
  public var marker: [String]?
  /// Its text, for carets.
  package var source: SourceText?

  /// A variable that is not an item, by what it does.
  public struct Role: Sendable, Hashable {
    /// The name of its column.
    public var variable: String
    /// The place of the name in the codebook's text.
    package var range: SourceRange?

    /// Makes a role.
    public init(variable: String) { self.variable = variable }
  }

  /// Makes a codebook without items.
  public init() {}

  /// The item of a name, if there is one.
  public func item(named name: String) -> Item? {
    items.first { $0.name == name }
  }

  /// The construct of a name, if there is one.
  public func construct(named name: String) -> Construct? {
    constructs.first { $0.name == name }
  }

  /// The items of a construct: its own, or those of its dimensions, each
  /// dimension once.
  public func items(of construct: Construct) -> [Item] {
    var seen: Set<String> = [construct.name]
    return items(of: construct, &seen)
  }

  private func items(
    of construct: Construct, _ seen: inout Set<String>
  ) -> [Item] {
    var result = construct.items.compactMap { item(named: $0) }
    for name in construct.dimensions where seen.insert(name).inserted {
      guard let dimension = self.construct(named: name) else { continue }
      result += items(of: dimension, &seen)
    }
    return result
  }

  /// The names of items whose answers are ordered categories.
  public var orderedItems: [String] {
    items.filter { $0.level == .ordinal }.map(\.name)
  }
}

extension Codebook.Labels {
  /// The text in a language; without it that of no language, then any.
  ///
  /// - Parameter language: Such as `zh`; empty for none.
  /// - Returns: The text; empty if there is none.
  public func text(in language: String = "") -> String {
    self[language] ?? self[""]
      ?? sorted { $0.key < $1.key }.first?.value ?? ""
  }
}
