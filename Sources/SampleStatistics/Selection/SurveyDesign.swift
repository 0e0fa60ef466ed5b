package import Messages
package import TableReading

/// The sum that sampling weights are scaled to.
public enum WeightNormalization: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The number of cases of all groups.
  case total
  /// In each group, the number of its cases.
  case group
  /// They stay as they are.
  case none
}

/// The clusters and sampling weights of a table's rows.
///
/// Clusters are attributes of the cases of one level here. Separate levels will
/// take samples of clusters beside those of cases: moments within and between,
/// and patterns by cluster size.
package struct SurveyDesign: Sendable {
  let clusterName: String?
  private let clusterCodes: [Int32]
  let weightName: String?
  private let weights: [Double]
  private let normalization: WeightNormalization
  private let file: String?

  /// Reads the columns.
  ///
  /// - Parameters:
  ///   - data: The table.
  ///   - clusters: The column that names the cases' clusters.
  ///   - weights: The column with their sampling weights.
  ///   - normalization: The sum of the weights.
  /// - Throws: `LatentError` for unknown columns and weights that are text.
  package init(
    _ data: DataTable, clusters: String? = nil, weights: String? = nil,
    normalization: WeightNormalization = .group
  ) throws(LatentError) {
    clusterName = clusters
    var codes: [Int32] = []
    if let clusters {
      codes = try data.column(named: clusters).distinctLabels().codes
    }
    clusterCodes = codes
    weightName = weights
    var numbers: [Double] = []
    if let weights { numbers = try data.numbers(named: weights) }
    self.weights = numbers
    self.normalization = normalization
    file = data.encoding == nil ? nil : data.fileName
  }

  /// Weighs incomplete cases, before they have moments.
  ///
  /// - Throws: `LatentError` as `normalizedWeights` does.
  func weigh(_ groups: inout [IncompleteGroup]) throws(LatentError) {
    guard
      let all = try normalizedWeights(groups.map { ($0.label, $0.cases) })
    else { return }
    for index in groups.indices { groups[index].cases.weights = all[index] }
  }

  /// Weighs complete cases, and their moments by them.
  ///
  /// - Throws: `LatentError` as `normalizedWeights` does, and for weighted
  ///   covariances without an inverse.
  func weigh(_ samples: inout [Sample]) throws(LatentError) {
    let cases = samples.compactMap { sample in
      sample.cases.map { (sample.label, $0) }
    }
    guard cases.count == samples.count,
      let all = try normalizedWeights(cases)
    else { return }
    for index in samples.indices {
      var own = cases[index].1
      own.weights = all[index]
      let divisor = samples[index].moments.divisor
      guard divisor.value(forSize: own.size) > 0 else {
        throw LatentError.data(
          .invalidWeight,
          "The sampling weights \(weightName ?? "")"
            + "\(place(samples[index].label)) sum to \(own.size), and "
            + "covariances divide by the sum less 1.",
          remedy: "Let the weights be normalized: they sum to the number of "
            + "cases then.", file: file)
      }
      let moments = own.moments(weights: all[index], divisor: divisor)
      let diagnosis = CaseDiagnosis(own, group: samples[index].label)
      try diagnosis.requireVariation()
      try diagnosis.requireDefinite(moments.covariance, isSingular: false)
      samples[index].cases = own
      samples[index].size = own.size
      samples[index].covariance = moments.covariance
      samples[index].mean = moments.mean
    }
  }

  /// Adds each case's cluster.
  ///
  /// - Throws: `LatentError` for missing clusters and groups of one cluster.
  func addClusters(to samples: inout [Sample]) throws(LatentError) {
    guard let clusterName else { return }
    for index in samples.indices {
      let own = try clusters(
        samples[index].cases?.rowNumbers ?? [], samples[index].label,
        clusterName)
      samples[index].cases?.clusters = own
    }
  }

  /// The sampling weights of all groups' cases, normalized.
  ///
  /// - Parameter groups: The labels and cases of the groups.
  /// - Returns: The weights of each group; `nil` if none are asked for.
  /// - Throws: `LatentError` for weights that are missing, negative, infinite, or
  ///   not above zero for more cases than variables.
  private func normalizedWeights(_ groups: [(String, SampleCases)])
    throws(LatentError) -> [[Double]]?
  {
    guard let weightName else { return nil }
    var raw: [[Double]] = []
    for (label, cases) in groups {
      raw.append(
        try checkedWeights(
          cases.rowNumbers, weightName, place: place(label),
          variableCount: cases.variableCount))
    }
    let total = raw.reduce(0) { $0 + $1.reduce(0, +) }
    let count = raw.reduce(0) { $0 + $1.count }
    return raw.map { weights in
      let factor =
        switch normalization {
        case .total: Double(count) / total
        case .group: Double(weights.count) / weights.reduce(0, +)
        case .none: 1.0
        }
      return weights.map { $0 * factor }
    }
  }

  private func place(_ label: String) -> String {
    label.isEmpty ? "" : " in group \(label)"
  }

  /// The clusters of rows, from 0 in the order of their first rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, from 0.
  ///   - group: The group's label, for messages.
  /// - Returns: A cluster a row; `nil` if none are asked for.
  /// - Throws: `LatentError` for missing clusters and groups of one cluster.
  func clusters(ofRows rows: [Int], group: String) throws(LatentError)
    -> [Int]?
  {
    guard let clusterName else { return nil }
    return try clusters(rows.map { $0 + 1 }, group, clusterName)
  }

  /// The sampling weights of rows, with their number as sum.
  ///
  /// - Parameters:
  ///   - rows: The rows, from 0.
  ///   - group: The group's label, for messages.
  ///   - variableCount: The number of variables.
  /// - Returns: A weight a row; `nil` if none are asked for.
  /// - Throws: `LatentError` as for fits.
  func weights(ofRows rows: [Int], group: String, variableCount: Int)
    throws(LatentError) -> [Double]?
  {
    guard let weightName else { return nil }
    let own = try checkedWeights(
      rows.map { $0 + 1 }, weightName, place: place(group),
      variableCount: variableCount)
    let factor = Double(own.count) / own.reduce(0, +)
    return own.map { $0 * factor }
  }

  private func clusters(
    _ rows: [Int], _ label: String, _ name: String
  ) throws(LatentError) -> [Int] {
    var numbers: [Int32: Int] = [:]
    var result: [Int] = []
    for row in rows {
      let code = clusterCodes[row - 1]
      guard code >= 0 else {
        throw LatentError.data(
          .missingCluster,
          "The cluster variable \(name) has no value in row \(row).",
          remedy: "Leave the row out, or fill the value in.", file: file)
      }
      result.append(numbers[code, default: numbers.count])
      if numbers[code] == nil { numbers[code] = numbers.count }
    }
    guard numbers.count > 1 else {
      throw LatentError.data(
        .oneCluster,
        "All cases\(place(label)) are in one cluster of \(name).",
        remedy: "Standard errors from clusters need two clusters, and are "
          + "trustworthy with many.", file: file)
    }
    return result
  }

  private func checkedWeights(
    _ rows: [Int], _ name: String, place: String, variableCount p: Int
  ) throws(LatentError) -> [Double] {
    var positive = 0
    for row in rows {
      let weight = weights[row - 1]
      guard weight >= 0, weight.isFinite else {
        let words =
          weight.isNaN ? "missing" : weight < 0 ? "negative" : "infinite"
        throw LatentError.data(
          .invalidWeight,
          "The sampling weight \(name) is \(words) in row \(row).",
          remedy: "Weights are numbers from 0 on.", file: file)
      }
      if weight > 0 { positive += 1 }
    }
    guard positive > p else {
      let isOne = positive == 1
      throw LatentError.data(
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
