import Latent
import Messages
import ModelSyntax
import Populations
import RequestSettings
import Requests
import Specification
import TableReading

/// `latent simulate`: draws data of a population.
struct SimulateCommand {
  private let arguments: CommandArguments
  private let counts: [Int]
  private let seed: UInt64
  private let replicates: Int
  private let options: PopulationOptions

  /// The most values that are drawn at once.
  private static let mostValues = 500_000_000

  /// Reads the arguments: the population, and options.
  ///
  /// - Throws: `InputError` for values that options cannot have.
  init(_ arguments: CommandArguments) throws {
    self.arguments = arguments
    counts = try Self.counts(arguments["nobs"] ?? "")
    seed = try arguments["seed"].map(Self.seed) ?? 1
    replicates =
      try arguments["replicates"].map {
        try Self.whole(
          "replicates", $0, 1...SimulationStreams.replicateLimit - 1)
      } ?? 1
    var options = PopulationOptions()
    try InputError.namingOption {
      for name in PopulationOptions.names {
        if let text = arguments[name] { try options.read(name, text) }
      }
      try options.requireConsistent()
    }
    self.options = options
  }

  /// Runs the command.
  ///
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the population or the files.
  func run() throws -> ExitStatus {
    let files = FileAccess.disk(root: nil, patience: ProgressLine.patience)
    let population = try population(files)
    let generator = try InputError.namingOption {
      try DataGenerator(population.groups, options)
    }
    try requireRoom(generator)
    let group = arguments["group"] ?? "group"
    try requireNames(generator, group)
    let values = try file("values")
    let output = try file("output")
    for file in [values, output].compactMap({ $0 }) {
      try file.requireWritable()
    }
    if let values { try values.write(PopulationTable(population).text) }
    var drawer = CaseDrawer(generator, counts: counts)
    let streams = SimulationStreams(seed: seed)
    let writer = CSVWriter()
    func write(_ take: ([UInt8]) throws -> Void) throws {
      for replicate in 1...replicates {
        drawer.draw(replicate: replicate, streams)
        let table = try drawer.table(
          group: group, replicate: replicates > 1 ? replicate : nil)
        var text = Substring(writer.text(of: table))
        if replicate > 1, let end = text.firstIndex(of: "\n") {
          text = text[text.index(after: end)...]
        }
        try take(Array(text.utf8))
      }
    }
    if let output {
      try output.write(inPieces: write)
    } else {
      try write { try StandardStreams.write($0, to: nil, isForPeople: false) }
    }
    return .success
  }

  private func population(_ files: FileAccess) throws -> PopulationModel {
    let path = arguments.words[0]
    let document = try ModelDocument(
      contentsOf: path, patience: ProgressLine.patience)
    let model = try RequestedModel(
      document, warn: { StandardStreams.complain(CommandText.warning($0)) })
    let scale = try arguments["population"].map { text in
      try InputError.naming("population") {
        guard let scale = PopulationModel.Scale(rawValue: text) else {
          throw InputError.unknown(
            "scale", text, among: PopulationModel.Scale.allCases.map(\.rawValue)
          )
        }
        return scale
      }
    }
    let estimates = try arguments["from"].map {
      try FitEstimates.read(
        files.read($0, "file of a fit"), path: $0, of: "from"
      ).values
    }
    if estimates != nil, scale == .standardized {
      throw InputError(
        message: "The estimates of a fit bring their own residual variances.",
        help: "Leave `population: standardized` out, or `from`.",
        option: "population")
    }
    let population = try PopulationModel(
      model.model.tree, scale: scale ?? .asWritten, groupLabels: try labels(),
      estimates: estimates)
    for warning in population.table.warnings {
      StandardStreams.complain(
        CommandText.warning(warning.rendered(in: model.model.tree.source)))
    }
    return population
  }

  private func labels() throws -> [String] {
    guard let text = arguments["group-label"] else {
      return counts.count == 1 ? [""] : counts.indices.map { "\($0 + 1)" }
    }
    let labels = text.split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
    guard labels.count == counts.count, counts.count > 1,
      Set(labels).count == labels.count, !labels.contains("")
    else {
      throw InputError(
        message: "There are \(counts.count) numbers of cases and "
          + "\(labels.count) labels, each of which is to be another.",
        help: "Give one label for each number of `nobs`.",
        option: "group-label")
    }
    return labels
  }

  // MARK: Checks

  private func requireRoom(_ generator: DataGenerator) throws {
    let values = zip(generator.groups, counts).reduce(0.0) { sum, group in
      sum + Double(group.0.variables.count) * Double(group.1)
    }
    guard values <= Double(Self.mostValues) else {
      throw InputError(
        message: "A sample of so many cases has more than "
          + "\(Self.mostValues / 1_000_000) million values.",
        help: "Draw fewer cases.", option: "nobs")
    }
  }

  /// Refuses columns of groups, clusters and replicates that are named as
  /// variables are.
  private func requireNames(_ generator: DataGenerator, _ group: String) throws
  {
    var names: [String] = []
    if counts.count > 1 { names.append(group) }
    if options.clusterSize != nil { names.append(CaseDrawer.clusterColumn) }
    if replicates > 1 { names.append("replicate") }
    let variables = generator.groups[0].variables
    if let name = names.first(where: variables.contains) {
      throw InputError(
        message: "`\(name)` is a variable of the population, and a column "
          + "beside the variables.",
        help: name == group
          ? "Name the column of groups by `group`." : "Rename the variable.")
    }
  }

  private func file(_ option: String) throws -> OutputFile? {
    guard let path = arguments[option], path != "-" || option == "values"
    else { return nil }
    return OutputFile(file: WrittenFile(path, .table, isNamedByModel: false))
  }

  // MARK: Values

  private static func counts(_ text: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map {
      try whole("nobs", String($0), 1...1_000_000_000)
    }
  }

  private static func whole(
    _ option: String, _ text: String, _ range: ClosedRange<Int>
  ) throws -> Int {
    let digits = text.filter { !$0.isWhitespace }
    guard let value = Int(digits), range.contains(value) else {
      throw InputError(
        message: "`\(ShortenedText.beginning(of: text, to: 40))` is no number "
          + "of at least \(range.lowerBound).",
        help: "Give a whole number.", option: option)
    }
    return value
  }

  private static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text) else {
      throw InputError(
        message: "`\(ShortenedText.beginning(of: text, to: 40))` is no seed.",
        help: "Give a whole number from 0.", option: "seed")
    }
    return seed
  }
}
