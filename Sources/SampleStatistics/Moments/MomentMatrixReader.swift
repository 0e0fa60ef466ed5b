internal import LinearAlgebra
public import Messages
public import TableReading

/// Reads covariance or correlation matrices that stand in for raw data.
///
/// A file holds the full symmetric matrix or its lower triangle with the
/// diagonal, with or without a header of names, with or without names before
/// the rows. Rows named `sd`, `mean` and `n` may follow the matrix.
public struct MomentMatrixReader: Sendable {
  /// The encoding; `nil` finds it.
  public var encoding: TextEncoding?
  /// The delimiter of cells; `nil` finds it.
  public var delimiter: Delimiter?
  /// The mark before decimals; `nil` finds it where the numbers tell.
  public var decimalMark: DecimalMark?
  /// The divisor of the covariances.
  public var divisor = MomentDivisor.countMinusOne
  /// The names of a matrix without a header; `nil` calls its variables
  /// `V1`, `V2`, ….
  public var variableNames: [String]?
  /// The bytes of files that have been read already, by their paths.
  package var contents: [String: [UInt8]] = [:]

  /// Makes a reader with the usual settings.
  public init() {}

  /// Reads one group's moments.
  ///
  /// - Parameters:
  ///   - path: The matrix file.
  ///   - observationCount: The number of observations, if the file has no
  ///     row `n`.
  ///   - standardDeviations: A file of standard deviations, which make
  ///     covariances of a correlation matrix.
  ///   - means: A file of means.
  /// - Returns: The moments.
  /// - Throws: `LatentError` with the file, and the line or the names.
  public func read(
    contentsOf path: String, observationCount: Int? = nil,
    standardDeviations: String? = nil, means: String? = nil
  ) throws(LatentError) -> SampleMoments {
    var matrix = try MatrixText(
      contentsOf: path, bytes: contents[path], encoding: encoding,
      delimiter: delimiter, decimalMark: decimalMark)
    try matrix.name(variableNames)
    let checks = MomentChecks(names: matrix.names, file: path)
    try checks.checkNames()
    var covariance = try matrix.symmetricMatrix()
    try checks.checkRanges(covariance)

    var warnings = LatentWarning.spellings([("", matrix.spellings)], file: path)
    if matrix.isPrinted {
      warnings.append(
        LatentWarning(
          code: .dataPrintedTable,
          message: "\(path) was read as a printed table: variables with their "
            + "means and standard deviations, and correlations, whose marks of "
            + "significance were left out."))
    }
    var deviations = matrix.extras["sd"]
    if let standardDeviations {
      deviations = try vector(
        standardDeviations, of: matrix.names, called: "standard deviation",
        &warnings)
    }
    if let deviations {
      try scale(&covariance, by: deviations, names: matrix.names, file: path)
    }
    warnings += Self.warnings(
      of: matrix, covariance, hasDeviations: deviations != nil, file: path)
    var mean = matrix.extras["mean"]
    if let means {
      mean = try vector(
        means, of: matrix.names, called: "mean", &warnings)
    }
    if let mean { try checks.checkMean(mean) }
    let count = try observations(observationCount, matrix, file: path)
    try checks.checkCount(count)
    var moments = SampleMoments(
      checked: matrix.names, observationCount: count,
      covariance: Matrix(
        rows: matrix.names.count, columns: matrix.names.count,
        elements: covariance),
      mean: mean, divisor: divisor)
    moments.warnings = warnings
    return moments
  }

