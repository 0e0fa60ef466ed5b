internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import Probability
internal import SampleStatistics
internal import Specification

/// The choice of a moderator's values; raw values are stable.
public enum ModeratorLevels: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mean, and one standard deviation below and above it.
  case meanAndDeviation = "mean-sd"
  /// The 16th, 50th and 84th percentiles, which a skewed variable does have.
  case percentiles
}

extension Fit {
  /// Values of a moderator from the cases of all groups together.
  ///
  /// A variable with two values in the data gets these two. Percentiles and
  /// two values need a fit that keeps its cases (`FitOptions.keepsCases`).
  ///
  /// A latent moderator has the mean and standard deviation that the model
  /// implies, and no percentiles.
  ///
  /// - Parameters:
  ///   - variable: A variable of the model.
  ///   - levels: The choice of values.
  /// - Returns: The values with their labels.
  /// - Throws: `LatentError` if the model does not have the variable, or the
  ///   sample lacks the moments that the values are computed from.
  public func moderatorPoints(of variable: String, at levels: ModeratorLevels)
    throws(LatentError) -> ModeratorPoints
  {
    if table.roles.contains(where: { $0.latent.contains(variable) }) {
      guard levels == .meanAndDeviation else {
        throw LatentError(
          code: .moderationLatentPercentiles,
          message: "\(variable) is latent: no case has a value of it, and "
            + "there are no percentiles.",
          remedy: "Use mean-sd, or give the values.")
      }
      return latentPoints(of: variable)
    }
    guard let cases = cases(of: variable) else {
      guard levels == .meanAndDeviation else {
        throw LatentError(
          code: .moderationNeedsCases,
          message: "The percentiles of \(variable) need the cases.",
          remedy: "Fit to a table of cases in which \(variable) is a "
            + "variable of the model, or give the values.")
      }
      return try meanAndDeviationPoints(of: variable)
    }
    let sorted = cases.sorted()
    if let first = sorted.first, let last = sorted.last, first < last,
      sorted.allSatisfy({ $0 == first || $0 == last })
    {
      return ModeratorPoints(
        variable, values: [first, last], labels: ["lower", "upper"])
    }
    guard levels == .percentiles else {
      return try meanAndDeviationPoints(of: variable)
    }
    var points = ModeratorPoints(variable, values: [])
    for (probability, label) in [
      (0.16, "16th percentile"), (0.5, "50th percentile"),
      (0.84, "84th percentile"),
    ] {
      let value = Percentile.value(probability, ofSorted: sorted)
      // Coarse scales have percentiles in common.
      if points.values.last != value {
        points.values.append(value)
        points.labels.append(label)
      }
    }
    return points
  }

  /// The values of a variable in the cases that have one, if the fit kept
  /// them.
  package func cases(of variable: String) -> [Double]? {
    var values: [Double] = []
    for group in sample {
      guard let cases = group.cases,
        let place = cases.variableNames.firstIndex(of: variable)
      else { return nil }
      for number in 0..<cases.count {
        let value = cases[number, place]
        if !value.isNaN { values.append(value) }
      }
    }
    return values
  }

  /// A variable's mean less a standard deviation, mean, and mean plus one,
  /// over all groups, from the moments of the fit's sample.
  private func meanAndDeviationPoints(of variable: String) throws(LatentError)
    -> ModeratorPoints
  {
    let isUnbiased = options.estimation.usesUnbiasedMoments
    var groups: [(count: Double, mean: Double, squares: Double)] = []
    for group in sample {
      guard let place = group.variables.firstIndex(of: variable),
        let mean = group.mean?[place]
      else {
        throw LatentError(
          code: .moderationNoMoments,
          message: "The mean of the moderator \(variable) is not known from "
            + "the fit's sample.",
          remedy: "Give the values at which it is held.")
      }
      let count = Double(group.observationCount)
      let divisor = isUnbiased ? count - 1 : count
      groups.append((count, mean, divisor * group.covariance[place, place]))
    }
    return Self.points(of: variable, groups, lost: 1)
  }

  /// The same of a latent variable, from the moments that the model implies.
  private func latentPoints(of variable: String) -> ModeratorPoints {
    var groups: [(count: Double, mean: Double, squares: Double)] = []
    for (block, group) in sample.enumerated() {
      guard let moments = latentMoments(of: variable, block: block) else {
        continue
      }
      let count = Double(group.observationCount)
      groups.append((count, moments.mean, count * moments.variance))
    }
    return Self.points(of: variable, groups, lost: 0)
  }

  /// Values from the groups' means and sums of squares around them; `lost`
  /// are the degrees of freedom that the variance loses.
  private static func points(
    of variable: String,
    _ groups: [(count: Double, mean: Double, squares: Double)], lost: Double
  ) -> ModeratorPoints {
    let count = groups.reduce(0) { $0 + $1.count }
    let mean = groups.reduce(0) { $0 + $1.count * $1.mean } / count
    let squares = groups.reduce(0) {
      $0 + $1.squares + $1.count * ($1.mean - mean) * ($1.mean - mean)
    }
    let variance = squares / (count - lost)
    let deviation = max(variance, 0).squareRoot()
    return ModeratorPoints(
      variable, values: [mean - deviation, mean, mean + deviation],
      labels: ["mean - SD", "mean", "mean + SD"])
  }
}
