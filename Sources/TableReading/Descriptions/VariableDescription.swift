/// A variable's description beside its values, by a data file or a codebook.
public struct VariableDescription: Sendable, Hashable {
  /// A level of measurement, as SPSS names them.
  public enum Level: String, Sendable, Hashable, Encodable, CaseIterable {
    /// Categories without an order.
    case nominal
    /// Categories in an order.
    case ordinal
    /// Numbers.
    case scale
  }

  /// A value of a variable.
  public enum Value: Sendable, Hashable {
    /// A number.
    case number(Double)
    /// A text.
    case text(String)
    /// A missing value with a letter, as Stata's `.a` and SAS's `.A`.
    case tagged(Character)
  }

  /// A value and what it stands for.
  public struct ValueLabel: Sendable, Hashable, Encodable {
    /// The value.
    public var value: Value
    /// The label.
    public var text: String

    /// Makes a label of a value.
    public init(value: Value, text: String) {
      self.value = value
      self.text = text
    }
  }

  /// Values that a file declares missing.
  public enum MissingValues: Sendable, Hashable {
    /// All numbers from one to another; a single code has both ends equal.
    case numbers(ClosedRange<Double>)
    /// A text.
    case text(String)
  }

  /// The variable's name.
  public var name: String
  /// Its label; empty if it has none.
  public var label: String
  /// The labels of its values.
  public var valueLabels: [ValueLabel]
  /// The values that are declared missing.
  public var missing: [MissingValues]
  /// Its level of measurement, if the file names one.
  public var level: Level?
  /// The meaning of its numbers, if they are dates or times.
  public var time: TimeUnit?
  /// The number of cases with each declared missing value, in the order of
  /// the values.
  public var missingCounts: [(value: Value, count: Int)] {
    foundMissing.sorted { $0.key < $1.key }
      .map { (value: $0.key.value, count: $0.value) }
  }

  /// The number of occurrences of each declared missing value.
  var foundMissing: [MissingKey: Int] = [:]

  /// Makes a description.
  public init(
    name: String, label: String = "", valueLabels: [ValueLabel] = [],
    missing: [MissingValues] = [], level: Level? = nil, time: TimeUnit? = nil
  ) {
    self.name = name
    self.label = label
    self.valueLabels = valueLabels
    self.missing = missing
    self.level = level
    self.time = time
  }

  /// The label of a value, if it has one.
  public func label(of value: Value) -> String? {
    valueLabels.first { $0.value == value }?.text
  }

  /// Whether a number is declared missing.
  package func isMissing(_ number: Double) -> Bool {
    missing.contains {
      if case .numbers(let range) = $0 { return range.contains(number) }
      return false
    }
  }

  /// Whether a text is declared missing.
  func isMissing(_ text: String) -> Bool {
    missing.contains { $0 == .text(text) }
  }
}

/// A declared missing value in a fixed order: letters, then numbers, then texts.
struct MissingKey: Sendable, Hashable, Comparable {
  var letter: UInt8 = 0
  var number = 0.0
  var text = ""

  var value: VariableDescription.Value {
    if letter != 0 { return .tagged(Character(Unicode.Scalar(letter))) }
    return text.isEmpty ? .number(number) : .text(text)
  }

  static func < (left: MissingKey, right: MissingKey) -> Bool {
    let leftKind = left.letter != 0 ? 0 : left.text.isEmpty ? 1 : 2
    let rightKind = right.letter != 0 ? 0 : right.text.isEmpty ? 1 : 2
    if leftKind != rightKind { return leftKind < rightKind }
    return (left.letter, left.number, left.text)
      < (right.letter, right.number, right.text)
  }
}