  /// Reads several groups' moments, one file for each group.
  ///
  /// - Parameters:
  ///   - paths: The matrix files in the order of the groups.
  ///   - observationCounts: The numbers of observations in that order.
  ///   - standardDeviations: Files of standard deviations, or none.
  ///   - means: Files of means, or none.
  /// - Returns: The groups' moments.
  /// - Throws: `LatentError` if a file is wrong, the numbers of files differ,
  ///   or the groups have different variables.
  public func read(
    groups paths: [String], observationCounts: [Int] = [],
    standardDeviations: [String] = [], means: [String] = []
  ) throws(LatentError) -> [SampleMoments] {
    let lists = [
      ("number", "of observations", observationCounts.count),
      ("file", "of standard deviations", standardDeviations.count),
      ("file", "of means", means.count),
    ]
    for (noun, what, count) in lists where count != 0 && count != paths.count {
      throw LatentError.data(
        .malformedMatrix,
        "The groups have \(counted(paths.count, "matrix file")) and "
          + "\(counted(count, noun)) \(what).",
        remedy: "Give one for each group, in the same order.")
    }
    var groups: [SampleMoments] = []
    for (group, path) in paths.enumerated() {
      let moments = try read(
        contentsOf: path,
        observationCount: observationCounts.isEmpty
          ? nil : observationCounts[group],
        standardDeviations: standardDeviations.isEmpty
          ? nil : standardDeviations[group],
        means: means.isEmpty ? nil : means[group])
      if let first = groups.first,
        Set(first.variableNames) != Set(moments.variableNames)
      {
        let other = moments.variableNames.first {
          !first.variableNames.contains($0)
        }
        throw LatentError.data(
          .malformedMatrix,
          "The matrix has other variables than \(paths[0])"
            + (other.map { ", such as \($0)." } ?? "."),
          remedy: "Give every group the same variables.", file: path)
      }
      groups.append(moments)
    }
    return groups
  }

  /// Warnings about a matrix that may not be what it is taken for.
  private static func warnings(
    of matrix: MatrixText, _ covariance: [Double], hasDeviations: Bool,
    file: String
  ) -> [LatentWarning] {
    guard !hasDeviations else { return [] }
    let p = matrix.names.count
    let diagonal = (0..<p).map { covariance[$0 * p + $0] }
    if diagonal.allSatisfy({ abs($0 - 1) <= 1e-8 }) {
      return [
        LatentWarning(
          code: .dataCorrelationMatrix,
          message: "\(file) holds correlations without standard deviations, "
            + "which are analysed as covariances of standardized variables: "
            + "standard errors, and the χ² of models that are not scale-free, "
            + "are those of covariances.")
      ]
    }
    guard matrix.hasReliabilities else { return [] }
    return [
      LatentWarning(
        code: .dataDiagonalBelowOne,
        message: "The diagonal of \(file) has numbers below 1, which were read "
          + "as variances: if the matrix holds correlations, and these are "
          + "reliabilities, write 1.")
    ]
  }

  private func observations(
    _ given: Int?, _ matrix: MatrixText, file: String
  ) throws(LatentError) -> Int {
    if let given { return given }
    guard let value = matrix.extras["n"]?.first else {
      throw LatentError.data(
        .observationCount, "The number of observations is not known.",
        remedy: "Give it, or add a row named n to the matrix.", file: file)
    }
    guard let count = Int(exactly: value) else {
      throw LatentError.data(
        .observationCount,
        "The number of observations is \(value); it must be a whole number.",
        file: file)
    }
    return count
  }

  /// Turns correlations into covariances.
  private func scale(
    _ matrix: inout [Double], by deviations: [Double], names: [String],
    file: String
  ) throws(LatentError) {
    let p = names.count
    for variable in 0..<p {
      let diagonal = matrix[variable * p + variable]
      guard abs(diagonal - 1) <= 1e-8 else {
        throw LatentError.data(
          .invalidMoment,
          "Standard deviations go with a correlation matrix, but the diagonal "
            + "element of \(names[variable]) is \(diagonal).",
          remedy: "Leave out the standard deviations, or give correlations.",
          file: file)
      }
      guard deviations[variable] > 0, deviations[variable].isFinite else {
        throw LatentError.data(
          .invalidMoment,
          "The standard deviation of \(names[variable]) is "
            + "\(deviations[variable]); it must be positive.", file: file)
      }
    }
    for column in 0..<p {
      for row in 0..<p {
        matrix[column * p + row] *= deviations[row] * deviations[column]
      }
    }
  }

  /// Reads one number for each variable: a row, a column, names beside them or
  /// above them.
  private func vector(
    _ path: String, of names: [String], called what: String,
    _ warnings: inout [LatentWarning]
  ) throws(LatentError) -> [Double] {
    let text = try VectorText(
      contentsOf: path, bytes: contents[path], encoding: encoding,
      delimiter: delimiter, decimalMark: decimalMark, what: what)
    warnings += LatentWarning.spellings([("", text.spellings)], file: path)
    return try text.values(for: names)
  }
}
