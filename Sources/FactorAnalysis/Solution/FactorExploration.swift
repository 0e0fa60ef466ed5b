public import FactorRotation
internal import LinearAlgebra
public import Messages

/// What is asked of an exploration beside the factors.
public struct ExplorationOptions: Sendable {
  /// The numbers of factors, ascending; `nil` for what parallel analysis of
  /// principal components suggests.
  public var counts: ClosedRange<Int>?
  /// The factors.
  public var factors = FactorOptions()
  /// The number of random samples of parallel analyses; 0 for none.
  public var replicates = 1000
  /// The level of the quantile of random eigenvalues.
  public var level = 0.95
  /// The seed of parallel analyses.
  public var seed: UInt64 = 1

  /// Makes options.
  public init() {}
}

/// Everything about the factors of a sample's correlations: whether they are
/// worth factoring, how many factors there may be, and the factors.
public struct FactorExploration: Sendable {
  /// The correlations.
  public let sample: FactorSample
  /// Sampling adequacy; `nil` if the correlation matrix is singular.
  public let adequacy: SamplingAdequacy?
  /// The eigenvalues of the correlations, descending.
  public let eigenvalues: [Double]
  /// Parallel analyses of components and common factors, if they are asked for.
  public let parallel: [ParallelAnalysis]
  /// Minimum average partials.
  public let partials: PartialAverages?
  /// The communalities before extraction: squared multiple correlations, and 1
  /// for components.
  public let initialCommunalities: [Double]
  /// The factors, by their number.
  public let solutions: [FactorSolution]
  /// What the owner of the data should know.
  public let warnings: [LatentWarning]

  /// The number of eigenvalues above 1 (Kaiser, 1960).
  public var kaiserCount: Int { eigenvalues.count { $0 > 1 } }

  /// Explores.
  ///
  /// - Parameters:
  ///   - sample: The correlations.
  ///   - options: What is asked for.
  ///   - rotation: The rotation of a number of factors, in place of that of the
  ///     options, for criteria that depend on it.
  ///   - fitting: Finds a number of factors elsewhere; where it gives `nil` they
  ///     are extracted.
  /// - Throws: `LatentError` for fewer than two variables, more factors than
  ///   they determine, a singular matrix where its inverse is needed, and
  ///   rotations that cannot be made.
  public init(
    _ sample: FactorSample, _ options: ExplorationOptions,
    rotation: ((Int) -> RotationOptions?)? = nil,
    fitting: ((Int) throws(LatentError) -> FittedFactors?)? = nil
  ) throws(LatentError) {
    let p = sample.correlation.rows
    guard p >= 2 else {
      throw LatentError(
        kind: .fit, code: .tooManyFactors,
        message: "\(counted(p, "variable")) \(p == 1 ? "has" : "have") no "
          + "correlations.", remedy: "Factors need three variables or more.")
    }
    self.sample = sample
    eigenvalues = try Extraction.eigen(sample.correlation).values.reversed()
    adequacy = SamplingAdequacy(
      sample.correlation, caseCount: Int(sample.caseCount.rounded()))
    partials = PartialAverages(sample.correlation)
    let method = options.factors.method
    initialCommunalities =
      method == .principalComponents
      ? Array(repeating: 1, count: p)
      : SquaredMultipleCorrelations.of(sample.correlation)
    parallel =
      options.replicates < 1
      ? []
      : ParallelAnalysis.Kind.allCases.compactMap {
        ParallelAnalysis(
          sample.correlation, caseCount: Int(sample.caseCount.rounded()),
          kind: $0, replicates: options.replicates, level: options.level,
          seed: options.seed)
      }
    let most = Extraction.mostFactors(variables: p, method)
    let suggested =
      parallel.first?.count ?? eigenvalues.count { $0 > 1 }
    let counts =
      options.counts ?? min(
        max(suggested, 1), most)...max(min(suggested, most), 1)
    // What cannot be extracted is said before anything is.
    try Extraction.require(counts.upperBound, of: p, method)
    var solutions: [FactorSolution] = []
    for count in counts {
      var factors = options.factors
      if let rotation { factors.rotation = rotation(count) }
      solutions.append(
        try FactorSolution(
          sample, count: count, factors, fitted: try fitting?(count)))
    }
    self.solutions = solutions
    warnings = Self.warnings(sample, adequacy, solutions, options.factors)
  }

  private static func warnings(
    _ sample: FactorSample, _ adequacy: SamplingAdequacy?,
    _ solutions: [FactorSolution], _ options: FactorOptions
  ) -> [LatentWarning] {
    var warnings: [LatentWarning] = []
    if adequacy == nil {
      warnings.append(
        LatentWarning(
          code: .singularCorrelations,
          message: "The correlation matrix has no inverse: there are no "
            + "measures of sampling adequacy and no fit. A variable is a sum "
            + "of others, there are no more cases than variables, or "
            + "correlations pair by pair contradict each other."))
    }
    for solution in solutions {
      let place = counted(solution.count, "factor")
      let cases = solution.extraction.heywoodCases
      if !cases.isEmpty {
        warnings.append(
          LatentWarning(
            code: .heywoodCase,
            message: "With \(place), the unique variance of "
              + listing(cases.map { sample.names[$0] }, limit: 10)
              + (solution.extraction.uniquenesses[cases[0]] <= 0
                ? " is negative"
                : " is at its lower limit, "
                  + "\(Extraction.leastUniqueness)")
              + " (a Heywood case): too many factors, or a factor of one or "
              + "two variables. There are no standard errors."))
      }
      if !solution.extraction.isConverged {
        warnings.append(
          LatentWarning(
            code: .extractionNotConverged,
            message: "With \(place), the search for unique variances has not "
              + "converged; the last ones are shown."))
      }
      if let rotated = solution.rotated, !rotated.isConverged {
        warnings.append(
          LatentWarning(
            code: .rotationNotConverged,
            message: "With \(place), the rotation has not converged; the last "
              + "one is shown."))
      }
      if solution.count == 1, options.rotation != nil, solutions.count == 1 {
        warnings.append(
          LatentWarning(
            code: .oneFactor, message: "One factor is not rotated."))
      }
    }
    return warnings
  }
}
