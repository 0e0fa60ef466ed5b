import Latent
import Messages
import Plots
import Populations
import PowerAnalysis
import ReportRendering
import RequestSettings
import Requests

/// `latent power`: the power of tests, and the numbers of cases that they need.
struct PowerCommand {
  private let arguments: CommandArguments
  private var options = PowerOptions()
  private let files: FileAccess

  /// Reads the arguments: the population, and options.
  ///
  /// - Throws: `InputError` for values that options cannot have.
  init(_ arguments: CommandArguments) throws {
    self.arguments = arguments
    files = .disk(root: nil, patience: ProgressLine.patience)
    var options = PowerOptions()
    try InputError.namingOption {
      for name in PowerOptions.names {
        if let text = arguments[name] { try options.read(name, text) }
      }
      try options.requireConsistent()
    }
    self.options = options
  }

  /// Runs the command.
  ///
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the population, the options or the files.
  func run() async throws -> ExitStatus {
    for output in ["output", "plot"].compactMap(arguments.outputFile) {
      try output.requireWritable()
    }
    guard let result = try await result() else {
      StandardStreams.state("latent: Stopped; there is no result.")
      return SignalCancellation.status
    }
    let reported = ReportedPower(result)
    let plot = reported.plot
    if let file = arguments.outputFile("plot") {
      guard let plot else {
        throw InputError(
          message: "A value that is looked for has no curve.",
          help: "Leave `plot` out.", option: "plot")
      }
      try file.write(SVGRenderer().render(plot))
    }
    let format = try arguments.outputFormat()
    var writer = DocumentWriter()
    writer.isWhole = true
    try StandardStreams.write(
      writer.data(
        of: reported, figure: plot.map { ReportFigure(plot: $0) }, as: format),
      to: arguments.outputFile("output")?.file, isForPeople: format == .text)
    return .success
  }

  private func result() async throws -> PowerResult? {
    do {
      return try await found()
    } catch let error as LatentError {
      guard let option = error.option else { throw error }
      throw InputError(
        message: error.message, help: error.remedy, option: option)
    }
  }

  /// The result; `nil` where it was stopped.
  private func found() async throws -> PowerResult? {
    let isOfFit =
      options.effects.isEmpty && options.restriction == nil
      && options.test != .fit
    let usual: PowerOptions.Method =
      isOfFit
      ? .rmsea : options.restriction == nil ? .simulation : .likelihoodRatio
    let method = options.method ?? usual
    if method == .rmsea {
      return try ofFit()
    }
    guard !isOfFit else {
      throw InputError(
        message: "Nothing is named that could be detected.",
        help: "Name parameters or a path by the option `effect`.",
        option: "method")
    }
    guard arguments.words.first != nil else {
      throw InputError(
        message: "The population is missing.",
        help: "Name the file of a model whose parameters have values.")
    }
    try refuseIdle(["df", "rmsea", "rmsea-null", "groups"], "other tests")
    if method == .simulation { return try await simulated() }
    try refuseIdle(
      [
        "test", "nobs-range", "replicates", "draws", "tolerance", "seed",
        "threads",
      ] + Setting.populationSettings.map(\.name),
      "power by noncentrality")
    return try PowerRun(
      options,
      try PowerModelReader(arguments, options, files)
        .model()
    ).ofParameters(method)
  }

  private func simulated() async throws -> PowerResult? {
    if options.draws != nil,
      options.test.map({
        !$0.isBootstrap && $0 != .monteCarlo
      }) ?? true
    {
      throw InputError(
        message: "The test draws nothing within samples.",
        help: "Leave it out, or take another `test`.", option: "draws")
    }
    var data = PopulationOptions()
    for name in PopulationOptions.names {
      if let text = arguments[name] { try data.read(name, text) }
    }
    let threads = try arguments["threads"].map { text in
      guard let count = Int(text), 1...1024 ~= count else {
        throw InputError(
          message: "`\(text)` is no number of workers.",
          help: "Give a whole number from 1.", option: "threads")
      }
      return count
    }
    let model = try PowerModelReader(arguments, options, files, data: data)
      .model()
    let run = try SimulatedPower(
      model, data, options, threads: threads,
      hasCurve: arguments["plot"] != nil)
    return try await SignalCancellation.run {
      let progress = ProgressLine(noun: "samples")
      defer { progress.clear() }
      return try run.result(
        isStopped: { Task.isCancelled },
        progress: { progress.show(AnalysisProgress(done: $0, total: $1)) })
    }
  }

  private func ofFit() throws -> PowerResult {
    try refuseIdle(
      [
        "effect", "restriction", "null", "detectable", "test", "nobs-range",
        "replicates", "draws", "tolerance", "seed", "threads",
      ]
        + Setting.populationSettings.map(\.name), "tests by RMSEA")
    var options = options
    if arguments.words.first != nil {
      let degrees = try PowerModelReader(arguments, options, files).degrees()
      guard options.degrees.isEmpty else {
        throw InputError(
          message: "The model has degrees of freedom of its own, \(degrees).",
          help: "Leave the option out, or the model.", option: "df")
      }
      options.degrees = [degrees]
    } else if let name =
      (["model", "population", "group-label"]
      + Setting.replicateSettings.map(\.name)).first(where: {
        arguments[$0] != nil
      })
    {
      throw InputError(
        message: "Without a model it says nothing.",
        help: "Name the model, or leave it out.", option: name)
    }
    return try PowerRun(options, nil).ofFit()
  }

  private func refuseIdle(_ names: [String], _ what: String) throws {
    for name in names where arguments[name] != nil {
      throw InputError(
        message: "It says nothing about \(what).", help: "Leave it out.",
        option: name)
    }
  }
}
