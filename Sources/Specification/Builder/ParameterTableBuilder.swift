internal import Messages
import ModelSyntax

/// Builds a parameter table in steps; each step has its own file.
struct ParameterTableBuilder: DiagnosticReporter {
  let source: SourceText
  let options: ModelOptions
  let model: FlatModel
  let defaults: ResolvedDefaults
  let groups: GroupMatching
  let groupCount: Int
  let groupLabels: [String]
  var diagnostics: [Diagnostic] = []
  var rows: [ParameterRow] = []
  /// The modifiers of each row of `rows` that has any, by index.
  var entries: [Int: TermModifiers.Entry] = [:]
  /// The rows of loadings that the default rules fix, by index.
  var markers: Set<Int> = []
  /// The rows of the first group that `group.partial` names, by index.
  var exempt: Set<Int> = []
  var roles: [VariableRoles] = []
  /// Pairs of rows that a shared label makes equal, in table order.
  var sharedPairs: [(first: Int, second: Int)] = []

  init(_ tree: SyntaxTree, options: ModelOptions) {
    source = tree.source
    self.options = options
    var found: [Diagnostic] = []
    model = FlatModel(tree, diagnostics: &found)
    groups = GroupMatching(model, options, diagnostics: &found)
    groupLabels = groups.labels
    groupCount = groupLabels.count
    defaults = ResolvedDefaults(options, model: model, groupCount: groupCount)
    diagnostics = found
  }

  /// The text's blocks of a group, level by level, for group numbers from 1.
  func blocks(ofGroup group: Int) -> [ModelBlock] {
    guard !groups.blockNumbers.isEmpty else { return model.blocks }
    let number = groups.blockNumbers[group - 1]
    return model.blocks.filter { ($0.group ?? 1) == number }
  }

  /// The index of a parameter's row, if there is one.
  func rowIndex(_ key: ParameterKey) -> Int? {
    rows.firstIndex { $0.key == key }
  }
}
