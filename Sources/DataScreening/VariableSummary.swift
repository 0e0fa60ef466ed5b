public import TableReading

/// The values of one variable in figures.
public struct VariableSummary: Sendable, Hashable, Encodable {
  /// The kinds of variables, by their values.
  public enum Kind: String, Sendable, Hashable, Encodable, CaseIterable {
    /// Numbers, of which some are no whole ones.
    case numbers
    /// Whole numbers.
    case wholeNumbers = "whole numbers"
    /// Dates or times.
    case dates
    /// Text.
    case text
    /// Nothing but missing values.
    case empty
  }

  /// A value with its label and its number of cases.
  public struct ValueCount: Sendable, Hashable, Encodable {
    /// The value as text.
    public var value: String
    /// Its label, if it has one.
    public var label: String?
    /// The number of cases with it.
    public var count: Int
  }

  /// Its file's description.
  public var description: VariableDescription
  /// The kind of values.
  public var kind: Kind
  /// The number of cases with a value.
  public var count: Int
  /// The number of cases without one, whatever the reason.
  public var missingCount: Int
  /// The missing values that have a code, each with its number of cases.
  public var missingCodes: [ValueCount]
  /// The number of different values.
  public var distinctCount: Int
  /// The smallest value; `nil` for texts.
  public var minimum: Double?
  /// The largest value; `nil` for texts.
  public var maximum: Double?
  /// The mean; `nil` for texts and dates.
  public var mean: Double?
  /// The standard deviation with n − 1; `nil` for texts, dates and single
  /// values.
  public var standardDeviation: Double?
  /// The values in order with their numbers of cases; empty if there are more
  /// than 25 different ones.
  ///
  /// Labelled values that do not occur have 0.
  public var values: [ValueCount]

  /// The most different values that are counted one by one.
  static let mostValues = 25

  /// Sums a column up.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - description: Its file's description.
  package init(_ column: DataColumn, _ description: VariableDescription) {
    self.description = description
    missingCodes = description.missingCounts.map {
      ValueCount(
        value: Self.text($0.value, description),
        label: description.label(of: $0.value), count: $0.count)
    }
    (kind, count, distinctCount, values) = (.empty, 0, 0, [])
    missingCount = column.count
    if let numbers = column.numbers {
      summarize(numbers)
    } else {
      summarize(texts: column)
    }
  }

  /// What columns of the same values have in common.
  struct Figures: Hashable {
    var kind: Kind
    var counts: [Int]
    var values: [Double?]
  }

  /// The figures that columns of the same values have in common.
  var figures: Figures {
    Figures(
      kind: kind == .dates ? .numbers : kind, counts: [count, distinctCount],
      values: [minimum, maximum])
  }

  private mutating func summarize(_ numbers: [Double]) {
    var counts: [Double: Int] = [:]
    // Those of small whole numbers, of which items have millions, by place.
    var small = [Int](repeating: 0, count: 256)
    var mean = 0.0
    var squares = 0.0
    var areWhole = true
    for number in numbers where !number.isNaN {
      if number >= 0, number < 256, number.rounded(.down) == number {
        small[Int(number)] += 1
      } else {
        counts[number, default: 0] += 1
      }
      count += 1
      // Welford's update (1962).
      let distance = number - mean
      mean += distance / Double(count)
      squares += distance * (number - mean)
      areWhole = areWhole && number.rounded() == number
    }
    for (value, cases) in small.enumerated() where cases > 0 {
      counts[Double(value)] = cases
    }
    missingCount = numbers.count - count
    distinctCount = counts.count
    guard count > 0 else { return }
    kind =
      description.time != nil ? .dates : areWhole ? .wholeNumbers : .numbers
    minimum = counts.keys.min()
    maximum = counts.keys.max()
    if kind != .dates {
      self.mean = mean
      standardDeviation =
        count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
    }
    let labelled = description.valueLabels.compactMap { label -> Double? in
      guard case .number(let number) = label.value,
        !description.isMissing(number)
      else { return nil }
      return number
    }
    let all = Set(counts.keys).union(labelled)
    guard all.count <= Self.mostValues else { return }
    values = all.sorted().map {
      ValueCount(
        value: Self.text(.number($0), description),
        label: description.label(of: .number($0)), count: counts[$0] ?? 0)
    }
  }

  private mutating func summarize(texts column: DataColumn) {
    let (codes, labels) = column.distinctLabels()
    var counts = [Int](repeating: 0, count: labels.count)
    for code in codes where code >= 0 {
      counts[Int(code)] += 1
      count += 1
    }
    missingCount = codes.count - count
    distinctCount = counts.count { $0 > 0 }
    guard count > 0 else { return }
    kind = .text
    guard labels.count <= Self.mostValues else { return }
    values = labels.indices.sorted { labels[$0] < labels[$1] }.map {
      ValueCount(
        value: labels[$0], label: description.label(of: .text(labels[$0])),
        count: counts[$0])
    }
  }

  private static func text(
    _ value: VariableDescription.Value, _ description: VariableDescription
  ) -> String {
    switch value {
    case .number(let number):
      description.time.flatMap { $0.text(of: number) }
        ?? DataColumn.label(of: number)
    case .text(let text): text
    case .tagged(let letter): ".\(letter)"
    }
  }
}
