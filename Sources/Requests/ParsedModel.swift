import Latent
import Reporting
import RequestSettings
import Specification

/// A model text as it is read, and what is made of it.
struct ParsedModel {
  let model: RequestedModel
  let settings: AnalysisSettings
  let context: AnalysisContext

  /// The text.
  ///
  /// - Throws: Errors in the meaning of the text, or in the data that name its
  ///   groups.
  var text: String {
    get throws {
      if settings.expansion != .none { return try expanded() }
      return settings.format == .json
        ? FlatRows(try model.model.tree.expandedWithoutProducts()).json.text
        : model.model.tree.modelText
    }
  }

  /// The parameter table of the text, with the groups that a fit would find.
  ///
  /// - Returns: The table.
  /// - Throws: Errors in the meaning of the text.
  func parameterTable() throws -> ParameterTable {
    let table = try model.model.parameterTable(options: options())
    model.complain(of: table.warnings, warn: context.warn)
    return table
  }

  private func expanded() throws -> String {
    let options = try options()
    // The table is made in any case: it finds the errors of meaning.
    let table = try parameterTable()
    let format = settings.format
    if format == .json || settings.expansion == .table {
      return String(
        decoding: DocumentWriter().data(
          of: ReportedParameterTable(table), figure: nil, as: format),
        as: UTF8.self)
    }
    var (tree, columns) = try model.model.tree.expanded(options: options)
      .withPlainProducts()
    // lavaan does not know front matter.
    tree.frontMatter = nil
    return columnComments(
      columns, settings.options.productCentering,
      place: options.groupLabels.count > 1 ? ", in each group" : "")
      + tree.modelText
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
  private func options() throws -> ModelOptions {
    var options = settings.options.model
    let data = settings.data
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
        var origin = ReportContext()
        let table = try FitRunner(
          model: model, settings: settings, files: context.files,
          warn: context.warn
        ).readTable(path, &origin)
        options.groupLabels = try table.usableGroupLabels(
          of: group, choosing: nil)
      } else {
        throw InputError(
          message: "The groups of `\(group)` are not known.",
          help: "Name them by the option `group-label`, or give the option "
            + "`data`.")
      }
    }
    if options.hasOrdered, let path = data.table {
      var origin = ReportContext()
      options = try model.model.countingCategories(
        options,
        in: FitRunner(
          model: model, settings: settings, files: context.files,
          warn: context.warn
        ).readTable(path, &origin), group: data.group)
    }
    return options
  }
}
