internal import Messages
internal import SampleStatistics
internal import TableReading

/// The search of a table for values that are likely to be mistakes.
struct DataScreening {
  private let table: DataTable
  private let columns: [DataColumn]
  private let variables: [VariableSummary]

  /// The least number of items by which a row that gives the same answer to all
  /// of them is suspicious.
  private static let leastBattery = 5
  /// The largest number of answers that an item offers.
  private static let mostAnswers = 11

  init(
    table: DataTable, columns: [DataColumn], variables: [VariableSummary]
  ) {
    self.table = table
    self.columns = columns
    self.variables = variables
  }

  /// What was found beside that which every analysis warns of.
  var warnings: [LatentWarning] {
    [constant, equalColumns].compactMap(\.self) + unlabelled
      + [equalRows].compactMap(\.self) + straightLines
  }

  /// Variables with one value, or none.
  private var constant: LatentWarning? {
    let names = variables.filter { $0.distinctCount <= 1 && $0.count != 1 }
      .map(\.description.name)
    guard !names.isEmpty, table.rowCount > 1 else { return nil }
    return LatentWarning(
      code: .constantColumns,
      message: "\(listing(names, limit: 8)) "
        + (names.count == 1 ? "has" : "have")
        + " the same value in all cases, or none at all.")
  }

  /// Columns with the values of another one.
  private var equalColumns: LatentWarning? {
    // Only columns with equal figures are compared value by value.
    var alike: [VariableSummary.Figures: [Int]] = [:]
    var pairs: [String] = []
    for index in columns.indices where variables[index].distinctCount > 1 {
      let figures = variables[index].figures
      if let twin = alike[figures]?.first(where: {
        areEqual(columns[$0], columns[index])
      }) {
        pairs.append("\(columns[index].name) (as \(columns[twin].name))")
      } else {
        alike[figures, default: []].append(index)
      }
    }
    guard !pairs.isEmpty else { return nil }
    return LatentWarning(
      code: .equalColumns,
      message: "\(listing(pairs, limit: 8)) "
        + (pairs.count == 1 ? "repeats" : "repeat")
        + " the values of another variable.")
  }

  private func areEqual(_ left: DataColumn, _ right: DataColumn) -> Bool {
    switch (left.numbers, right.numbers) {
    case (let left?, let right?):
      zip(left, right).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    case (nil, nil): left.distinctLabels() == right.distinctLabels()
    default: false
    }
  }

  /// Values outside of the labels of variables whose values are all labelled.
  private var unlabelled: [LatentWarning] {
    var said: [String] = []
    for variable in variables where !variable.values.isEmpty {
      let own = variable.values
      let labelled = own.filter { $0.label != nil }
      let numbers = labelled.compactMap { Double($0.value) }
      guard labelled.count >= 2, let low = numbers.min(),
        let high = numbers.max()
      else { continue }
      // Labels of the ends alone leave what is between them without.
      let isWhole = Double(numbers.count) == high - low + 1
      let stray = own.filter { value in
        guard value.label == nil, value.count > 0,
          let number = Double(value.value)
        else { return false }
        return isWhole || number < low || number > high
      }
      guard !stray.isEmpty else { continue }
      said.append(
        "\(variable.description.name) ("
          + listing(
            stray.map { "\($0.value): \(counted($0.count, "case"))" },
            limit: 4) + ")")
    }
    guard !said.isEmpty else { return [] }
    return [
      LatentWarning(
        code: .unlabelledValues,
        message: "Values without a label stand beside labelled ones: "
          + "\(listing(said, limit: 8)).")
    ]
  }

  /// Cases that repeat another one.
  private var equalRows: LatentWarning? {
    // What tells every case apart says nothing about its answers.
    let answers = columns.indices.filter {
      !(variables[$0].distinctCount == table.rowCount
        && variables[$0].kind != .numbers)
    }
    guard answers.count >= 3 else { return nil }
    let values = answers.map { columns[$0].distinctNumbers }
    let rows = (0..<table.rowCount).filter { row in
      values.contains { !$0[row].isNaN }
    }
    let firsts = EqualRows(values, rows: rows) { number in
      // NaN has many bits, and zero two.
      (number.isNaN ? .nan : number + 0).bitPattern
    }.firsts
    let repeats = zip(rows, firsts).filter { $0 != $1 }
    let count = repeats.count
    // With few possible answers equal ones are no surprise.
    guard let example = repeats.first,
      2 * (rows.count - count) >= table.rowCount
    else { return nil }
    return LatentWarning(
      code: .equalRows,
      message: "\(counted(count, "case")) "
        + (count == 1 ? "repeats" : "repeat")
        + " the values of an earlier one in all variables that do not number "
        + "the cases; the first is case \(example.0 + 1), which repeats case "
        + "\(example.1 + 1).")
  }

  /// Cases with the same answer to all items that follow each other.
  private var straightLines: [LatentWarning] {
    batteries.compactMap { battery in
      let values = battery.compactMap { columns[$0].numbers }
      var rows: [Int] = []
      for row in 0..<table.rowCount where isStraight(values, row) {
        rows.append(row)
      }
      guard !rows.isEmpty else { return nil }
      let cases = listing(rows.map { String($0 + 1) }, limit: 8)
      let first = columns[battery[0]].name
      let last = columns[battery[battery.count - 1]].name
      return LatentWarning(
        code: .straightLines,
        message: "\(counted(rows.count, "case")) "
          + (rows.count == 1 ? "gives" : "give")
          + " one answer to all of the \(battery.count) items \(first) to "
          + "\(last): \(cases).")
    }
  }

  /// Whether a row gives one answer, and often enough.
  private func isStraight(_ values: [[Double]], _ row: Int) -> Bool {
    var answer: Double?
    var count = 0
    for column in values where !column[row].isNaN {
      if let answer, answer != column[row] { return false }
      answer = column[row]
      count += 1
    }
    return count >= Self.leastBattery
  }

  /// Runs of columns with the same answers: whole numbers between the same
  /// ends, or the same labels.
  private var batteries: [[Int]] {
    func answers(_ index: Int) -> (Double, Double)? {
      let variable = variables[index]
      guard variable.kind == .wholeNumbers, let low = variable.minimum,
        let high = variable.maximum, variable.distinctCount >= 3
      else { return nil }
      let labelled = variable.values.filter { $0.label != nil }
        .compactMap { Double($0.value) }
      let ends = (
        min(low, labelled.min() ?? low), max(high, labelled.max() ?? high)
      )
      return ends.1 - ends.0 < Double(Self.mostAnswers) ? ends : nil
    }
    var found: [[Int]] = []
    var run: [Int] = []
    var ends: (Double, Double)?
    for index in columns.indices {
      let own = answers(index)
      if let own, let shared = ends, isAlike(own, shared) {
        run.append(index)
        ends = (min(own.0, shared.0), max(own.1, shared.1))
      } else {
        if run.count >= Self.leastBattery { found.append(run) }
        run = own == nil ? [] : [index]
        ends = own
      }
    }
    if run.count >= Self.leastBattery { found.append(run) }
    return found
  }

  /// Whether two ranges may be of one scale, of which not every item has every
  /// answer.
  private func isAlike(
    _ left: (Double, Double), _ right: (Double, Double)
  ) -> Bool {
    abs(left.0 - right.0) <= 1 && abs(left.1 - right.1) <= 1
  }
}
