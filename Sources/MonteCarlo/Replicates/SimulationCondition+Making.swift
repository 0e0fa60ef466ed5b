package import FitSettings
package import Latent
package import Messages
package import Populations

extension SimulationCondition {
  /// Makes a condition of a model and its population, which is checked: the
  /// model is fitted to the population's moments.
  ///
  /// - Parameters:
  ///   - model: The model that is fitted.
  ///   - options: The options of its fits.
  ///   - population: The population.
  ///   - generator: What is drawn of it.
  ///   - counts: The groups' numbers of cases.
  ///   - streams: The random streams.
  /// - Throws: `LatentError` where the model cannot be fitted to the population.
  package init(
    _ model: Model, options: FitOptions, population: PopulationModel,
    generator: DataGenerator, counts: [Int], streams: SimulationStreams
  ) throws(LatentError) {
    let own = try ConditionFit(
      model, options, population, generator, counts, streams
    ).made()
    self.init(
      number: 0, labels: [], parameters: own.parameters, degrees: own.degrees,
      generator: generator, counts: counts, streams: streams, model: model,
      options: options, fit: own.fit)
  }
}
