import CasePrediction
import FitSettings
import LinearAlgebra
import ModelCriticism
package import ModelFit
import ModelSyntax
import ReportRendering
import SampleStatistics
import Specification

extension ParameterEstimate {
  /// The row of a fit's parameter table, with lavaan's column names.
  func members(in fit: Fit) -> [(String, JSONValue)] {
    let interval = ParameterInterval(self, in: fit)
    let members: [(String, JSONValue)] = [
      ("lhs", .string(lhs)), ("op", .string(op.rawValue)),
      ("rhs", .string(rhs)), ("group", .integer(group ?? 0)),
      ("level", .integer(level ?? 0)), ("label", .string(label)),
      ("free", .integer(free ?? 0)), ("est", .number(estimate)),
      ("se", .optional(interval.standardError)), ("z", .optional(z)),
      ("pvalue", .optional(pValue)),
      ("ci_lower", .optional(interval.lower)),
      ("ci_upper", .optional(interval.upper)),
      ("std_lv", .optional(standardizedLatent?.estimate)),
      ("std_all", .optional(standardizedAll?.estimate)),
      ("std_nox", .optional(standardizedNoExogenous?.estimate)),
      ("block", .integer(block ?? 0)),
      ("user", .integer(isUserSpecified ? 1 : 0)),
      ("exo", .integer(isExogenous ? 1 : 0)),
      ("plabel", .string(internalLabel)),
      ("std_lv_se", .optional(standardizedLatent?.standardError)),
      ("std_all_se", .optional(standardizedAll?.standardError)),
      (
        "std_nox_se",
        .optional(standardizedNoExogenous?.standardError)
      ),
    ]
    return members + missingInformation(in: fit)
      + standardizedLimits(in: fit)
  }

  /// The fraction of missing information, where it was asked for.
  private func missingInformation(in fit: Fit) -> [(String, JSONValue)] {
    fit.fractionsOfMissingInformation == nil
      ? [] : [("fmi", .optional(fit.missingFraction(of: self)))]
  }

  /// The profile-likelihood limits of standardized values, of the kinds that
  /// some row has.
  private func standardizedLimits(in fit: Fit) -> [(String, JSONValue)] {
    guard let profile = fit.profile else { return [] }
    return StandardizedKind.allCases.flatMap {
      kind -> [(String, JSONValue)] in
      let isShown = profile.intervals.contains { interval in
        interval.quantity.row.map {
          ProfiledValue.standardized(kind, row: $0) == interval.quantity
        } ?? false
      }
      guard isShown else { return [] }
      let interval = fit.parameters.firstIndex { $0.row == row }.flatMap {
        profile[.standardized(kind, row: $0)]
      }
      let name = "std_\(kind.rawValue)"
      return [
        ("\(name)_ci_lower", .optional(interval?.lower.value)),
        ("\(name)_ci_upper", .optional(interval?.upper.value)),
      ]
    }
  }
}

extension GroupWeight {
  /// The row of lavaan's table, with the columns of a fit's other rows.
  fileprivate func members(in fit: Fit) -> [(String, JSONValue)] {
    let known: [String: JSONValue] = [
      "lhs": .string("group"), "op": .string("%"), "rhs": .string("w"),
      "group": .integer(group), "level": .integer(1), "label": .string(label),
      "free": .integer(fit.table.freeCount + group),
      "est": .number(estimate), "se": .optional(standardError),
      "z": .optional(z), "pvalue": .optional(pValue),
      "ci_lower": .optional(lower), "ci_upper": .optional(upper),
      "block": .integer(group), "user": .integer(0), "exo": .integer(0),
      "plabel": .string(""),
    ]
    return (fit.parameters.first?.members(in: fit) ?? []).map {
      ($0.0, known[$0.0] ?? .null)
    }
  }
}

extension Fit {
  /// Every row of the parameter table, and the groups' weights.
  var rowMembers: [[(String, JSONValue)]] {
    parameters.filter { $0.op != .groupWeight }.map { $0.members(in: self) }
      + groupWeights.map { $0.members(in: self) }
  }

