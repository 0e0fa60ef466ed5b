internal import FitSettings
internal import Messages
internal import ModelSyntax
internal import Specification

/// The parameters that a text of formulas names.
struct AddedParameters {
  /// Rows that the table does not have.
  var rows: [ParameterRow] = []
  /// The rows of the parameters in the extended table.
  var indices: [Int] = []

  init(_ text: String, name: String, to table: ParameterTable)
    throws(LatentError)
  {
    let added: ParameterTable
    do {
      var options = ModelOptions()
      options.kind = .lavaan
      options.groupLabels = table.groupLabels
      added = try ParameterTable(
        lowering: SyntaxTree.parse(SourceText(text, name: name)),
        options: options)
    } catch {
      throw LatentError(error)
    }
    for row in added.rows where row.origin == .user {
      let shown = row.key.description
      if row.op.isConstraint || !row.isFree {
        throw LatentError(
          code: .scoreNotFree,
          message: "`\(shown)` adds no free parameter.",
          remedy: "Write formulas without fixed values and constraints, such "
            + "as `x1 ~~ x4`.")
      }
      try Self.requireKnown(row, in: table)
      let existing = table.rows.firstIndex { $0.key == row.key }
      if let existing {
        if table.rows[existing].isFree || table.rows[existing].isExogenous {
          throw LatentError(
            code: .scoreAlreadyFree,
            message: "The model estimates `\(shown)` already.",
            remedy: "Leave it out.")
        }
        indices.append(existing)
      } else {
        indices.append(table.rows.count + rows.count)
        var made = row
        made.free = nil
        made.fixedValue = 0
        made.label = ""
        rows.append(made)
      }
    }
    guard !indices.isEmpty else {
      throw LatentError(
        code: .scoreNothingAdded,
        message: "There is no parameter to add.",
        remedy: "Write formulas such as `x1 ~~ x4`.")
    }
  }

  private static func requireKnown(
    _ row: ParameterRow, in table: ParameterTable
  ) throws(LatentError) {
    guard let block = row.blockIndex else { return }
    let roles = table.roles[block]
    let known = roles.observed + roles.latent
    if row.op == .threshold, known.contains(row.lhs) {
      if table.rows.contains(where: { $0.key == row.key }) { return }
      throw LatentError(
        code: .scoreUnknownVariable,
        message: "The model has no threshold `\(row.key)`.",
        remedy: "Leave it out: every threshold that the data have is there.")
    }
    for variable in [row.lhs, row.rhs]
    where !variable.isEmpty && !known.contains(variable) {
      throw LatentError(
        code: .scoreUnknownVariable,
        message: "The model has no variable `\(variable)`.",
        remedy: "The variables are \(known.joined(separator: ", ")).")
    }
    if let part = [row.lhs, row.rhs].first(where: roles.composed.contains),
      row.op != .intercept
    {
      throw LatentError(
        code: .modelCompositePart,
        message: "`\(part)` is a part of a composite, and has to do with other "
          + "variables through it alone.",
        remedy: "Add a parameter of the composite instead.")
    }
    if row.op == .measurement, !roles.latent.contains(row.lhs) {
      throw LatentError(
        code: .scoreNotLatent,
        message: "`\(row.lhs)` is not a latent variable of the model.",
        remedy: "Add a regression or a covariance instead.")
    }
    if row.op == .intercept, !table.hasMeanStructure {
      throw LatentError(
        code: .scoreNoMeans,
        message: "The model has no means, so `\(row.lhs) ~ 1` cannot be added.",
        remedy: "Fit with `meanstructure: true`.")
    }
  }
}
