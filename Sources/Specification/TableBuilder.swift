import ModelSyntax

/// Builds a parameter table in steps; each step has its own file.
struct TableBuilder {
  let source: SourceText
  let options: ModelOptions
  let model: FlatModel
  let defaults: ResolvedDefaults
  let groupCount: Int
  let groupLabels: [String]
  var diagnostics: [Diagnostic] = []
  var rows: [ParameterRow] = []
  /// What the text says of each row that stands in `rows`, by index.
  var entries: [Int: TermModifiers.Entry] = [:]
  var roles: [VariableRoles] = []
  /// Pairs of rows that a shared label makes equal, in table order.
  var sharedPairs: [(first: Int, second: Int)] = []

  init(_ tree: SyntaxTree, options: ModelOptions) {
    source = tree.source
    self.options = options
    var found: [Diagnostic] = []
    model = FlatModel(tree, diagnostics: &found)
    let named = model.groupNames
    if named.isEmpty {
      groupLabels = options.groupLabels.isEmpty ? [""] : options.groupLabels
    } else if options.groupLabels.count == named.count {
      groupLabels = options.groupLabels
    } else {
      groupLabels = named
      if options.groupLabels.count > 1 {
        found.append(
          Diagnostic(
            code: "model.group-count",
            message:
              "the text has \(named.count) `group:` blocks, the data have "
              + "\(options.groupLabels.count) groups",
            remedy: "Write one `group:` block for each group.", range: nil))
      }
    }
    groupCount = groupLabels.count
    defaults = ResolvedDefaults(options, model: model, groupCount: groupCount)
    diagnostics = found
  }

  /// Reports an error.
  mutating func fail(
    _ code: String, _ message: String, remedy: String = "",
    at range: SourceRange?
  ) {
    diagnostics.append(
      Diagnostic(code: code, message: message, remedy: remedy, range: range))
  }

  /// Reports a warning.
  mutating func warn(
    _ code: String, _ message: String, remedy: String = "",
    at range: SourceRange?
  ) {
    diagnostics.append(
      Diagnostic(
        severity: .warning, code: code, message: message, remedy: remedy,
        range: range))
  }

  /// The text's blocks of a group, level by level, for group numbers from 1.
  ///
  /// `group:` headers are matched to the data's labels by name, and by their
  /// order where a name is not a label.
  func blocks(ofGroup group: Int) -> [ModelBlock] {
    guard !model.groupNames.isEmpty else { return model.blocks }
    let label = groupLabels[group - 1]
    let isNamed = Set(model.groupNames) == Set(groupLabels)
    let number =
      isNamed
      ? (model.groupNames.firstIndex(of: label) ?? group - 1) + 1 : group
    return model.blocks.filter { ($0.group ?? 1) == number }
  }

  /// The index of the row with these sides in a block, if there is one.
  func rowIndex(
    _ lhs: String, _ op: ModelOperator, _ rhs: String, block: Int
  ) -> Int? {
    rows.firstIndex {
      $0.block == block && $0.op == op && $0.lhs == lhs && $0.rhs == rhs
    }
  }
}
