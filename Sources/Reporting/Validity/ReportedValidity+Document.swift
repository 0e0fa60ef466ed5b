import FitComparison
import LinearAlgebra
package import ModelFit
public import ReportRendering
import ValidityAnalysis

extension ReportedValidity {
  /// Everything, a member a subject.
  public var document: JSONValue {
    .object(
      [
        ("complete", .integer(validity.completeCount)),
        ("level", .number(level)), ("draws", .integer(draws)),
        ("constructs", .array(validity.constructs.map(Self.document))),
        (
          "correlations",
          .array(
            names.indices.map { row in
              .array(
                validity.correlations.row(row).map { .number($0) })
            })
        ),
        ("pairs", .array(pairs.map { .object($0) })),
        (
          "second_order",
          .array(validity.secondOrder.map(Self.document))
        ),
        (
          "models",
          .array(
            validity.models.map { own in
              .object([
                ("model", .string(own.kind.rawValue)),
                (
                  "merged",
                  .array(
                    own.merged.map { .array($0.map { .string($0) }) })
                ),
                ("chisq", .optional(own.fit.measures.tested("chisq"))),
                ("df", .optional(own.fit.measures.tested("df"))),
                ("cfi", .optional(own.fit.measures.tested("cfi"))),
                ("tli", .optional(own.fit.measures.tested("tli"))),
                ("rmsea", .optional(own.fit.measures.tested("rmsea"))),
                ("srmr", .optional(own.fit.measures["srmr"])),
                ("aic", .optional(own.fit.measures["aic"])),
                ("bic", .optional(own.fit.measures["bic"])),
                ("difference", .optional(own.difference?.chiSquare)),
                (
                  "difference_df",
                  own.difference.map { .integer($0.degreesOfFreedom) } ?? .null
                ),
                ("difference_pvalue", .optional(own.difference?.pValue)),
              ])
            })
        ),
        ("harman", .number(validity.harmanShare)),
        ("method_share", .optional(validity.methodShare)),
        ("marker", markerDocument),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  private static func document(_ own: ConvergentValidity) -> JSONValue {
    .object([
      ("construct", .string(own.construct.name)),
      (
        "items",
        .array(
          own.construct.items.enumerated().map { place, item in
            .object([
              ("item", .string(item)),
              ("loading", .number(own.loadings[place])),
              ("se", .optional(own.errors[place])),
            ])
          })
      ),
      ("cr", .number(own.compositeReliability)),
      ("ave", .number(own.averageVarianceExtracted)),
      ("msv", .optional(own.maximumSharedVariance)),
      ("asv", .optional(own.averageSharedVariance)),
    ])
  }

  /// A pair by its correlation, ratios and test.
  private var pairs: [[(String, JSONValue)]] {
    zip(validity.ratios, validity.tests).map { ratio, test in
      [
        ("lhs", .string(names[ratio.second])),
        ("rhs", .string(names[ratio.first])),
        ("r", .number(test.correlation)), ("htmt", .optional(ratio.ratio)),
        ("htmt_ci_lower", .optional(ratio.limits?.lowerBound)),
        ("htmt_ci_upper", .optional(ratio.limits?.upperBound)),
        ("htmt2", .optional(ratio.geometric)),
        ("htmt2_ci_lower", .optional(ratio.geometricLimits?.lowerBound)),
        ("htmt2_ci_upper", .optional(ratio.geometricLimits?.upperBound)),
        ("difference", .optional(test.difference?.chiSquare)),
        (
          "difference_df",
          test.difference.map { .integer($0.degreesOfFreedom) } ?? .null
        ),
        ("difference_pvalue", .optional(test.difference?.pValue)),
      ] + markerMembers(test.first, test.second)
    }
  }

  /// A record a pair of constructs.
  public var records: RecordTable { RecordTable(pairs) }
}

extension FitMeasures {
  /// A measure of the scaled test, or of the standard one without it.
  package func tested(_ name: String) -> Double? {
    self["\(name)_scaled"] ?? self[name]
  }
}
