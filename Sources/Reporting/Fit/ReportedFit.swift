import Estimation
internal import FitSettings
import LinearAlgebra
public import ModelFit
import ModelSyntax
import MomentInformation
public import ReportRendering
import SampleStatistics
import Specification

/// A fit with its origin and the options of its report.
///
/// In the document and the records, rows where nothing is estimated have a
/// standard error of 0 and an interval of no width, as lavaan prints them, if
/// standard errors were computed; undefined values are `null`.
public struct ReportedFit: ReportedResult {
  /// The fit.
  public var fit: Fit
  /// Its origin.
  public var context: ReportContext
  /// The options of the report.
  public var options: ReportOptions

  /// Makes the report of a fit.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - context: Its origin.
  ///   - options: What to show, and how.
  public init(
    _ fit: Fit, context: ReportContext = ReportContext(),
    options: ReportOptions = ReportOptions()
  ) {
    self.fit = fit
    self.context = context
    self.options = options
  }

  /// The fit's sections.
  public var report: Report {
    let writer = ReportWriter(fit: fit, context: context, options: options)
    return Report(
      title: "Latent \(context.version) - structural equation modeling",
      sections: writer.sections)
  }

  /// The parameter rows, with lavaan's column names.
  public var records: RecordTable {
    RecordTable(fit.rowMembers)
  }
}

extension ReportedFit {
  /// Everything, with lavaan's column and measure names.
  public var document: JSONValue { .object(members) }

  /// The members of the document in their order.
  var members: [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("converged", .bool(fit.isConverged)),
      ("iterations", .integer(fit.iterations)),
      ("estimator", .string(fit.options.estimatorName)),
      ("nobs", .array(fit.sample.map { .integer($0.observationCount) })),
      ("npar", .integer(fit.parameterCount)),
      (
        "parameters",
        .array(fit.rowMembers.map { .object($0) })
      ),
      ("fit", .object(fit.measures.entries.map(Self.member))),
      ("r2", rSquared),
      ("warnings", .warnings(fit.warnings)),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
      ("data", data),
      (
        "likelihood", .string(fit.options.estimation.likelihood.rawValue)
      ),
      (
        "information",
        .string(fit.options.informationKind.rawValue)
      ),
      ("se", .string(fit.options.standardErrors.rawValue)),
      ("tests", .array(fit.tests.map { .object($0.members) })),
      ("level", .number(fit.options.confidenceLevel)),
      ("gradient", .number(fit.scaledGradient)),
      ("message", .string(fit.convergenceMessage)),
    ]
    if fit.table.conditionsOnExogenous {
      members.append(("conditional_x", .bool(true)))
    }
    if let missing = missingData {
      members.append(("missing_data", missing))
    }
    switch fit.definitionErrors {
    case .secondOrder:
      members.append(("se_def", .string("delta.second.order")))
    case .monteCarlo(let draws, let seed):
      members.append(
        (
          "se_def",
          .object([
            ("method", .string("monte.carlo")), ("draws", .integer(draws)),
            ("seed", .string(String(seed))),
          ])
        ))
    case nil: break
    }
    if !fit.rotations.isEmpty {
      members.append(("rotations", .array(fit.rotations.map(\.document))))
    }
    if let profile = fit.profile {
      members.append(("profile", profile.document(in: fit)))
    }
    if let origin = fit.bootstrapOrigin {
      members.append(("bootstrap", .object(origin.members)))
    }
    if fit.options.estimation.staysAtStart {
      members.append(("estimated", .bool(false)))
    }
    if !fit.attempts.isEmpty {
      members.append(("attempts", .array(fit.attempts.map { .string($0) })))
    }
    return members + matrices
  }

  private static func member(_ entry: FitMeasures.Entry) -> (String, JSONValue)
  {
    let isCount =
      entry.name == "npar" || entry.name == "ntotal"
      || entry.name == "df" || entry.name.hasSuffix("_df")
      || entry.name.hasSuffix("df_scaled")
    if isCount, let value = entry.value, value == value.rounded(),
      let whole = Int(exactly: value)
    {
      return (entry.name, .integer(whole))
    }
    return (entry.name, .optional(entry.value))
  }

  private var rSquared: JSONValue {
    let groups = fit.rSquared.map { group in
      JSONValue.object(group.map { ($0.variable, .optional($0.value)) })
    }
    if fit.sample.count <= 1 { return groups.first ?? .object([]) }
    return .object(
      zip(fit.sample, groups).map { ($0.label, $1) })
  }

  private var data: JSONValue {
    var members: [(String, JSONValue)] = []
    let files = context.dataFiles
    if files.count == 1 {
      members = [
        ("file", .string(files[0].name)), ("hash", .string(files[0].hash)),
      ]
    } else {
      members = [
        ("file", .array(files.map { .string($0.name) })),
        ("hash", .array(files.map { .string($0.hash) })),
      ]
    }
    members += [
      ("rows_read", .array(fit.sample.map { .integer($0.readCount) })),
      ("rows_used", .array(fit.sample.map { .integer($0.observationCount) })),
    ]
    if let cluster = fit.options.cluster {
      members.append(("cluster", .string(cluster)))
      members.append(
        (
          "nclusters",
          .array(
            fit.sample.map { .integer(Set($0.cases?.clusters ?? []).count) })
        ))
    }
    if let frequency = context.frequencyVariable {
      members.append(("frequency_weights", .string(frequency)))
    }
    if let weights = fit.options.samplingWeights {
      members.append(("sampling_weights", .string(weights)))
    }
    if let group = context.groupVariable {
      members.append(("group", .string(group)))
      members.append(
        ("group_label", .array(fit.sample.map { .string($0.label) })))
    }
    if !context.missing.isEmpty {
      members.append(
        (
          "missing",
          .object(
            context.missing.map { ($0.variable, .integer($0.count)) })
        ))
    }
    return .object(members)
  }
}

extension TestResult {
  /// The test with lavaan's names.
  var members: [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("test", .string(kind.rawValue)), ("chisq", .number(chiSquare)),
      ("df", .number(degreesOfFreedom)), ("pvalue", .optional(pValue)),
    ]
    if let factor = scalingFactor {
      members.append(("scaling_factor", .number(factor)))
    }
    if let shift { members.append(("shift_parameter", .number(shift))) }
    if let source { members.append(("source_stat", .number(source))) }
    return members
  }
}
