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

  /// Everything that was found.
  var warnings: [LatentWarning] {
    [constant, equalColumns].compactMap(\.self) + unlabelled
      + [
        CodeWarnings(table, names: columns.map(\.name)).undeclared,
        equalRows,
      ].compactMap(\.self) + straightLines
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
    var first: [Int: [Int]] = [:]
    var pairs: [String] = []
    for index in columns.indices where variables[index].distinctCount > 1 {
      var hasher = Hasher()
      hash(columns[index], into: &hasher)
      let key = hasher.finalize()
      if let twin = first[key]?.first(where: {
        areEqual(columns[$0], columns[index])
      }) {
        pairs.append("\(columns[index].name) (as \(columns[twin].name))")
      } else {
        first[key, default: []].append(index)
      }
    }
    guard !pairs.isEmpty else { return nil }
    return LatentWarning(
      code: .equalColumns,
      message: "\(listing(pairs, limit: 8)) "
        + (pairs.count == 1 ? "repeats" : "repeat")
        + " the values of another variable.")
  }

  private func hash(_ column: DataColumn, into hasher: inout Hasher) {
    if let numbers = column.numbers {
      for number in numbers { hasher.combine(number.isNaN ? 0 : number) }
    } else {
      for code in column.distinctLabels().codes { hasher.combine(code) }
    }
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
    let codes = answers.map { columns[$0].distinctLabels().codes }
    let rows = (0..<table.rowCount).filter { row in
      codes.contains { $0[row] >= 0 }
    }
    let firsts = EqualRows(codes, rows: rows) { code in
      UInt64(bitPattern: Int64(code))
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
      for row in 0..<table.rowCount {
        let answers = values.map { $0[row] }.filter { !$0.isNaN }
        guard answers.count >= Self.leastBattery,
          answers.allSatisfy({ $0 == answers[0] })
        else { continue }
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
