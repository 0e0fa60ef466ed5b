import Estimation
internal import FitSettings
import LinearAlgebra
public import ModelFit
import ModelSyntax
import Specification

/// Renders a fit as JSON with lavaan's column and measure names.
///
/// Rows where nothing is estimated have a standard error of 0 and an interval
/// of no width, as lavaan prints them, if standard errors were computed; what
/// is not defined is `null`.
public struct JSONRenderer: Sendable {
  /// Makes a renderer.
  public init() {}

  /// Renders a fit.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - context: Where it comes from.
  ///   - options: Which residuals and matrices are added.
  /// - Returns: The JSON text, ending in a line end.
  public func render(
    _ fit: Fit, context: ReportContext = ReportContext(),
    options: ReportOptions = ReportOptions()
  ) -> String {
    value(fit, context: context, options: options).text
  }

  /// A fit as a JSON value.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - context: Where it comes from.
  ///   - options: Which residuals and matrices are added.
  /// - Returns: The value.
  public func value(
    _ fit: Fit, context: ReportContext = ReportContext(),
    options: ReportOptions = ReportOptions()
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("converged", .bool(fit.isConverged)),
      ("iterations", .integer(fit.iterations)),
      ("estimator", .string(fit.options.estimatorName)),
      ("nobs", .array(fit.sample.map { .integer($0.observationCount) })),
      ("npar", .integer(fit.parameterCount)),
      ("parameters", .array(fit.parameters.map { parameter($0, in: fit) })),
      ("fit", .object(fit.measures.entries.map(measure))),
      ("r2", rSquared(fit)),
      ("warnings", .warnings(fit.warnings)),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
      ("data", data(fit, context)),
      (
        "likelihood", .string(fit.options.estimation.likelihood.rawValue)
      ),
      (
        "information",
        .string(fit.options.informationKind.rawValue)
      ),
      ("se", .string(fit.options.standardErrors.rawValue)),
      ("tests", .array(fit.tests.map { test($0) })),
      ("level", .number(fit.options.confidenceLevel)),
      ("gradient", .number(fit.scaledGradient)),
      ("message", .string(fit.convergenceMessage)),
    ]
    if fit.table.conditionsOnExogenous {
      members.append(("conditional_x", .bool(true)))
    }
    if let missing = missingData(fit) {
      members.append(("missing_data", missing))
    }
    if let origin = fit.bootstrapOrigin {
      members.append(("bootstrap", bootstrap(origin)))
    }
    if !fit.attempts.isEmpty {
      members.append(("attempts", .array(fit.attempts.map { .string($0) })))
    }
    members += matrices(fit, options)
    return .object(members)
  }

  private func measure(_ entry: FitMeasures.Entry) -> (String, JSONValue) {
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

  private func test(_ test: TestResult) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("test", .string(test.kind.rawValue)),
      ("chisq", .number(test.chiSquare)),
      ("df", .number(test.degreesOfFreedom)),
      ("pvalue", .optional(test.pValue)),
    ]
    if let factor = test.scalingFactor {
      members.append(("scaling_factor", .number(factor)))
    }
    if let shift = test.shift {
      members.append(("shift_parameter", .number(shift)))
    }
    return .object(members)
  }

  private func rSquared(_ fit: Fit) -> JSONValue {
    let groups = fit.rSquared.map { group in
      JSONValue.object(group.map { ($0.variable, .optional($0.value)) })
    }
    if fit.sample.count <= 1 { return groups.first ?? .object([]) }
    return .object(
      zip(fit.sample, groups).map { ($0.label, $1) })
  }

  private func data(_ fit: Fit, _ context: ReportContext) -> JSONValue {
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
          .array(fit.sample.map { .integer(Set($0.clusters ?? []).count) })
        ))
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
