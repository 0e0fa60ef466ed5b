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
        latent parse model.lav --expand true
        latent parse model.lav --expand table --kind cfa

      Without --expand it shows what the text says and nothing else. With \
      --expand true it writes arrows, frameworks and effects out as plain \
      lavaan syntax. With --expand table it shows the whole parameter table, \
      what the default rules add included, as --expand true does in json.
      """)

  /// How much is written out.
  enum Expansion: String, CaseIterable {
    case no = "false"
    case text = "true"
    case table
  }

  /// The forms of what is shown.
  enum Format: String, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The model file; - reads it from stdin.")
  var model: String

  @Option(help: .init("text (if not given) or json.", valueName: "name"))
  var format: String?

  @Option(
    help: .init(
      "Write out arrows, frameworks and effects (true), or every parameter "
        + "(table)?", valueName: "name"))
  var expand: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Model (for --expand)")
  var modelFlags: ModelFlags
  @OptionGroup(title: "Data (for --expand with groups)")
  var dataFlags: DataFlags

  func run() throws {
    let file = try ModelFile(path: model)
    let format: Format =
      try InputError.naming("format") {
        try self.format.map { try SettingValue.choice($0, "format") }
      } ?? .text
    let expansion =
      expand?.lowercased() == "table"
      ? .table
      : try SettingValue.flag("expand", expand) ? Expansion.text : .no
    if expansion == .no,
      let unused = (modelFlags.values + dataFlags.values).first
    {
      throw InputError(
        message: "--\(unused.name) changes nothing without --expand.",
        help: "Add `--expand table`, or leave it out.")
    }
    if let output { try OutputFile(path: output).requireNone(of: [model]) }
    let text =
      expansion == .no
      ? try flat(file, format: format)
      : try expanded(file, expansion, format: format)
    try StandardStreams.write(text, to: output)
  }

  private func flat(_ file: ModelFile, format: Format) throws -> String {
    switch format {
    case .text: file.model.tree.modelText
    case .json:
      FlatRows(try file.model.tree.expandedWithoutProducts())
        .json.text
    }
  }

  private func expanded(
    _ file: ModelFile, _ expansion: Expansion, format: Format
  ) throws -> String {
    let request = try file.request(
      flags: modelFlags.values + dataFlags.values)
    let options = try options(file, request)
    // The table is made in any case: it finds what is wrong in meaning.
    let table = try file.model.parameterTable(options: options)
    file.complain(of: table.warnings)
    switch (expansion, format) {
    case (_, .json): return JSONRenderer().render(ReportedParameterTable(table))
    case (.table, .text):
      return TextRenderer().render(ReportedParameterTable(table))
    case (_, .text):
      var (tree, columns) = try file.model.tree.expanded(options: options)
        .withPlainProducts()
      // lavaan does not know front matter.
      tree.frontMatter = nil
      return columnComments(
        columns, request.options.productCentering,
        place: options.groupLabels.count > 1 ? ", in each group" : "")
        + tree.modelText
    }
  }

  /// Comments that say which products of columns the data need.
  private func columnComments(
    _ columns: [PlainProduct], _ centering: ProductCentering, place: String
  ) -> String {
    let how =
      switch centering {
      case .double: ", each less its mean, less the mean of the product\(place)"
      case .single: ", each less its mean\(place)"
      case .none: ""
      }
    return columns.map { column in
      "# \(column.name): \(column.factors.joined(separator: " times "))"
        + "\(how)\n"
    }.joined()
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
