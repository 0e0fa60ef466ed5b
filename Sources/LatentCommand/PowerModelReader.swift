import FitSettings
import Latent
import Messages
import ModelFit
import Populations
import PowerAnalysis
import RequestSettings
import Requests

/// Reads the population of a power analysis, and the model that is fitted.
struct PowerModelReader {
  private let arguments: CommandArguments
  private let options: PowerOptions
  private let files: FileAccess
  private let data: PopulationOptions

  init(
    _ arguments: CommandArguments, _ options: PowerOptions, _ files: FileAccess,
    data: PopulationOptions = PopulationOptions()
  ) {
    self.arguments = arguments
    self.options = options
    self.files = files
    self.data = data
  }

  /// The population's model with its effects.
  func model() throws -> PowerModel {
    let document = try population()
    let scale = try scale()
    let population = try PopulationModel(
      document.model.tree, scale: scale, groupLabels: try labels())
    let own = try fitted()
    let fits = try fitOptions(own ?? document, population)
    return try PowerModel(
      population, scale: scale, fitting: own?.model, options: fits,
      effects: options.effects)
  }

  /// The degrees of freedom of a model: of that of a population with its values
  /// taken away, and of any other as `latent fit` has it.
  func degrees() throws -> Int {
    let document = try population()
    let labels = try labels()
    for scale in PopulationModel.Scale.allCases {
      guard
        let population = try? PopulationModel(
          document.model.tree, scale: scale, groupLabels: labels)
      else { continue }
      let own = try fitted()
      let model = try PowerModel(
        population, scale: scale, fitting: own?.model,
        options: fitOptions(own ?? document, population), effects: [])
      return try model.degrees()
    }
    return try PowerModel.degrees(
      of: document.model,
      options: document.settings(
        fitSettings(), for: .fit, files: .inMemory([:])
      ).options, groupLabels: labels)
  }

  private func population() throws -> RequestedModel {
    try RequestedModel(
      ModelDocument(
        contentsOf: arguments.words[0], patience: ProgressLine.patience),
      warn: { StandardStreams.complain(CommandText.warning($0)) })
  }

  private func fitted() throws -> RequestedModel? {
    guard let path = arguments["model"] else { return nil }
    let document = try RequestedModel(
      ModelDocument(contentsOf: path, patience: ProgressLine.patience),
      warn: { StandardStreams.complain(CommandText.warning($0)) })
    guard document.model.tree.frontMatter == nil else {
      throw InputError(
        message: "The model has front matter.",
        help: "Give its options on the command line.", option: "model")
    }
    return document
  }

  private func fitSettings() -> [AnalysisRequest.Option] {
    // The names that mean something else here are not of fits.
    let others = Setting.powerSettings.map(\.name)
    let names = Setting.replicateSettings.map(\.name).filter {
      !others.contains($0)
    }
    return arguments.options.filter { names.contains($0.name) }
  }

  private func fitOptions(
    _ document: RequestedModel, _ population: PopulationModel
  ) throws -> FitOptions {
    var settings = try document.settings(
      fitSettings(), for: .fit, files: .inMemory([:]))
    let generator = try DataGenerator(population.groups, data)
    settings.resolve(ordered: generator.ordered)
    return settings.options
  }

  private func scale() throws -> PopulationModel.Scale {
    guard let text = arguments["population"] else { return .asWritten }
    return try InputError.naming("population") {
      guard let scale = PopulationModel.Scale(rawValue: text) else {
        throw InputError.unknown(
          "scale", text, among: PopulationModel.Scale.allCases.map(\.rawValue))
      }
      return scale
    }
  }

  private func labels() throws -> [String] {
    let count = options.groupCount
    guard let text = arguments["group-label"] else {
      return count == 1 ? [""] : (1...count).map { "\($0)" }
    }
    let labels = text.split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
    guard labels.count == count, count > 1, Set(labels).count == count,
      !labels.contains("")
    else {
      throw InputError(
        message: "There are \(count) groups and \(labels.count) labels, each "
          + "of which is to be another.",
        help: "Give one label for each group; `group-shares: 1,1` makes two "
          + "groups.", option: "group-label")
    }
    return labels
  }
}
