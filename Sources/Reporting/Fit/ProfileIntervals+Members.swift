package import ModelFit
import ModelSyntax
import Probability
import ReportRendering
import Specification

extension ProfiledValue {
  /// The name of the kind of value, as lavaan's columns have it.
  var kind: String {
    switch self {
    case .estimate: "est"
    case .standardizedLatent: "std.lv"
    case .standardizedAll: "std.all"
    case .standardizedNoExogenous: "std.nox"
    case .rSquared: "r2"
    }
  }

  /// The value of a row standardized in a way.
  static func standardized(_ kind: StandardizedKind, row: Int) -> ProfiledValue
  {
    switch kind {
    case .latent: .standardizedLatent(row: row)
    case .all: .standardizedAll(row: row)
    case .noExogenous: .standardizedNoExogenous(row: row)
    }
  }

  /// The name as columns and `plot-of` have it: `visual=~x2`,
  /// `std.all: visual=~x2`, `r2: x2`.
  package func name(in fit: Fit) -> String {
    let own: String
    switch self {
    case .estimate(let row):
      return fit.table.columnName(of: fit.parameters[row].row)
    case .standardizedLatent(let row), .standardizedAll(let row),
      .standardizedNoExogenous(let row):
      own = fit.table.columnName(of: fit.parameters[row].row)
    case .rSquared(let group, let variable):
      let labels = fit.table.groupLabels
      own =
        labels.count > 1
        ? "\(variable) [\(labels.label(ofGroup: group))]" : variable
    }
    return "\(kind): \(own)"
  }
}

extension ProfileInterval {
  /// The interval with lavaan's names.
  func members(in fit: Fit) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("quantity", .string(quantity.kind)),
      ("name", .string(quantity.name(in: fit))),
    ]
    if let row = quantity.row {
      let parameter = fit.parameters[row]
      members += [
        ("lhs", .string(parameter.lhs)),
        ("op", .string(parameter.op.rawValue)),
        ("rhs", .string(parameter.rhs)),
        ("group", .integer(parameter.group ?? 0)),
        ("label", .string(parameter.label)),
      ]
    } else if case .rSquared(let group, let variable) = quantity {
      members += [
        ("lhs", .string(variable)), ("op", .string("r2")),
        ("rhs", .string(variable)), ("group", .integer(group)),
        ("label", .string("")),
      ]
    }
    members.append(("est", .number(estimate)))
    for (side, limit) in [("lower", lower), ("upper", upper)] {
      members += [
        ("ci_\(side)", .optional(limit.value)),
        ("\(side)_end", .string(limit.end.rawValue)),
        ("\(side)_deviance", .number(limit.deviance)),
        ("\(side)_critical", .number(limit.critical)),
      ]
    }
    if let scalingFactor {
      members.append(("scaling_factor", .number(scalingFactor)))
    }
    return members
  }
}

extension ProfileIntervals {
  /// The quantile of the χ² distribution with one degree of freedom.
  static func critical(_ level: Double) -> Double {
    let root = NormalDistribution.upperQuantile(0.5 * (1 - level))
    return root * root
  }

  /// The intervals with lavaan's names.
  func document(in fit: Fit) -> JSONValue {
    .object([
      ("level", .number(level)),
      (
        "intervals",
        .array(intervals.map { .object($0.members(in: fit)) })
      ),
    ])
  }
}
