import FitComparison
import LinearAlgebra
import ModelFit
import ReportRendering
import ValidityAnalysis

/// A marker variable's results for programs.
extension ReportedValidity {
  /// Everything of the marker; null without one.
  var markerDocument: JSONValue {
    guard let marker = validity.marker else { return .null }
    let own = marker.adjustment
    return .object([
      (
        "marker",
        marker.construct.map { .string($0.name) } ?? .null
      ),
      (
        "items",
        .array((marker.construct?.items ?? []).map { .string($0) })
      ),
      ("complete", .integer(own.caseCount)),
      ("r", .array(own.markerCorrelations.map { .number($0) })),
      (
        "shares",
        .array(
          own.shares.map {
            .object([
              ("share", .string($0.origin.rawValue)),
              ("value", .number($0.value)),
            ])
          })
      ),
      (
        "adjusted",
        .array(
          own.pairs.map { pair in
            .object([
              ("lhs", .string(names[pair.second])),
              ("rhs", .string(names[pair.first])),
              ("r", .number(pair.correlation)),
              ("pvalue", .optional(pair.pValue)),
              (
                "adjusted",
                .array(
                  pair.adjusted.map {
                    .object([
                      ("r", .optional($0.correlation)),
                      ("t", .optional($0.statistic)),
                      ("pvalue", .optional($0.pValue)),
                    ])
                  })
              ),
            ])
          })
      ),
      ("technique", marker.technique.map(document) ?? .null),
    ])
  }

  private func document(_ own: MarkerTechnique) -> JSONValue {
    .object([
      ("chosen", own.chosen.map { .string($0.rawValue) } ?? .null),
      (
        "models",
        .array(
          own.models.map { model in
            .object([
              ("model", .string(model.kind.rawValue)),
              ("chisq", .optional(model.fit.measures.tested("chisq"))),
              ("df", .optional(model.fit.measures.tested("df"))),
              ("cfi", .optional(model.fit.measures.tested("cfi"))),
              ("tli", .optional(model.fit.measures.tested("tli"))),
              ("rmsea", .optional(model.fit.measures.tested("rmsea"))),
              ("srmr", .optional(model.fit.measures["srmr"])),
              (
                "against",
                model.reference.map { .string($0.rawValue) } ?? .null
              ),
              ("difference", .optional(model.difference?.chiSquare)),
              (
                "difference_df",
                model.difference.map { .integer($0.degreesOfFreedom) } ?? .null
              ),
              ("difference_pvalue", .optional(model.difference?.pValue)),
              (
                "correlations",
                .array(
                  names.indices.map { row in
                    .array(model.correlations.row(row).map { .number($0) })
                  })
              ),
            ])
          })
      ),
      (
        "reliability",
        .array(
          own.reliability.enumerated().map { place, parts in
            .object([
              ("construct", .string(names[place])),
              ("total", .number(parts.total)),
              ("substantive", .number(parts.substantive)),
              ("method", .number(parts.method)),
              ("share", .number(parts.methodShare)),
              (
                "method_loadings",
                .array(own.methodLoadings[place].map { .number($0) })
              ),
            ])
          })
      ),
    ])
  }

  /// The members of a pair's record: its scales' correlation, adjusted; none
  /// without a marker.
  func markerMembers(
    _ first: Int, _ second: Int
  ) -> [(String, JSONValue)] {
    guard let own = validity.marker?.adjustment, !own.shares.isEmpty,
      let pair = own.pairs.first(where: {
        $0.first == first && $0.second == second
      })
    else { return [] }
    return [
      ("r_scales", .number(pair.correlation)),
      ("r_scales_pvalue", .optional(pair.pValue)),
      ("r_adjusted", .optional(pair.adjusted[0].correlation)),
      ("r_adjusted_pvalue", .optional(pair.adjusted[0].pValue)),
    ]
  }
}
