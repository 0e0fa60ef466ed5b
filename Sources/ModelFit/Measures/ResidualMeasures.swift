internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// Summaries of the residual moments: RMR, SRMR in Bentler's and in Mplus's
/// form, and CRMR, each with and without means.
enum ResidualMeasures {
  private static let names = [
    "rmr", "rmr_nomean", "srmr", "srmr_bentler", "srmr_bentler_nomean",
    "crmr", "crmr_nomean", "srmr_mplus", "srmr_mplus_nomean",
  ]

  /// Appends root mean squares over the lower triangle and the means.
  ///
  /// Groups are averaged by their sizes: RMR (Jöreskog & Sörbom, 1981), SRMR
  /// (Bentler, 1995), CRMR (Bollen, 1989, p. 258; Maydeu-Olivares, 2017).
  /// Given exogenous variables (`conditional.x`) the moments are the others'
  /// residual covariances, intercepts and slopes, as in lavaan 0.7; Mplus's
  /// form has no slopes.
  ///
  /// - Parameters:
  ///   - fitter: The fitter.
  ///   - estimates: Its estimates.
  ///   - takesMplus: Whether `srmr` is Mplus's form.
  ///   - measures: Receives the measures.
  static func append(
    _ fitter: Fitter, _ estimates: Estimates, takesMplus: Bool,
    to measures: inout FitMeasures
  ) {
    if let responses = ResponseMeasures(fitter) {
      responses.append(to: &measures)
      return
    }
    let shares = fitter.sample.shares
    var totals = [Double](repeating: 0, count: names.count)
    for (index, moments) in fitter.sample.enumerated() {
      guard fitter.momentBlock(of: index) != nil,
        let sums = sums(
          fitter, moments, estimates.implied(of: fitter.model.groups[index]),
          index)
      else { return }
      for (measure, value) in sums.values.enumerated() {
        totals[measure] += shares[index] * value
      }
    }
    if takesMplus, let own = names.firstIndex(of: "srmr"),
      let other = names.firstIndex(of: "srmr_mplus")
    {
      totals[own] = totals[other]
    }
    for (name, total) in zip(names, totals) { measures.append(name, total) }
  }

  /// A group's sums; `nil` if exogenous variables to condition on are
  /// collinear.
  private static func sums(
    _ fitter: Fitter, _ moments: Sample, _ implied: ImpliedMoments,
    _ group: Int
  ) -> Sums? {
    guard fitter.model.table.conditionsOnExogenous else {
      return Sums(
        moments.covariance, moments.center, implied.covariance, implied.mean,
        hasMeans: fitter.model.groups[group].block.hasMeans)
    }
    let exogenous = fitter.model.groups[group].block.fixedExogenous
    guard let sample = ConditionalMoments(moments, given: exogenous),
      let model = ConditionalMoments(
        implied.covariance, mean: implied.mean, given: exogenous)
    else { return nil }
    var sums = Sums(
      sample.covariance, sample.intercepts, model.covariance,
      model.intercepts, hasMeans: true)
    sums.addSlopes(
      sample.slopes - model.slopes, sample.covariance.diagonal,
      exogenous.map { moments.covariance[$0, $0] })
    return sums
  }

  /// One group's sums of squares.
  private struct Sums {
    var raw = 0.0
    var bentler = 0.0
    var correlation = 0.0
    var mplus = 0.0
    var rawMean = 0.0
    var bentlerMean = 0.0
    var mplusMean = 0.0
    var rawSlope = 0.0
    var bentlerSlope = 0.0
    var slopeCount = 0.0
    let p: Double
    let hasMeans: Bool

    init(
      _ s: Matrix, _ mean: [Double], _ sigma: Matrix, _ mu: [Double],
      hasMeans: Bool
    ) {
      let order = s.rows
      p = Double(order)
      self.hasMeans = hasMeans
      let sd = s.diagonal.map { $0.squareRoot() }
      let impliedSD = sigma.diagonal.map { $0.squareRoot() }
      for j in 0..<order {
        for i in j..<order {
          let residual = s[i, j] - sigma[i, j]
          raw += residual * residual
          let standardized = residual / (sd[i] * sd[j])
          bentler += standardized * standardized
          if i == j {
            mplus += standardized * standardized
          } else {
            let difference =
              s[i, j] / (sd[i] * sd[j])
              - sigma[i, j] / (impliedSD[i] * impliedSD[j])
            correlation += difference * difference
            mplus += difference * difference
          }
        }
      }
      guard hasMeans else { return }
      for i in 0..<order {
        let residual = mean[i] - mu[i]
        rawMean += residual * residual
        bentlerMean += (residual / sd[i]) * (residual / sd[i])
        let difference = mean[i] / sd[i] - mu[i] / impliedSD[i]
        mplusMean += difference * difference
      }
    }

    /// Adds the slopes of regressions on exogenous variables.
    ///
    /// - Parameters:
    ///   - residual: Their differences, outcomes × exogenous variables.
    ///   - outcomes: The residual variances of the outcomes.
    ///   - exogenous: The variances of the exogenous variables.
    mutating func addSlopes(
      _ residual: Matrix, _ outcomes: [Double], _ exogenous: [Double]
    ) {
      slopeCount = Double(residual.rows * residual.columns)
      for j in 0..<residual.columns {
        for i in 0..<residual.rows {
          let square = residual[i, j] * residual[i, j]
          rawSlope += square
          bentlerSlope += square * exogenous[j] / outcomes[i]
        }
      }
    }

    /// The measures, in the order of `names`.
    var values: [Double] {
      let triangle = p * (p + 1) / 2
      let offDiagonal = p * (p - 1) / 2
      let means = hasMeans ? p : 0
      let others = means + slopeCount
      func root(_ sum: Double, _ count: Double) -> Double {
        count > 0 ? (sum / count).squareRoot() : 0
      }
      let srmr = root(bentler + bentlerMean + bentlerSlope, triangle + others)
      return [
        root(raw + rawMean + rawSlope, triangle + others),
        root(raw, triangle), srmr, srmr, root(bentler, triangle),
        root(
          correlation + bentlerMean + bentlerSlope, offDiagonal + others),
        root(correlation, offDiagonal),
        root(mplus + mplusMean, triangle + means), root(mplus, triangle),
      ]
    }
  }
}
