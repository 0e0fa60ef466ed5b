import FitComparison
import FitSettings
public import InvarianceTesting
import ModelFit
import Specification

extension JSONRenderer {
  /// Renders a ladder of invariance.
  ///
  /// - Parameters:
  ///   - invariance: The ladder.
  ///   - context: Where the data come from.
  /// - Returns: The JSON text, ending in a line end.
  public func render(
    _ invariance: Invariance, context: ReportContext = ReportContext()
  ) -> String {
    let rungs = invariance.rungs
    return JSONValue.object(
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
        ("warnings", .warnings(invariance.warnings)),
      ] + context.jsonMembers
    ).text
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

extension CSVRenderer {
  /// Renders the models of a ladder under a header, one a line.
  ///
  /// - Parameter invariance: The ladder.
  /// - Returns: The text.
  public func render(_ invariance: Invariance) -> String {
    render(
      rows: invariance.rungs.map { InvarianceRow($0, in: invariance).members })
  }
}

/// What JSON and CSV say of one model of a ladder.
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
      ("df", .integer(fit.degreesOfFreedom)),
    ]
    let change = rung.change
    let differences: [(String, JSONValue)] = [
      (
        "against",
        rung.reference.map { .string(invariance.rungs[$0].name) } ?? .null
      ),
      ("chisq_diff", .optional(change?.test?.chiSquare)),
      (
        "df_diff", change?.test.map { .integer($0.degreesOfFreedom) } ?? .null
      ),
      ("pvalue_diff", .optional(change?.test?.pValue)),
      ("cfi_diff", .optional(change?.cfi)),
      ("rmsea_diff", .optional(change?.rmsea)),
      ("srmr_diff", .optional(change?.srmr)),
      ("holds", rung.holds.map { .bool($0) } ?? .null),
    ]
    members = model + fit.measures.usualMembers + differences
  }
}
