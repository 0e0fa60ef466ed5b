internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import SampleStatistics
internal import Specification
internal import TableReading
internal import VariableNames

/// The values of a group's cases, NaN where one is missing.
struct CaseValues {
  /// The cases' rows in the table, from 1.
  let rowNumbers: [Int]
  /// The values, variables × cases.
  private let values: Matrix
  /// The places of auxiliary variables: they inform the estimates, and take no
  /// part in the scores.
  private let ignored: [Int]

  /// Takes the cases of a fit; `nil` if it does not have them.
  init?(_ group: Sample, less auxiliary: [String]) {
    ignored = auxiliary.compactMap { group.variables.firstIndex(of: $0) }
    guard let cases = group.cases else { return nil }
    values = cases.values
    rowNumbers = cases.rowNumbers
  }

  /// Takes other cases.
  ///
  /// - Parameters:
  ///   - columns: A column of values for each variable of the group.
  ///   - rows: The rows of the group, from 0.
  init(columns: [[Double]], rows: [Int]) {
    ignored = []
    rowNumbers = rows.map { $0 + 1 }
    var values = Matrix(rows: columns.count, columns: rows.count)
    for (place, row) in rows.enumerated() {
      for (variable, column) in columns.enumerated() {
        values[variable, place] = column[row]
      }
    }
    self.values = values
  }

  /// The values of a case, from 0.
  func values(of number: Int) -> [Double] {
    var own = values.column(number)
    for place in ignored { own[place] = .nan }
    return own
  }
}

extension Fit {
  /// The cases that the fit used, group by group.
  func ownCases() throws(LatentError) -> [CaseValues] {
    var result: [CaseValues] = []
    for group in sample {
      guard let own = CaseValues(group, less: table.auxiliary) else {
        throw LatentError(
          code: .scoresNoCases,
          message: "Factor scores need the cases, which the fit does not have.",
          remedy: "Fit a table of cases, and keep them.")
      }
      result.append(own)
    }
    return result
  }

  /// The cases of another table, group by group.
  func newCases(_ data: DataTable, _ groupVariable: String?)
    throws(LatentError) -> [CaseValues]
  {
    var rowsOfLabel: [String: [Int]] = [:]
    if sample.count > 1 {
      guard let groupVariable else {
        throw LatentError(
          code: .scoresNoGroups,
          message:
            "The model has groups, and the new cases do not say which they belong to.",
          remedy: "Name the column with the groups.")
      }
      let (codes, labels) = try data.column(named: groupVariable)
        .distinctLabels()
      for (row, code) in codes.enumerated() where code >= 0 {
        rowsOfLabel[labels[Int(code)], default: []].append(row)
      }
    }
    let auxiliary = Set(table.auxiliary)
    var result: [CaseValues] = []
    for group in sample {
      var columns: [[Double]] = []
      for (place, name) in group.variables.enumerated() {
        columns.append(
          auxiliary.contains(name)
            ? [Double](repeating: .nan, count: data.rowCount)
            : try column(name, place, of: group, in: data))
      }
      result.append(
        CaseValues(
          columns: columns,
          rows: sample.count > 1
            ? rowsOfLabel[group.label] ?? [] : Array(0..<data.rowCount)))
    }
    return result
  }

  /// A variable's values in another table; a product has the centres of the
  /// fit's, a standardized variable its mean and standard deviation.
  private func column(
    _ name: String, _ place: Int, of group: Sample, in data: DataTable
  ) throws(LatentError) -> [Double] {
    let factors = VariableProduct.factors(of: name)
    guard factors.count > 1, data.position(of: name) == nil else {
      let values = try data.numbers(named: name)
      guard let scale = group.scales[name] else { return values }
      return values.map { scale.standardized($0) }
    }
    var values: [[Double]] = []
    for factor in factors { values.append(try data.numbers(named: factor)) }
    let product = group.cases?.products.first { $0.column == place }
    guard let product, let cases = group.cases, factors.count == 2 else {
      if table.roles.contains(where: { $0.productIndicators.contains(name) }),
        options.productCentering != .none
      {
        throw LatentError(
          code: .scoresNoCases,
          message: "The centre of the product \(name) is that of the cases, "
            + "which the fit does not have.",
          remedy: "Fit a table of cases, and keep them.")
      }
      return (0..<data.rowCount).map { row in
        values.reduce(1) { $0 * $1[row] }
      }
    }
    let origins = [product.origins.first, product.origins.second]
    // What was taken off the product itself: the same in every case.
    var offset = 0.0
    if product.isCentered {
      for number in 0..<cases.count {
        let first = cases[number, product.factors.first]
        let second = cases[number, product.factors.second]
        let taken =
          (first - origins[0]) * (second - origins[1]) - cases[number, place]
        if taken.isFinite {
          offset = taken
          break
        }
      }
    }
    return (0..<data.rowCount).map { row in
      (values[0][row] - origins[0]) * (values[1][row] - origins[1]) - offset
    }
  }
}
