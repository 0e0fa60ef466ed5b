internal import Estimation
internal import Inference
internal import LinearAlgebra
internal import SampleData

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

  /// Adds each group's clusters and weights, and weights its moments.
  ///
  /// - Parameter groups: The samples, with their rows.
  /// - Throws: `DataError` for missing clusters and weights, weights that are
  ///   negative, infinite or all zero, and groups of one cluster.
  func add(to groups: inout [FitSampleGroup]) throws {
    if let clusterName {
      for index in groups.indices {
        groups[index].clusters = try clusters(groups[index], clusterName)
      }
    }
    guard let weightName else { return }
    let raw = try groups.map { try checkedWeights($0, weightName) }
    let total = raw.reduce(0) { $0 + $1.reduce(0, +) }
    let count = groups.reduce(0) { $0 + $1.observationCount }
    for index in groups.indices {
      let own = raw[index].reduce(0, +)
      let factor =
        switch normalization {
        case .total: Double(count) / total
        case .group: Double(groups[index].observationCount) / own
        case .none: 1.0
        }
      let scaled = raw[index].map { $0 * factor }
      guard let rows = groups[index].rows else { continue }
      let moments = rows.moments(weights: scaled)
      let p = moments.variableCount
      groups[index].caseWeights = scaled
      groups[index].covariance = Matrix(
        rows: p, columns: p, elements: moments.covariance)
      groups[index].mean = moments.mean
    }
  }

  private func place(_ group: FitSampleGroup) -> String {
    group.label.isEmpty ? "" : " in group \(group.label)"
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
        "All cases\(place(group)) are in one cluster of \(name).",
        remedy: "Standard errors from clusters need two clusters, and are "
          + "trustworthy with many.", file: file)
    }
    return result
  }

  private func checkedWeights(_ group: FitSampleGroup, _ name: String) throws
    -> [Double]
  {
    let rows = group.rows?.rowNumbers ?? []
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
    guard positive > 1 else {
      throw DataError(
        .invalidWeight,
        positive == 0
          ? "All sampling weights \(name)\(place(group)) are zero."
          : "Only one sampling weight \(name)\(place(group)) is above zero.",
        remedy: "At least two cases need a weight above 0.", file: file)
    }
    return rows.map { weights[$0 - 1] }
  }
}
