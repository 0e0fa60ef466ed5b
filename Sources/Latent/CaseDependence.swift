internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import SampleStatistics
internal import TableReading

/// The clusters and sampling weights of a table's rows.
struct CaseDependence {
  private let clusterName: String?
  private let clusterCodes: [Int32]
  private let weightName: String?
  private let weights: [Double]
  private let normalization: WeightNormalization
  private let file: String?

  /// Reads the columns that options name.
  ///
  /// - Throws: `DataError` for unknown columns and weights that are text.
  init(_ data: DataTable, options: FitOptions) throws {
    clusterName = options.cluster
    clusterCodes =
      try options.cluster.map {
        try data.column(named: $0).distinctLabels().codes
      } ?? []
    weightName = options.samplingWeights
    weights =
      try options.samplingWeights.map { try data.numbers(named: $0) } ?? []
    normalization = options.weightNormalization
    file = data.encoding == nil ? nil : data.fileName
  }

  /// Adds each group's clusters, and to complete cases their weights, by which
  /// it weights their moments; incomplete ones have theirs from
  /// `normalizedWeights`.
  ///
  /// - Parameter groups: The samples, with their rows.
  /// - Throws: `DataError` for missing clusters, groups of one cluster, weights
  ///   as in `normalizedWeights`, and weighted covariances without an inverse.
  func add(to groups: inout [FitSampleGroup]) throws {
    if let clusterName {
      for index in groups.indices {
        groups[index].clusters = try clusters(groups[index], clusterName)
      }
    }
    guard groups.allSatisfy({ $0.patterns == nil }),
      let all = try normalizedWeights(
        groups.map {
          WeightedCases(
            label: $0.label, variables: $0.variables,
            rowNumbers: $0.rows?.rowNumbers ?? [])
        })
    else { return }
    for index in groups.indices {
      guard let rows = groups[index].rows else { continue }
      let moments = rows.moments(weights: all[index])
      let diagnosis = CaseDiagnosis(
        rows, weights: all[index], group: groups[index].label)
      try diagnosis.requireVariation()
      try diagnosis.requireDefinite(moments.covariance, isSingular: false)
      let p = moments.variableCount
      groups[index].caseWeights = all[index]
      groups[index].covariance = Matrix(
        rows: p, columns: p, elements: moments.covariance)
      groups[index].mean = moments.mean
    }
  }

  /// One group's cases as far as their weights matter.
  struct WeightedCases {
    /// The group's label.
    var label: String
    /// The variables.
    var variables: [String]
    /// The cases' rows in the table, from 1.
    var rowNumbers: [Int]
  }

  /// The sampling weights of all groups' cases, normalized.
  ///
  /// - Parameter groups: The cases.
  /// - Returns: The weights of each group; `nil` if none are asked for.
  /// - Throws: `DataError` for weights that are missing, negative, infinite, or
  ///   not above zero for more cases than variables.
  func normalizedWeights(_ groups: [WeightedCases]) throws -> [[Double]]? {
    guard let weightName else { return nil }
    let raw = try groups.map { try checkedWeights($0, weightName) }
    let total = raw.reduce(0) { $0 + $1.reduce(0, +) }
    let count = groups.reduce(0) { $0 + $1.rowNumbers.count }
    return zip(groups, raw).map { group, weights in
      let factor =
        switch normalization {
        case .total: Double(count) / total
        case .group:
          Double(group.rowNumbers.count) / weights.reduce(0, +)
        case .none: 1.0
        }
      return weights.map { $0 * factor }
    }
  }

  private func place(_ label: String) -> String {
    label.isEmpty ? "" : " in group \(label)"
  }

  private func clusters(_ group: FitSampleGroup, _ name: String) throws
    -> [Int]
  {
    var numbers: [Int32: Int] = [:]
    var result: [Int] = []
    let rowNumbers = group.rows?.rowNumbers ?? group.patterns?.rowNumbers
    for row in rowNumbers ?? [] {
      let code = clusterCodes[row - 1]
      guard code >= 0 else {
        throw DataError(
          .missingCluster,
          "The cluster variable \(name) has no value in row \(row).",
          remedy: "Leave the row out, or fill the value in.", file: file)
      }
      result.append(numbers[code, default: numbers.count])
      if numbers[code] == nil { numbers[code] = numbers.count }
    }
    guard numbers.count > 1 else {
      throw DataError(
        .oneCluster,
        "All cases\(place(group.label)) are in one cluster of \(name).",
        remedy: "Standard errors from clusters need two clusters, and are "
          + "trustworthy with many.", file: file)
    }
    return result
  }

  private func checkedWeights(_ group: WeightedCases, _ name: String) throws
    -> [Double]
  {
    let rows = group.rowNumbers
    let place = place(group.label)
    var positive = 0
    for row in rows {
      let weight = weights[row - 1]
      guard weight >= 0, weight.isFinite else {
        let words =
          weight.isNaN ? "missing" : weight < 0 ? "negative" : "infinite"
        throw DataError(
          .invalidWeight,
          "The sampling weight \(name) is \(words) in row \(row).",
          remedy: "Weights are numbers from 0 on.", file: file)
      }
      if weight > 0 { positive += 1 }
    }
    let p = group.variables.count
    guard positive > p else {
      let isOne = positive == 1
      throw DataError(
        .invalidWeight,
        positive == 0
          ? "All sampling weights \(name)\(place) are zero."
          : "Only \(isOne ? "one" : "\(positive)") of \(rows.count) sampling "
            + "weights \(name)\(place) \(isOne ? "is" : "are") above zero, "
            + "and there are \(p) variables: such cases have no covariance "
            + "matrix.",
        remedy: "More cases than variables need a weight above 0.", file: file)
    }
    return rows.map { weights[$0 - 1] }
  }
}
