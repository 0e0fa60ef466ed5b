internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import MomentStructure
internal import Probability
internal import RealModule
internal import SampleStatistics
internal import Specification

extension RobustAnalysis {
  /// The eigenvalues of UΓ that the degrees of freedom leave.
  ///
  /// - Parameters:
  ///   - degrees: The number of degrees of freedom.
  ///   - isUnbiased: Whether Γ is the unbiased estimate.
  /// - Returns: The eigenvalues, descending; `nil` if they cannot be computed.
  package func eigenvalues(degrees: Int, isUnbiased: Bool = false) -> [Double]?
  {
    guard let inverse = inverseOfTests,
      let all = moments.eigenvalues(inverse, isUnbiased: isUnbiased)
    else { return nil }
    let missing = max(0, degrees - all.count)
    return Array(all.prefix(degrees)) + [Double](repeating: 0, count: missing)
  }

  /// The result of a test by eigenvalues for a statistic; `nil` if it cannot be
  /// computed.
  func eigenvalueResult(_ own: EigenvalueTest, of x: Double, degrees: Int)
    -> TestResult?
  {
    let df = Double(degrees)
    let source =
      own.isReweighted ? residualTest(.browneResidualNTModel) : x
    guard let source,
      let values = eigenvalues(degrees: degrees, isUnbiased: own.isUnbiased)
    else { return nil }
    guard let tail = own.tail(of: source, eigenvalues: values) else {
      return nil
    }
    var result = TestResult(
      kind: .eigenvalues(own), chiSquare: tail.chiSquare,
      degreesOfFreedom: df)
    result.pValue = tail.pValue
    result.source = source
    return result
  }

  /// tr(UΓ) and an unbiased estimate of tr((UΓ)²) for one group of N
  /// independent cases d: with Γ divided by N − 1 and
  /// Q = Σ(dᵀUd)²/(N − 1), it is (N − 1)/(N(N − 2)(N − 3)) times
  /// (N − 1)(N − 2) tr((UΓ)²) + tr(UΓ)² − NQ (Himeno & Yamada, 2014; Hayakawa,
  /// 2019, equation 16); `nil` if it cannot be computed.
  var correctedTraces: (first: Double, second: Double)? {
    let n = fitter.sample.totalSize
    guard n > 3, let trace, let secondTrace, let inverse = inverseOfTests,
      let fourth = moments.fourthMoment(inverse)
    else { return nil }
    let factor = n / (n - 1)
    let first = factor * trace
    let sum =
      (n - 1) * (n - 2) * factor * factor * secondTrace + first * first
      - n * fourth / (n - 1)
    return (first, (n - 1) / (n * (n - 2) * (n - 3)) * sum)
  }

  /// The factor of the χ² of maximum likelihood in a small sample.
  ///
  /// It is made for one group whose means are not restricted. For p variables,
  /// m latent ones and t parameters of the covariances it is
  ///
  /// - Swain (1975): 1 − (p(2p² + 3p − 1) − q(2q² + 3q − 1))/(12 df n),
  ///   q = (√(1 + 8t) − 1)/2,
  /// - Bartlett (1950): 1 − (2p + 4m + 5)/(6n),
  /// - Yuan (2005): 1 − (2p + 2m + 7)/(6n),
  /// - Yuan, Tian and Yanagihara (2015): 1 − (2.381 + .361p + .006t)/n,
  ///
  /// as Shi, Lee and Terry (2018) compare them.
  ///
  /// - Returns: The factor; `nil` for several groups, restricted means, and if
  ///   it is not positive.
  func smallSampleFactor(_ kind: TestKind, degrees df: Double) -> Double? {
    guard fitter.sample.count == 1, hasFreeMeans else { return nil }
    let block = fitter.model.groups[0].block
    let p = Double(block.observedCount)
    let m = Double(fitter.model.table.roles[0].latent.count)
    let t = p * (p + 1) / 2 - df
    let n = ParameterCovariance.divisor(fitter)
    func cubic(_ x: Double) -> Double { x * (2 * x * x + 3 * x - 1) }
    let less: Double
    switch kind {
    case .swain:
      let q = ((1 + 8 * t).squareRoot() - 1) / 2
      less = (cubic(p) - cubic(q)) / (12 * df)
    case .bartlett: less = (2 * p + 4 * m + 5) / 6
    case .yuan2005: less = (2 * p + 2 * m + 7) / 6
    case .yuan2015: less = 2.381 + 0.361 * p + 0.006 * t
    default: return nil
    }
    let factor = 1 - less / n
    return factor > 0 ? factor : nil
  }

  /// Whether the model's means are the sample's, as those of free intercepts
  /// are.
  package var hasFreeMeans: Bool {
    fitter.sample.indices.allSatisfy { group in
      guard let block = fitter.momentBlock(of: group),
        block.structure.hasMeans
      else { return true }
      let sample = fitter.sample[group]
      return sample.center.indices.allSatisfy { i in
        abs(sample.center[i] - block.implied.mu[i])
          <= 1e-6 * sample.covariance[i, i].squareRoot()
      }
    }
  }
}

extension EigenvalueTest {
  /// The upper tail of Σ λ χ²₁ at a statistic.
  ///
  /// - Parameters:
  ///   - statistic: The statistic.
  ///   - eigenvalues: The eigenvalues of UΓ, one for each degree of freedom,
  ///     descending.
  /// - Returns: The p value, and the χ² with the same one; `nil` if no
  ///   eigenvalue is positive.
  package func tail(of statistic: Double, eigenvalues: [Double])
    -> (pValue: Double, chiSquare: Double)?
  {
    // The unbiased Γ may be indefinite.
    let weights = weights.smoothed(eigenvalues.map { max(0, $0) })
    guard weights.contains(where: { $0 > 0 }) else { return nil }
    let tail = WeightedChiSquareDistribution(weights: weights)
      .upperTail(statistic)
    let chiSquare = ChiSquareDistribution(
      degreesOfFreedom: Double(eigenvalues.count)
    ).upperQuantile(max(tail, .leastNormalMagnitude))
    return (tail, chiSquare)
  }
}

extension EigenvalueTest.Weights {
  /// The weights in the place of eigenvalues, which descend.
  func smoothed(_ values: [Double]) -> [Double] {
    let count = values.count
    let mean = values.reduce(0, +) / Double(count)
    switch self {
    case .eigenvalues: return values
    case .shrunken: return values.map { ($0 + mean) / 2 }
    case .blocks(let number):
      let size = (count + number - 1) / number
      return values.indices.map { index in
        let start = index / size * size
        let block = values[start..<min(start + size, count)]
        return (block.reduce(0, +) / Double(block.count) + mean) / 2
      }
    case .regression(let divisor):
      let middle = Double(count - 1) / 2
      var (above, below) = (0.0, 0.0)
      for (index, value) in values.enumerated() {
        let rank = Double(index) - middle
        above += rank * value
        below += rank * rank
      }
      let slope = below > 0 ? above / below / divisor : 0
      return values.indices.map {
        max(0, mean + slope * (Double($0) - middle))
      }
    }
  }
}
