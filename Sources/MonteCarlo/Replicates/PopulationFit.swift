internal import Estimation
package import FitSettings
package import Latent
internal import LinearAlgebra
package import Messages
package import ModelFit
package import Populations
internal import SampleStatistics
internal import Specification

/// The fit of a model to the moments of a population, by maximum likelihood.
package enum PopulationFit {
  /// Fits.
  ///
  /// - Parameters:
  ///   - model: The model, of continuous variables.
  ///   - options: Options of a fit of cases, of which those count that moments
  ///     have.
  ///   - groups: The groups of the population.
  ///   - counts: The groups' numbers of cases, by which they weigh.
  /// - Returns: The fit.
  /// - Throws: `LatentError` for variables that the population has not, and as
  ///   fits do.
  package static func fit(
    _ model: Model, options: FitOptions, to groups: [PopulationGroup],
    counts: [Int]
  ) throws(LatentError) -> Fit {
    let labels = groups.map(\.label)
    var own = try model.namingOrdered(options).resolved
    own.model.groupsFromText = false
    own.model.groupLabels = labels
    let table = try model.parameterTable(options: own.model)
    var plain = FitOptions()
    plain.model = own.model
    plain.model.meanStructure =
      table.hasMeanStructure || options.missing != .listwise
    plain.estimation.maximumIterations = options.estimation.maximumIterations
    plain.information =
      options.information == .firstOrder ? nil : options.information
    var samples: [SampleMoments] = []
    for (index, group) in groups.enumerated() {
      let names = table.roles[index].observed
      var places: [Int] = []
      for name in names {
        guard let place = group.variables.firstIndex(of: name) else {
          let near = NearestName.find(name, in: group.variables)
          throw LatentError(
            kind: .request, code: .monteCarloInvalid,
            message: "The model has a variable that the population has not, "
              + "\(name).",
            remedy: near.map { "Did you mean `\($0)`?" }
              ?? "Its variables are \(listing(group.variables, limit: 12)).")
        }
        places.append(place)
      }
      samples.append(
        SampleMoments(
          checked: names, observationCount: counts[index],
          covariance: group.covariance.submatrix(
            rows: places, columns: places),
          mean: plain.model.meanStructure == true
            ? places.map { group.mean[$0] } : nil, divisor: .count))
    }
    return try model.fit(to: samples, groupLabels: labels, options: plain)
  }
}
