import ModelFit
import ModelSyntax
import ReportRendering

/// The names of a group's rows in tables.
struct RowNames {
  /// Variables that the group's model predicts.
  private let predicted: Set<String>
  /// Composites.
  private let composites: Set<String>

  init(_ rows: [ParameterEstimate]) {
    var predicted: Set<String> = []
    for row in rows {
      switch row.op {
      case .measurement: predicted.insert(row.rhs)
      case .regression: predicted.insert(row.lhs)
      default: break
      }
    }
    self.predicted = predicted
    composites = Set(rows.filter { $0.op == .formative }.map(\.lhs))
  }

  /// Whether a row belongs to a section.
  func isRow(_ row: ParameterEstimate, of kind: ParameterSectionKind) -> Bool {
    let isOfComposite = composites.contains(row.lhs)
    return switch kind {
    case .measurement: row.op == .measurement && !isOfComposite
    case .compositeLoading: row.op == .measurement && isOfComposite
    case .formative: row.op == .formative
    case .regression: row.op == .regression
    case .covariance: row.op == .covariance && row.lhs != row.rhs
    case .intercept: row.op == .intercept
    case .threshold: row.op == .threshold
    case .scaling: row.op == .scaling
    case .variance: row.op == .covariance && row.lhs == row.rhs
    }
  }

  /// Whether the row is a residual's, or the intercept of a predicted
  /// variable.
  func isResidual(_ row: ParameterEstimate) -> Bool {
    switch row.op {
    case .covariance:
      predicted.contains(row.lhs) || predicted.contains(row.rhs)
    case .intercept: predicted.contains(row.lhs)
    default: false
    }
  }

  /// The line above a row's like: `visual =~`.
  func heading(_ row: ParameterEstimate) -> ReportText {
    "\(marked(row.lhs, in: row)) \(row.op.rawValue)"
  }

  /// A row's name in its table, with the user's label unless it is not to be
  /// shown.
  func name(
    _ row: ParameterEstimate, kind: ParameterSectionKind,
    showsLabel: Bool = true
  ) -> ReportText {
    let name = marked(kind.isGrouped ? row.rhs : row.lhs, in: row)
    return row.label.isEmpty || !showsLabel
      ? name : "\(name) (\(ReportText(.label(row.label))))"
  }

  private func marked(_ variable: String, in row: ParameterEstimate)
    -> ReportText
  {
    let isMarked =
      (row.op == .covariance || row.op == .intercept)
      && predicted.contains(variable)
    return ReportText(.variable(variable, isMarked: isMarked))
  }
}
