import ArgumentParser
import Latent

/// `latent parse`.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Check a model file, and show how it is read.",
    discussion: """
      Examples:

        latent parse model.lav
        latent parse model.lav --format json
        latent parse model.lav --expand true --kind cfa

      Without --expand it shows what the text says and nothing else. With \
      --expand true it shows the whole parameter table, what the default \
      rules add included.
      """)

  /// The forms of what is shown.
  enum Format: String, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Option(help: .init("text (if not given) or json.", valueName: "name"))
  var format: String?

  @Option(help: .init("Show the whole parameter table?", valueName: "bool"))
  var expand: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Model (for --expand true)")
  var modelFlags: ModelFlags
  @OptionGroup(title: "Data (for --expand true with groups)")
  var dataFlags: DataFlags

  func run() throws {
    let file = try ModelFile(path: model)
    let format: Format =
      try flag("format", format) { try SettingValue.choice($0, "format") }
      ?? .text
    let isExpanded =
      try flag("expand", expand) {
        try SettingValue.bool($0, default: false)
      } ?? false
    if !isExpanded,
      let unused = (modelFlags.values + dataFlags.values).first
    {
      throw InputError(
        message: "--\(unused.name) changes nothing without --expand true.",
        help: "Add `--expand true`, or leave it out.")
    }
    if let output { try OutputFile(path: output).requireNone(of: [model]) }
    let text =
      isExpanded
      ? try expanded(file, format: format) : flat(file, format: format)
    try StandardStreams.write(text, to: output)
  }

  private func flag<Value>(
    _ name: String, _ value: String?, read: (String) throws -> Value
  ) throws -> Value? {
    do {
      return try value.map(read)
    } catch let error as InputError {
      throw InputError(
        message: "--\(name): \(error.message)", help: error.help)
    }
  }

  private func flat(_ file: ModelFile, format: Format) -> String {
    switch format {
    case .text: file.model.tree.modelText
    case .json: FlatRows(file.model.tree).json.text
    }
  }

  private func expanded(_ file: ModelFile, format: Format) throws -> String {
    let request = try file.request(
      flags: modelFlags.values + dataFlags.values)
    let table = try file.model.parameterTable(options: options(file, request))
    for warning in table.warnings {
      StandardStreams.complain(warning.rendered(in: file.model.tree.source))
    }
    let expansion = ExpandedTable(table)
    switch format {
    case .text: return expansion.text
    case .json: return expansion.json.text
    }
  }

  /// The model's options with the groups that a fit would find.
  private func options(
    _ file: ModelFile, _ request: FitRequest
  ) throws -> ModelOptions {
    var options = request.options.model
    let data = request.data
    if data.covariances.count > 1 {
      options.groupLabels =
        data.groupLabels ?? data.covariances.indices.map { "Group \($0 + 1)" }
      // As in a fit: groups imply means only where there are any.
      if options.meanStructure == nil, data.means.isEmpty {
        options.meanStructure = false
      }
    } else if let group = data.group {
      if let labels = data.groupLabels {
        options.groupLabels = labels
      } else if let path = data.table {
        var context = ReportContext()
        let table = try FitRunner(model: file.model, request: request)
          .readTable(path, &context)
        options.groupLabels = try table.usableGroupLabels(
          of: group, choosing: nil)
      } else {
        throw InputError(
          message: "The groups of `\(group)` are not known.",
          help: "Name them with --group-label, or give --data.")
      }
    }
    return options
  }
}
