internal import EffectAnalysis
import FitSettings
public import ModelFit
import ModelSyntax
public import Resampling

extension JSONRenderer {
  /// Renders a bootstrap.
  ///
  /// - Parameters:
  ///   - results: What the draws say.
  ///   - fit: The fit that was bootstrapped.
  ///   - context: Where it comes from.
  /// - Returns: The JSON text, ending in a line end.
  public func render(
    _ results: BootstrapResults, of fit: Fit,
    context: ReportContext = ReportContext()
  ) -> String {
    value(results, of: fit, context: context).text
  }

  /// A bootstrap as a JSON value.
  ///
  /// - Parameters:
  ///   - results: What the draws say.
  ///   - fit: The fit that was bootstrapped.
  ///   - context: Where it comes from.
  /// - Returns: The value.
  public func value(
    _ results: BootstrapResults, of fit: Fit,
    context: ReportContext = ReportContext()
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("bootstrap", bootstrap(results.origin))
    ]
    if let test = results.bollenStine {
      members.append(
        (
          "bollen_stine",
          .object([
            ("chisq", .number(test.chiSquare)),
            ("df", .integer(fit.degreesOfFreedom)),
            ("pvalue", .number(test.pValue)),
            ("mc_error", .number(test.monteCarloError)),
            ("draws", .integer(test.count)),
          ])
        ))
    }
    members.append(
      (
        "statistics",
        .array(results.figures.map { .object(figure($0, in: fit)) })
      ))
    members.append(("warnings", .warnings(fit.warnings + results.warnings)))
    // What a fit says of its origin, under the same names.
    let kept: Set = [
      "converged", "estimator", "likelihood", "nobs", "npar", "version",
      "model", "data",
    ]
    if case .object(let all) = value(fit, context: context) {
      members += all.filter { kept.contains($0.0) }
    }
    return .object(members)
  }

  /// Where bootstrap figures come from.
  func bootstrap(_ origin: BootstrapOrigin) -> JSONValue {
    .object([
      ("kind", .string(origin.kind.rawValue)),
      // A seed can exceed what readers of JSON keep of a number.
      ("seed", .string(String(origin.seed))),
      ("first", origin.numbers.map { .integer($0.lowerBound) } ?? .null),
      ("last", origin.numbers.map { .integer($0.upperBound) } ?? .null),
      ("draws", .integer(origin.count)),
      ("usable", .integer(origin.usableCount)),
      (
        "status",
        .object(
          ReplicateStatus.allCases.map {
            ($0.rawValue, .integer(origin.statusCounts[$0] ?? 0))
          })
      ),
      ("ci", .string(origin.interval.rawValue)),
      ("level", .number(origin.level)),
    ])
  }

  /// A statistic with its figures, in the order of the CSV's columns.
  func figure(_ figure: BootstrapFigure, in fit: Fit) -> [(String, JSONValue)] {
    let place = StatisticPlace(figure.column.statistic, in: fit)
    return [
      ("name", .string(figure.column.name)),
      ("statistic", .string(place.kind)),
      ("lhs", .string(place.lhs)), ("op", .string(place.op)),
      ("rhs", .string(place.rhs)), ("group", .integer(place.group)),
      ("label", .string(place.label)),
      ("est", .number(figure.column.estimate)),
      ("se", .optional(figure.standardError)),
      ("bias", .optional(figure.bias)),
      ("ci_lower", .optional(figure.lower)),
      ("ci_upper", .optional(figure.upper)),
      ("draws", .integer(figure.count)),
    ]
  }
}

extension CSVRenderer {
  /// Renders the statistics of a bootstrap under a header.
  ///
  /// - Parameters:
  ///   - results: What the draws say.
  ///   - fit: The fit that was bootstrapped.
  /// - Returns: The text, a line a statistic.
  public func render(_ results: BootstrapResults, of fit: Fit) -> String {
    let json = JSONRenderer()
    return render(rows: results.figures.map { json.figure($0, in: fit) })
  }
}

/// A statistic's kind and the row or variable that it belongs to.
private struct StatisticPlace {
  var kind: String
  var lhs = ""
  var op = ""
  var rhs = ""
  var group = 0
  var label = ""

  init(_ statistic: BootstrapStatistic, in fit: Fit) {
    let row: Int
    switch statistic {
    case .estimate(let index): (kind, row) = ("est", index)
    case .standardizedLatent(let index): (kind, row) = ("std_lv", index)
    case .standardizedAll(let index): (kind, row) = ("std_all", index)
    case .standardizedNoExogenous(let index): (kind, row) = ("std_nox", index)
    case .standardError(let index): (kind, row) = ("se", index)
    case .rSquared(let group, let variable):
      kind = "r2"
      lhs = variable
      self.group = group
      return
    case .measure(let name):
      kind = "measure"
      lhs = name
      return
    case .effect(let definition, let metric):
      kind = "effect_\(metric.rawValue)"
      take(definition)
      return
    case .effectStandardError(let definition, let metric):
      kind = "se_effect_\(metric.rawValue)"
      take(definition)
      return
    }
    let parameter = fit.parameters[row]
    lhs = parameter.lhs
    op = parameter.op.rawValue
    rhs = parameter.rhs
    group = parameter.group
    label = parameter.label
  }

  private mutating func take(_ definition: EffectDefinition) {
    lhs = definition.from
    op = "->"
    rhs = definition.to
    group = definition.group
  }
}
