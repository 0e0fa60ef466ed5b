internal import Estimation
internal import Probability
internal import RealModule
internal import SampleStatistics

/// The size of a group as a parameter (`group.w.free`): the logarithm of the
/// mean of a Poisson distribution that its number of cases is drawn from.
///
/// The sizes share no parameter with the moments: the estimate is log n, its
/// standard error 1/√n, and neither χ² nor the other estimates depend on them.
package struct GroupWeight: Sendable {
  /// The group's number, from 1.
  package var group: Int
  /// log n.
  package var estimate: Double
  /// The standard error; `nil` if none was computed.
  package var standardError: Double?
  /// Estimate over standard error.
  package var z: Double?
  /// The two-sided p value of z.
  package var pValue: Double?
  /// The lower end of the confidence interval.
  package var lower: Double?
  /// The upper end of the confidence interval.
  package var upper: Double?

  /// The weights of a fit's groups.
  ///
  /// - Parameters:
  ///   - fitter: The fitter with the groups' samples.
  ///   - level: The level of confidence intervals.
  ///   - hasErrors: Whether standard errors are computed.
  /// - Returns: One weight for each group. Where moments are unbiased, the
  ///   variances are multiplied by N/(N − G), as in lavaan.
  static func make(_ fitter: Fitter, level: Double, hasErrors: Bool)
    -> [GroupWeight]
  {
    let total = fitter.sample.totalSize
    let factor =
      fitter.options.usesUnbiasedMoments
      ? total / (total - Double(fitter.sample.count)) : 1
    let quantile = NormalDistribution.upperQuantile((1 - level) / 2)
    return fitter.sample.enumerated().map { index, sample in
      let size = sample.size
      var weight = GroupWeight(group: index + 1, estimate: Double.log(size))
      guard hasErrors else { return weight }
      let error = (factor / size).squareRoot()
      weight.standardError = error
      weight.z = weight.estimate / error
      weight.pValue = 2 * NormalDistribution.upperTail(weight.estimate / error)
      weight.lower = weight.estimate - quantile * error
      weight.upper = weight.estimate + quantile * error
      return weight
    }
  }
}
