/// One named column of a table: numbers, or text kept as codes and levels.
public struct DataColumn: Sendable {
  /// A column's values.
  public enum Values: Sendable {
    /// Numbers; a missing value is NaN.
    case numbers([Double])
    /// Text: for each row the position of its string in `levels`, -1 where
    /// it is missing. Levels stand in the order of their first appearance.
    case text(codes: [Int32], levels: [String])
  }

  /// A cell worth naming in an error.
  package struct Cell: Sendable, Hashable {
    package var line: Int
    package var text: String
  }

  /// The name.
  public let name: String
  /// The values.
  public let values: Values
  /// The first cell that is neither a number nor missing.
  var firstText: Cell?
  /// The first cell whose number is infinite.
  var firstInfinite: Cell?
  /// The first cell of a numeric column with a comma for a decimal point.
  package var firstComma: Cell?

  init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// Makes a column of numbers; NaN stands for a missing value.
  public init(name: String, numbers: [Double]) {
    self.init(name: name, values: .numbers(numbers))
  }

  /// Makes a column of text; `nil` stands for a missing value.
  public init(name: String, strings: [String?]) {
    var coder = TextCoder()
    for string in strings { coder.append(string) }
    self.init(name: name, values: coder.values)
  }

  /// The number of rows.
  public var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .text(let codes, _): codes.count
    }
  }

  /// The strings of a row as a group label: numbers without a needless
  /// fraction, `nil` where the value is missing.
  package func label(ofRow row: Int) -> String? {
    switch values {
    case .numbers(let numbers):
      return numbers[row].isNaN ? nil : Self.label(of: numbers[row])
    case .text(let codes, let levels):
      return codes[row] < 0 ? nil : levels[Int(codes[row])]
    }
  }

  /// The distinct values in the order of their first appearance, and for
  /// each row the position of its value among them, -1 where it is missing.
  package func distinctLabels() -> (codes: [Int32], labels: [String]) {
    switch values {
    case .text(let codes, let levels):
      return (codes, levels)
    case .numbers(let numbers):
      var positions: [Double: Int32] = [:]
      var labels: [String] = []
      let codes = numbers.map { number -> Int32 in
        if number.isNaN { return -1 }
        if let known = positions[number] { return known }
        let code = Int32(labels.count)
        positions[number] = code
        labels.append(Self.label(of: number))
        return code
      }
      return (codes, labels)
    }
  }

  private static func label(of number: Double) -> String {
    if let whole = Int64(exactly: number) { return String(whole) }
    return "\(number)"
  }
}

/// Turns strings into codes and levels.
struct TextCoder {
  private var codes: [Int32] = []
  private var levels: [String] = []
  private var positions: [String: Int32] = [:]

  mutating func reserveCapacity(_ count: Int) {
    codes.reserveCapacity(count)
  }

  mutating func append(_ string: String?) {
    guard let string else {
      codes.append(-1)
      return
    }
    if let known = positions[string] {
      codes.append(known)
      return
    }
    let code = Int32(levels.count)
    positions[string] = code
    levels.append(string)
    codes.append(code)
  }

  var values: DataColumn.Values { .text(codes: codes, levels: levels) }
}
