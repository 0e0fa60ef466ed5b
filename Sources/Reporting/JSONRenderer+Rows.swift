import FitSettings
import LinearAlgebra
package import ModelFit
import ModelSyntax

extension JSONRenderer {
  /// A row of the parameter table, in the order of design's columns.
  func parameter(_ row: ParameterEstimate, in fit: Fit) -> JSONValue {
    let interval = ParameterInterval(row, in: fit)
    return .object([
      ("lhs", .string(row.lhs)), ("op", .string(row.op.rawValue)),
      ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
      ("level", .integer(row.level)), ("label", .string(row.label)),
      ("free", .integer(row.free)), ("est", .number(row.estimate)),
      ("se", .optional(interval.standardError)), ("z", .optional(row.z)),
      ("pvalue", .optional(row.pValue)),
      ("ci_lower", .optional(interval.lower)),
      ("ci_upper", .optional(interval.upper)),
      ("std_lv", .optional(row.standardizedLatent?.estimate)),
      ("std_all", .optional(row.standardizedAll?.estimate)),
      ("std_nox", .optional(row.standardizedNoExogenous?.estimate)),
      ("block", .integer(row.block)),
      ("user", .integer(row.isUserSpecified ? 1 : 0)),
      ("exo", .integer(row.isExogenous ? 1 : 0)),
      ("plabel", .string(row.internalLabel)),
      ("std_lv_se", .optional(row.standardizedLatent?.standardError)),
      ("std_all_se", .optional(row.standardizedAll?.standardError)),
      (
        "std_nox_se",
        .optional(row.standardizedNoExogenous?.standardError)
      ),
    ])
  }

  /// The residuals and matrices that were asked for.
  func matrices(_ fit: Fit, _ options: ReportOptions) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if !options.residuals.isEmpty {
      members.append(
        (
          "residuals",
          .object(
            options.residuals.map { ($0.name, moments($0.groups, fit)) })
        ))
    }
    members += residualTests(options.residualTests, fit)
    if let modification = options.modification {
      members.append(
        ("modindices", self.modification(modification.indices)))
    }
    if options.showsImplied {
      members.append(("implied", moments(fit.impliedMoments, fit)))
    }
    if options.showsParameterCovariance {
      let matrix = fit.parameterCovariance.map { covariance in
        JSONValue.object([
          ("names", .array(fit.freeParameterNames.map { .string($0) })),
          ("values", rows(covariance)),
        ])
      }
      members.append(("vcov", matrix ?? .null))
    }
    return members
  }

  /// One object for one group; several are keyed by their labels.
  private func moments(
    _ groups: [ReportedMoments.Group], _ fit: Fit
  ) -> JSONValue {
    let objects = zip(groups, fit.sample).map { group, sample in
      let names = sample.variables
      var members: [(String, JSONValue)] = [
        (
          "cov",
          .object([
            ("names", .array(names.map { .string($0) })),
            ("values", rows(group.covariance)),
          ])
        )
      ]
      if !group.mean.isEmpty {
        members.append(
          ("mean", .object(zip(names, group.mean).map { ($0, .number($1)) })))
      }
      return (sample.label, JSONValue.object(members))
    }
    return objects.count == 1 ? objects[0].1 : .object(objects)
  }

  func rows(_ matrix: Matrix) -> JSONValue {
    .array(
      (0..<matrix.rows).map { i in
        .array(matrix.row(i).map { .number($0) })
      })
  }
}

/// A row's standard error and interval as lavaan's tables hold them: for
/// fixed rows 0 and the value itself.
package struct ParameterInterval {
  /// The standard error.
  package var standardError: Double?
  /// The lower end.
  package var lower: Double?
  /// The upper end.
  package var upper: Double?

  /// Makes the figures of a row.
  package init(_ row: ParameterEstimate, in fit: Fit) {
    let isFixed =
      row.free == 0 && !row.op.isConstraint && row.standardError == nil
      && fit.parameterCovariance != nil
    standardError = isFixed ? 0 : row.standardError
    lower = isFixed ? row.estimate : row.lower
    upper = isFixed ? row.estimate : row.upper
  }
}