  /// The covariances of the free parameters, with those of the groups' weights
  /// after them.
  var shownCovariance: Matrix? {
    guard let own = parameterCovariance, !groupWeights.isEmpty else {
      return parameterCovariance
    }
    var all = Matrix(
      rows: own.rows + groupWeights.count,
      columns: own.rows + groupWeights.count)
    for j in 0..<own.rows {
      for i in 0..<own.rows { all[i, j] = own[i, j] }
    }
    for j in groupWeights.indices {
      for i in groupWeights.indices {
        all[own.rows + i, own.rows + j] = groupWeightCovariance?[i, j] ?? 0
      }
    }
    return all
  }

  /// The fraction of missing information of a row.
  func missingFraction(of row: ParameterEstimate) -> Double? {
    guard let fractions = fractionsOfMissingInformation else { return nil }
    return parameters.firstIndex { $0.row.id == row.row.id }.flatMap {
      fractions[$0]
    }
  }
}

extension ReportedFit {
  /// The residuals and matrices that were asked for.
  var matrices: [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if !options.residuals.isEmpty {
      members.append(
        (
          "residuals",
          .object(
            options.residuals.map { ($0.name, moments($0.groups)) })
        ))
    }
    members += residualTests
    if let modification = options.modification {
      members.append(
        (
          "modindices", .array(modification.indices.map { .object($0.members) })
        ))
    }
    if !options.scoreQuality.isEmpty {
      members.append(
        (
          "factor_scores",
          .array(options.scoreQuality.map { .object($0.members) })
        ))
    }
    if options.showsImplied {
      members.append(("implied", moments(fit.impliedMoments)))
    }
    if !options.itemProbabilities.isEmpty {
      members.append(
        (
          "item_probabilities",
          .array(options.itemProbabilities.flatMap(\.documents))
        ))
    }
    if options.showsParameterCovariance {
      let matrix = fit.shownCovariance.map { covariance in
        JSONValue.object([
          ("names", .array(fit.freeParameterNames.map { .string($0) })),
          ("values", .rows(covariance)),
        ])
      }
      members.append(("vcov", matrix ?? .null))
    }
    return members
  }

  /// One object for one group; several are keyed by their labels.
  private func moments(_ groups: [ReportedMoments.Group]) -> JSONValue {
    let objects = zip(groups, fit.sample).map { group, sample in
      let names =
        group.variables.isEmpty ? sample.variables : group.variables
      var members: [(String, JSONValue)] = [
        (
          "cov",
          .object([
            ("names", .array(names.map { .string($0) })),
            ("values", .rows(group.covariance)),
          ])
        )
      ]
      if !group.mean.isEmpty {
        members.append(
          ("mean", .object(zip(names, group.mean).map { ($0, .number($1)) })))
      }
      if !group.responses.isEmpty {
        members.append(
          (
            "responses",
            .object(
              group.responses.map {
                ($0.parameter.compactDescription, .number($0.value))
              })
          ))
      }
      return (sample.label, JSONValue.object(members))
    }
    return objects.count == 1 ? objects[0].1 : .object(objects)
  }
}

extension ItemProbabilities {
  /// An object for each category.
  fileprivate var documents: [JSONValue] {
    categories.indices.map { k in
      .object([
        ("variable", .string(variable)), ("group", .integer(group)),
        ("category", .number(categories[k])), ("implied", .number(implied[k])),
        ("observed", .number(observed[k])),
      ])
    }
  }
}

extension JSONValue {
  /// The rows of a matrix.
  static func rows(_ matrix: Matrix) -> JSONValue {
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
      !row.isFree && !row.op.isConstraint && row.standardError == nil
      && fit.parameterCovariance != nil
    standardError = isFixed ? 0 : row.standardError
    lower = isFixed ? row.estimate : row.lower
    upper = isFixed ? row.estimate : row.upper
  }
}
