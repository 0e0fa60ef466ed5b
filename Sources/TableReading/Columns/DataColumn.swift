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
  /// The numbers that a column of text stands for, as people write them; NaN
  /// where one is missing.
  var written: [Double]?
  /// The reason why a column of text stands for no numbers.
  var unread: UnreadNumbers?
  /// The first cell whose number is infinite.
  var firstInfinite: Cell?
  /// The unusual spellings of numbers that were read all the same, each with
  /// its first cell.
  package var spellings: [NumberSpelling: Cell] = [:]
  /// The positions of those declared codes of missing values that occur.
  package var foundCodes: Set<Int> = []
  /// The blank and invisible characters that were left out of the name.
  package var strippedName: [Unicode.Scalar] = []
  /// The values before something was taken off them, if something was.
  package var original: [Double]?

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

  /// The column with other numbers, which remembers how it was read.
  ///
  /// - Parameters:
  ///   - numbers: The numbers, one a row.
  ///   - original: Those that they were before.
  /// - Returns: The column.
  package func changed(
    to numbers: [Double], original: [Double]?
  ) -> DataColumn {
    var column = DataColumn(name: name, numbers: numbers)
    column.spellings = spellings
    column.foundCodes = foundCodes
    column.strippedName = strippedName
    column.original = original
    return column
  }

  /// The number of rows.
  public var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .text(let codes, _): codes.count
    }
  }

  /// The values as numbers; `nil` if the column holds text.
  package var numbers: [Double]? {
    if case .numbers(let numbers) = values { return numbers }
    return written
  }

  /// A number for each row: equal ones stand for equal values, NaN for missing
  /// ones.
  package var distinctNumbers: [Double] {
    switch values {
    case .numbers(let numbers): numbers
    case .text(let codes, _): codes.map { $0 < 0 ? .nan : Double($0) }
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

  /// A number without a needless fraction.
  package static func label(of number: Double) -> String {
    if let whole = Int64(exactly: number) { return String(whole) }
    return "\(number)"
  }
}

/// Turns strings into codes and levels.
struct TextCoder {
  private(set) var codes: [Int32] = []
  private(set) var levels: [String] = []
  /// The line on which each level stands first.
  private(set) var lines: [Int] = []
  private var positions: [String: Int32] = [:]

  mutating func reserveCapacity(_ count: Int) {
    codes.reserveCapacity(count)
  }

  mutating func append(_ string: String?, line: Int = 0) {
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
    lines.append(line)
    codes.append(code)
  }

  var values: DataColumn.Values { .text(codes: codes, levels: levels) }
}
