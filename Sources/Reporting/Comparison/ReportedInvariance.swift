import FitComparison
import FitSettings
public import InvarianceTesting
import ModelFit
public import ReportRendering
import SampleStatistics
import Specification

/// A ladder of invariance with where the data come from.
public struct ReportedInvariance: ReportedResult {
  /// The ladder.
  public var invariance: Invariance
  /// The origin of the data.
  public var context: ReportContext

  /// Makes the report of a ladder.
  ///
  /// - Parameters:
  ///   - invariance: The ladder.
  ///   - context: The origin of the data.
  public init(
    _ invariance: Invariance, context: ReportContext = ReportContext()
  ) {
    self.invariance = invariance
    self.context = context
  }

  /// The steps, their differences, and the conclusion.
  public var report: Report {
    Report(
      title: "Latent \(context.version) - invariance across groups",
      sections: InvarianceWriter(invariance: invariance, context: context)
        .sections)
  }

  /// A step a record.
  public var records: RecordTable {
    RecordTable(
      invariance.rungs.map { InvarianceRow($0, in: invariance).members })
  }

  /// The steps, the released equalities, and the conclusion.
  public var document: JSONValue {
    let rungs = invariance.rungs
    return .object(
      [
        ("criterion", .string(invariance.options.criterion.rawValue)),
        ("alpha", .number(invariance.options.significance)),
        (
          "groups",
          .array(
            rungs[0].fit.sample.map {
              .object([
                ("label", .string($0.label)),
                ("nobs", .integer($0.observationCount)),
              ])
            })
        ),
        (
          "steps",
          .array(
            rungs.map { rung in
              .object(
                InvarianceRow(rung, in: invariance).members + [
                  (
                    "verdicts",
                    .object(
                      InvarianceCriterion.allCases.compactMap { criterion in
                        rung.verdicts[criterion].map {
                          (criterion.rawValue, .bool($0))
                        }
                      })
                  ),
                  ("candidates", .array(rung.candidates.map(Self.release))),
                ])
            })
        ),
        (
          "released",
          .array(
            invariance.log.map { entry in
              .object([
                ("step", .string(entry.step)),
                ("release", Self.release(entry.release)),
              ])
            })
        ),
        ("verdict", .string(invariance.sentence)),
        ("warnings", .warnings(allWarnings)),
      ] + identification + context.jsonMembers
    )
  }

  /// The identification of the responses behind ordered variables.
  private var identification: [(String, JSONValue)] {
    invariance.rungs[0].fit.table.hasOrdered
      ? [("identification", .string("Wu.Estabrook.2016"))] : []
  }

  private static func release(_ release: InvarianceRelease) -> JSONValue {
    .object([
      ("parameter", .string(release.parameter)),
      ("score", .number(release.chiSquare)),
      ("df", .integer(release.degreesOfFreedom)),
      ("pvalue", .number(release.pValue)),
      ("expected", .array(release.expectedValues.map { .number($0) })),
      ("kept", .bool(release.isNeeded)),
    ])
  }
}

/// The members of documents and records about one model of a ladder.
struct InvarianceRow {
  let members: [(String, JSONValue)]

  init(_ rung: InvarianceRung, in invariance: Invariance) {
    let fit = rung.fit
    let model: [(String, JSONValue)] = [
      ("step", .string(rung.name)),
      (
        "equal",
        .string(rung.equal.map(\.rawValue).sorted().joined(separator: " "))
      ),
      ("partial", .string(rung.released.joined(separator: " "))),
      ("converged", .bool(fit.isConverged)),
      ("npar", .integer(fit.parameterCount)),
      ("chisq", .optional(fit.measures["chisq"])),
      ("df", fit.degreesOfFreedom.map { .integer($0) } ?? .null),
    ]
    let change = rung.change
    let against =
      rung.reference.map { JSONValue.string(invariance.rungs[$0].name) }
      ?? .null
    members =
      model + fit.measures.usualMembers + [("against", against)]
      + ModelDifferences.members(change?.test) + [
        ("cfi_diff", .optional(change?.cfi)),
        ("rmsea_diff", .optional(change?.rmsea)),
        ("srmr_diff", .optional(change?.srmr)),
        ("holds", rung.holds.map { .bool($0) } ?? .null),
      ]
  }
}
