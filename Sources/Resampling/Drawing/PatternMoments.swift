internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import SampleStatistics

/// One group's incomplete cases, and what an analysis takes from them.
struct PatternSource: Sendable {
  /// The cases.
  var sample: SampleCases
  /// The products that every replicate centres anew.
  var products: [CenteredProduct]
  /// The treatment of missing values.
  var treatment: MissingTreatment
  /// The saturated moments of the cases, from which those of replicates set
  /// out.
  var covariance: Matrix
  /// Their means.
  var mean: [Double]
  /// The divisor of complete cases that the estimator wants.
  var divisor: MomentDivisor

  /// Takes a group.
  ///
  /// - Parameters:
  ///   - group: The group's sample.
  ///   - cases: Its cases.
  ///   - fit: The fit.
  ///   - centresAnew: Whether replicates make the group's products anew.
  init(
    _ group: Sample, _ cases: SampleCases,
    of fit: Fit, centresAnew: Bool
  ) {
    sample = cases
    products = centresAnew ? cases.products : []
    treatment = fit.options.missing
    covariance = group.covariance
    mean = group.mean ?? []
    divisor = fit.options.momentDivisor
  }
}

/// The way that moments of drawn incomplete cases reach a fitter: by full
/// information through the fitter's own cases, in two stages by EM, or pair by
/// pair.
///
/// One worker's; does not allocate after it is made.
final class PatternMoments {
  private enum Way {
    case fullInformation
    case saturated(SaturatedRefit)
    case available(AvailableMoments, divisor: MomentDivisor)
  }

  private let way: Way
  private let covariance: MatrixBuffer
  private let mean: MatrixBuffer

  init(_ source: PatternSource) {
    let p = source.sample.variableCount
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    way =
      switch source.treatment {
      case .listwise, .fullInformation, .fullInformationExogenous:
        .fullInformation
      case .twoStage, .robustTwoStage:
        .saturated(
          SaturatedRefit(
            source.sample, covariance: source.covariance, mean: source.mean))
      case .pairwise, .availableCases:
        .available(AvailableMoments(source.sample), divisor: source.divisor)
      }
  }

  /// Takes other values of the same patterns.
  func take(
    values: borrowing MatrixBuffer, fitter: Fitter, group: Int
  ) {
    switch way {
    case .fullInformation: fitter.setValues(group: group, values)
    case .saturated(let own): own.take(values: values)
    case .available(let own, _): own.take(values: values)
    }
  }

  /// Hands the moments of the cases as they are counted to a fitter.
  ///
  /// - Returns: False if the moments do not exist, or are singular where the
  ///   estimator needs a positive definite matrix.
  func hand(counts: [Double], to fitter: Fitter, group: Int) -> Bool {
    switch way {
    case .fullInformation: return fitter.setFrequencies(group: group, counts)
    case .saturated(let own):
      guard own.fit(counts, covariance: covariance, mean: mean) else {
        return false
      }
    case .available(let own, let divisor):
      own.find(counts: counts)
      covariance.copy(from: own.covariance)
      mean.copy(from: own.mean)
      // Each covariance is divided by n − 1 for the n cases that have both
      // variables.
      var n = 0.0
      for count in counts { n += count }
      let factor = (n - 1) / divisor.value(for: Int(n))
      for k in 0..<covariance.count {
        covariance[k] *= factor
        if !covariance[k].isFinite { return false }
      }
    }
    return fitter.setMoments(group: group, covariance: covariance, mean: mean)
  }
}
