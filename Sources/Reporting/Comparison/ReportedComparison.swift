import Estimation
public import FitComparison
import FitSettings
import ModelFit
public import ReportRendering

/// A comparison of models with where the data come from.
public struct ReportedComparison: ReportedResult {
  /// The comparison.
  public var comparison: ModelComparison
  /// The origin of the data.
  public var context: ReportContext

  /// Makes the report of a comparison.
  ///
  /// - Parameters:
  ///   - comparison: The comparison.
  ///   - context: The origin of the data.
  public init(
    _ comparison: ModelComparison, context: ReportContext = ReportContext()
  ) {
    self.comparison = comparison
    self.context = context
  }

  /// The fit of the models, their differences, and the conclusion.
  public var report: Report {
    Report(
      title: "Latent \(context.version) - comparison of models",
      sections: ComparisonWriter(comparison: comparison, context: context)
        .sections)
  }

  /// A model a record.
  public var records: RecordTable {
    RecordTable(
      comparison.models.indices.map {
        ComparisonRow(comparison, model: $0).members
      })
  }

  /// The models, all pairs of them, and the conclusion.
  public var document: JSONValue {
    let names = comparison.models.map(\.name)
    func name(_ place: Int?) -> JSONValue {
      place.map { .string(names[$0]) } ?? .null
    }
    let verdict = comparison.verdict
    return .object(
      [
        ("estimator", .string(comparison.estimatorName)),
        ("test", .string(comparison.differenceTest?.rawValue ?? "standard")),
        ("method", .string(comparison.method.rawValue)),
        (
          "nobs",
          .array(comparison.observationCounts.map { .integer($0) })
        ),
        (
          "criteria",
          .object([
            ("alpha", .number(comparison.criteria.significance)),
            ("cfi_fall", .number(comparison.criteria.cfiFall)),
          ])
        ),
        (
          "models",
          .array(
            comparison.models.indices.map {
              .object(ComparisonRow(comparison, model: $0).members)
            })
        ),
        (
          "pairs",
          .array(
            comparison.pairs.map {
              .object(
                pair(
                  $0, names: names,
                  isScaled: comparison.differenceTest?.isScaled == true))
            })
        ),
        (
          "verdict",
          .object([
            ("holds", name(verdict.holds)), ("by_test", name(verdict.byTest)),
            ("by_aic", name(verdict.byAIC)), ("by_bic", name(verdict.byBIC)),
            ("by_cfi", name(verdict.byCFI)),
            ("sentence", .string(verdict.sentence)),
          ])
        ),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  private func pair(_ pair: ModelPair, names: [String], isScaled: Bool)
    -> [(String, JSONValue)]
  {
    [
      ("general", .string(names[pair.general])),
      ("restricted", .string(names[pair.restricted])),
      ("relation", .string(pair.relation.rawValue)),
      ("discrepancy", .optional(pair.discrepancy)),
    ] + ComparisonRow.members(of: pair, isScaled: isScaled)
  }
}

/// The members of documents and records about one model.
struct ComparisonRow {
  let members: [(String, JSONValue)]

  init(_ comparison: ModelComparison, model index: Int) {
    let model = comparison.models[index]
    let step = comparison.step(to: index)
    var members: [(String, JSONValue)] =
      [
        ("model", .string(model.name)),
        ("npar", .integer(model.parameterCount)),
        ("chisq", .optional(model.measures["chisq"])),
        ("df", .integer(model.degreesOfFreedom)),
      ] + model.measures.usualMembers
    if comparison.differenceTest?.isScaled == true {
      members += model.measures.members([
        "chisq_scaled", "df_scaled", "pvalue_scaled", "chisq_scaling_factor",
        "cfi_scaled", "tli_scaled", "rmsea_scaled", "cfi_robust",
        "tli_robust", "rmsea_robust",
      ])
    }
    members.append(
      (
        "against",
        step.map { .string(comparison.models[$0.general].name) } ?? .null
      ))
    self.members =
      members
      + Self.members(
        of: step, isScaled: comparison.differenceTest?.isScaled == true)
  }

  /// The differences of a pair; `null` without a test.
  static func members(of pair: ModelPair?, isScaled: Bool)
    -> [(String, JSONValue)]
  {
    let factor: [(String, JSONValue)] =
      isScaled
      ? [("scaling_factor_diff", .optional(pair?.test?.scalingFactor))] : []
    return factor + ModelDifferences.members(pair?.test) + [
      ("rmsea_diff", .optional(pair?.test?.rmsea)),
      ("cfi_diff", .optional(pair?.cfiChange)),
    ]
  }
}
