import EffectAnalysis
import FitSettings
import Messages
public import ModelFit
import ModelSyntax
public import ReportRendering
public import Resampling
import SampleStatistics
import Specification

/// A bootstrap with the fit that was bootstrapped, and the options of its
/// report.
public struct ReportedBootstrap: ReportedResult {
  /// The results of the draws.
  public var results: BootstrapResults
  /// The fit that was bootstrapped.
  public var fit: Fit
  /// Its origin.
  public var context: ReportContext
  /// The options of the report.
  public var options: ReportOptions

  /// Makes the report of a bootstrap.
  ///
  /// - Parameters:
  ///   - results: The results of the draws.
  ///   - fit: The fit that was bootstrapped.
  ///   - context: Its origin.
  ///   - options: What to show.
  public init(
    _ results: BootstrapResults, of fit: Fit,
    context: ReportContext = ReportContext(),
    options: ReportOptions = ReportOptions()
  ) {
    self.results = results
    self.fit = fit
    self.context = context
    self.options = options
  }

  /// The fit's opening, how the draws were made, and what they say.
  public var report: Report {
    let writer = ReportWriter(fit: fit, context: context, options: options)
    let own = BootstrapSections(results: results, writer: writer)
    return Report(
      title: "Latent \(context.version) - bootstrap",
      sections: [own.header, writer.sample, own.origin]
        + [own.warnings, own.bollenStine].compactMap { $0 }
        + own.effects + own.parameters
        + [own.rSquared, own.measures].compactMap { $0 }
        + [own.notes])
  }

  /// A statistic a record.
  public var records: RecordTable {
    RecordTable(results.statistics.map { $0.members(in: fit) })
  }

  /// The statistics, and where the fit comes from.
  public var document: JSONValue {
    var members: [(String, JSONValue)] = [
      ("bootstrap", .object(results.origin.members))
    ]
    if let test = results.bollenStine {
      members.append(
        (
          "bollen_stine",
          .object([
            ("chisq", .number(test.chiSquare)),
            ("df", fit.degreesOfFreedom.map { .integer($0) } ?? .null),
            ("pvalue", .number(test.pValue)),
            ("mc_error", .number(test.monteCarloError)),
            ("draws", .integer(test.count)),
          ])
        ))
    }
    members.append(
      (
        "statistics",
        .array(results.statistics.map { .object($0.members(in: fit)) })
      ))
    members.append(
      ("warnings", .warnings(fit.warnings + results.warnings(of: fit))))
    // The origin of a fit, under the same names.
    let kept: Set = [
      "converged", "estimator", "likelihood", "nobs", "npar", "version",
      "model", "data",
    ]
    members += ReportedFit(fit, context: context).members.filter {
      kept.contains($0.0)
    }
    return .object(members)
  }
}

extension BootstrapOrigin {
  /// The origin of bootstrap summaries, as members of a document.
  var members: [(String, JSONValue)] {
    [
      ("kind", .string(kind.rawValue)),
      // A seed can exceed what readers of JSON keep of a number.
      ("seed", .string(String(seed))),
      ("first", numbers.map { .integer($0.lowerBound) } ?? .null),
      ("last", numbers.map { .integer($0.upperBound) } ?? .null),
      ("draws", .integer(count)),
      ("usable", .integer(usableCount)),
      (
        "status",
        .object(
          ReplicateStatus.allCases.map {
            ($0.rawValue, .integer(statusCounts[$0] ?? 0))
          })
      ),
      ("ci", .string(interval.rawValue)),
      ("level", .number(level)),
    ]
  }
}

extension DrawnStatistic {
  /// A statistic of a fit with what its draws say.
  func members(in fit: Fit) -> [(String, JSONValue)] {
    let place = StatisticPlace(column.statistic, in: fit)
    return [
      ("name", .string(column.name)),
      ("statistic", .string(place.kind)),
      ("lhs", .string(place.lhs)), ("op", .string(place.op)),
      ("rhs", .string(place.rhs)), ("group", .integer(place.group)),
      ("label", .string(place.label)),
      ("est", .number(column.estimate)),
      ("se", .optional(standardError)),
      ("bias", .optional(bias)),
      ("ci_lower", .optional(lower)),
      ("ci_upper", .optional(upper)),
      ("draws", .integer(count)),
    ]
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
    group = parameter.group ?? 0
    label = parameter.label
  }

  private mutating func take(_ definition: EffectDefinition) {
    lhs = definition.from
    op = "->"
    rhs = definition.to
    group = definition.group
  }
}
