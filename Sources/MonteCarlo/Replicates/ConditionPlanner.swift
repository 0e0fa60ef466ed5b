internal import Estimation
internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import Populations
internal import RequestSettings
internal import Requests
internal import SampleStatistics
internal import Specification

/// Makes the conditions of a study: every population, kind of data, number of
/// cases, model and fit with every other.
package struct ConditionPlanner {
  private let study: MonteCarloStudy
  private let read: (String) throws -> String

  /// Makes a planner.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - read: Reads the text of a model file that the study names.
  package init(
    _ study: MonteCarloStudy, read: @escaping (String) throws -> String
  ) {
    self.study = study
    self.read = read
  }

  /// The conditions in their order: fits vary first, populations last.
  ///
  /// - Returns: The conditions.
  /// - Throws: What is wrong with a population, a model or options, before
  ///   anything is drawn.
  package func conditions() throws -> [SimulationCondition] {
    var result: [SimulationCondition] = []
    var dataNumber = 0
    for population in study.populations {
      for data in study.data {
        for size in study.sizes {
          let made = try makePopulation(population, groups: size.counts.count)
          let generator = try DataGenerator(made.groups, options(of: data))
          let streams = SimulationStreams(
            seed: study.seed, condition: dataNumber)
          dataNumber += 1
          for model in study.models {
            for fit in study.fits {
              var own = try condition(
                made, generator, streams, size, model, fit)
              own.number = result.count + 1
              own.labels = labels(population, data, size, model, fit)
              result.append(own)
            }
          }
        }
      }
    }
    return result
  }

  private func labels(
    _ population: MonteCarloStudy.Named, _ data: MonteCarloStudy.OptionSet,
    _ size: MonteCarloStudy.Size, _ model: MonteCarloStudy.Named,
    _ fit: MonteCarloStudy.OptionSet
  ) -> [(factor: String, level: String)] {
    var result: [(factor: String, level: String)] = []
    if study.populations.count > 1 {
      result.append(("population", population.name))
    }
    if study.data.count > 1 { result.append(("data", data.name)) }
    result.append(("n", size.name))
    if study.models.count > 1 { result.append(("model", model.name)) }
    if study.fits.count > 1 { result.append(("fit", fit.name)) }
    return result
  }

  // MARK: Parts of a condition

  /// The error about a part of the study.
  private func refusal(
    _ error: LatentError, at range: SourceRange
  ) -> LatentError {
    LatentError(
      ModelSyntaxError(
        diagnostics: [
          Diagnostic(
            code: error.code, message: error.message,
            remedy: error.remedy.replacing(
              "population: standardized", with: "standardized: true"),
            range: range)
        ], source: study.source))
  }

  private func makePopulation(
    _ named: MonteCarloStudy.Named, groups count: Int
  ) throws -> PopulationModel {
    let labels =
      count == 1
      ? [""]
      : study.groups.isEmpty ? (1...count).map { "\($0)" } : study.groups
    let tree = try SyntaxTree.parse(
      SourceText(text(of: named), name: name(of: named, "population")))
    do throws(LatentError) {
      return try PopulationModel(
        tree, scale: study.isStandardized ? .standardized : .asWritten,
        groupLabels: labels)
    } catch {
      throw error.kind == .syntax ? error : refusal(error, at: named.range)
    }
  }

  private func options(of set: MonteCarloStudy.OptionSet) throws
    -> PopulationOptions
  {
    var result = PopulationOptions()
    for option in set.options {
      do throws(LatentError) {
        try result.read(option.name, option.value)
      } catch {
        throw refusal(error, at: option.range)
      }
    }
    return result
  }

  /// A text, or that of the file that it names.
  private func text(of named: MonteCarloStudy.Named) throws -> String {
    let isFile =
      named.text.hasSuffix(".lav") && !named.text.contains("\n")
      && !named.text.contains("~")
    return isFile ? try read(named.text) : named.text
  }

  private func name(
    of named: MonteCarloStudy.Named, _ section: String
  ) -> String {
    named.name.isEmpty
      ? "\(study.source.name): \(section)"
      : "\(study.source.name): \(section) \(named.name)"
  }

  private func condition(
    _ population: PopulationModel, _ generator: DataGenerator,
    _ streams: SimulationStreams, _ size: MonteCarloStudy.Size,
    _ named: MonteCarloStudy.Named, _ fit: MonteCarloStudy.OptionSet
  ) throws -> SimulationCondition {
    let requested = try RequestedModel(
      ModelDocument(name: name(of: named, "model"), text: text(of: named)),
      warn: { _ in })
    guard requested.model.tree.frontMatter == nil else {
      throw refusal(
        LatentError(
          kind: .request, code: .monteCarloInvalid,
          message: "The model has front matter.",
          remedy: "Leave it out; options of fits stand below `fit:`."),
        at: named.range)
    }
    let bootstrap = try self.bootstrap(fit)
    var settings = try requested.settings(
      fit.options.filter {
        !MonteCarloReader.bootstrapNames.contains($0.name)
      }.map { .init($0.name, $0.value) }, for: .fit, files: .inMemory([:]))
    settings.resolve(ordered: generator.ordered)
    let options = settings.options
    if options.standardErrors == .bootstrap {
      let option = fit.options.first { $0.name == "se" }
      throw refusal(
        LatentError(
          kind: .request, code: .monteCarloInvalid,
          message: "The number of draws within replicates is missing.",
          remedy: "Write `bootstrap: 500` in place of it."),
        at: option?.range ?? named.range)
    }
    var condition = try SimulationCondition(
      requested.model, options: options, population: population,
      generator: generator, counts: size.counts, streams: streams)
    condition.bootstrap = bootstrap.map {
      ReplicateBootstrap(
        draws: $0.draws, interval: $0.interval, level: options.confidenceLevel)
    }
    condition.parameters = try condition.parameters.map { parameter in
      var parameter = parameter
      if let given = study.truths.first(where: { $0.name == parameter.name }) {
        guard let value = Double(given.value) else {
          throw refusal(
            LatentError(
              kind: .request, code: .monteCarloInvalid,
              message: "`\(given.value)` is not a number.", remedy: ""),
            at: given.range)
        }
        parameter.truth = value
      }
      return parameter
    }
    return condition
  }

  /// The bootstrap within replicates; `nil` for none.
  private func bootstrap(_ fit: MonteCarloStudy.OptionSet) throws -> (
    draws: Int, interval: BootstrapIntervalKind
  )? {
    func refuse(
      _ option: MonteCarloStudy.Option, _ message: String, _ remedy: String
    ) -> LatentError {
      refusal(
        LatentError(
          kind: .request, code: .monteCarloInvalid, message: message,
          remedy: remedy), at: option.range)
    }
    let kind = fit.options.first { $0.name == "interval" }
    guard let option = fit.options.first(where: { $0.name == "bootstrap" })
    else {
      if let kind {
        throw refuse(
          kind, "Nothing is bootstrapped.", "Write `bootstrap: 500` beside it.")
      }
      return nil
    }
    guard let draws = Int(option.value), 50...1_000_000 ~= draws else {
      throw refuse(
        option, "`\(option.value)` is no number of draws.",
        "Give a whole number from 50.")
    }
    if let errors = fit.options.first(where: { $0.name == "se" }),
      errors.value.lowercased() != "standard"
    {
      throw refuse(
        errors, "Standard errors of replicates are those of the draws.",
        "Leave it out.")
    }
    switch kind?.value ?? "percentile" {
    case "percentile": return (draws, .percentile)
    case "bias-corrected": return (draws, .biasCorrected)
    default:
      throw refuse(
        kind ?? option, "`\(kind?.value ?? "")` is no kind of interval.",
        "Give percentile or bias-corrected.")
    }
  }
}
