internal import Messages
internal import TableReading

/// The conditions that any matrix of moments must satisfy.
struct MomentChecks {
  let names: [String]
  let file: String?

  /// The most observations of a sample: no sum over groups overflows.
  static let largestCount = 1_000_000_000_000

  func check(
    _ covariance: [Double], mean: [Double]?, observationCount: Int
  ) throws(LatentError) {
    try checkNames()
    try checkCount(observationCount)
    let p = names.count
    guard p > 0, covariance.count == p * p else {
      throw LatentError.data(
        .malformedMatrix,
        "The covariance matrix has \(counted(covariance.count, "element")) "
          + "for \(counted(p, "variable")).",
        remedy: "Give the full square matrix.", file: file)
    }
    if let mean { try checkMean(mean) }
    try checkFinite(covariance)
    for column in 0..<p {
      for row in column + 1..<max(p, column + 1) {
        let lower = covariance[column * p + row]
        let upper = covariance[row * p + column]
        // The product of two variances can overflow or vanish.
        let size =
          covariance[column * p + column].magnitude.squareRoot()
          * covariance[row * p + row].magnitude.squareRoot()
        // Half a dozen digits less than a double has: rounding in a
        // program's products, not a difference in print.
        guard abs(lower - upper) <= 1e-10 * size else {
          throw .asymmetricMatrix(
            names[row], names[column], lower: lower, upper: upper, file: file)
        }
      }
    }
    try checkRanges(covariance)
  }

  func checkNames() throws(LatentError) {
    var positions: [String: Int] = [:]
    for (position, name) in names.enumerated() {
      if let first = positions.updateValue(position, forKey: name) {
        throw .duplicateColumn(
          name, first: first, second: position, file: file, line: nil)
      }
    }
  }

  func checkCount(_ count: Int) throws(LatentError) {
    guard (2...Self.largestCount).contains(count) else {
      throw LatentError.data(
        .observationCount,
        "The number of observations is \(count); it must be 2 or more"
          + "\(count < 2 ? "" : ", and at most \(Self.largestCount)").",
        file: file)
    }
  }

  func checkMean(_ mean: [Double]) throws(LatentError) {
    guard mean.count == names.count else {
      throw LatentError.data(
        .malformedMatrix,
        "There are \(counted(mean.count, "mean")) for "
          + "\(counted(names.count, "variable")).",
        remedy: "Give one mean for each variable.", file: file)
    }
    for (name, value) in zip(names, mean) where !value.isFinite {
      throw LatentError.data(
        .invalidMoment, "The mean of \(name) is not a finite number.",
        remedy: "Correct it.", file: file)
    }
  }

  func checkFinite(_ covariance: [Double]) throws(LatentError) {
    let p = names.count
    for column in 0..<p {
      for row in 0..<p where !covariance[column * p + row].isFinite {
        throw LatentError.data(
          .invalidMoment,
          "The element of \(names[row]) and \(names[column]) is not a finite "
            + "number.", remedy: "Correct it.", file: file)
      }
    }
  }

  /// Positive variances, and correlations from -1 to 1.
  func checkRanges(_ covariance: [Double]) throws(LatentError) {
    let p = names.count
    for variable in 0..<p where !(covariance[variable * p + variable] > 0) {
      throw LatentError.data(
        .invalidMoment,
        "The variance of \(names[variable]) is "
          + "\(covariance[variable * p + variable]); it must be positive.",
        remedy: "Check the diagonal of the matrix.", file: file)
    }
    for column in 0..<p {
      for row in column + 1..<max(p, column + 1) {
        let correlation =
          covariance[column * p + row]
          / covariance[column * p + column].squareRoot()
          / covariance[row * p + row].squareRoot()
        guard abs(correlation) <= 1 + 1e-8 else {
          throw LatentError.data(
            .impossibleCorrelation,
            "The correlation of \(names[row]) and \(names[column]) is "
              + "\(rounded(correlation)); it must lie from -1 to 1.",
            remedy: "Check the printed values of this pair.", file: file)
        }
      }
    }
  }
}

/// A number to four decimals, for sentences.
func rounded(_ value: Double) -> String {
  "\((value * 10_000).rounded() / 10_000)"
}
