internal import LinearAlgebra
package import Messages
internal import OrderedMoments
public import ReportRendering
package import SampleStatistics

/// Correlations of variables, ordered ones among them, by groups.
public struct ReportedCorrelations: ReportedResult {
  /// The correlations.
  package let samples: CorrelationSamples
  /// Their origin.
  public var context: ReportContext
  /// Whether the tables of ordered variables are shown.
  package let showsTables: Bool

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - samples: The correlations.
  ///   - context: Their origin.
  ///   - showsTables: Whether the tables of ordered variables are shown.
  package init(
    _ samples: CorrelationSamples, context: ReportContext,
    showsTables: Bool = false
  ) {
    self.samples = samples
    self.context = context
    self.showsTables = showsTables
  }

  /// A matrix, a table of pairs and one of thresholds for each group.
  public var report: Report {
    let sections = samples.groups.flatMap { group in
      let own = CorrelationSections(group)
      let hasOrdered = group.pairs.contains { $0.kind != .pearson }
      return [own.matrix, own.pairs]
        + (hasOrdered ? [own.thresholds] : [])
        + (showsTables ? own.tables : [])
    }
    return Report(
      title: "Latent \(context.version) - correlations",
      sections: [header, ReportSection.warnings(allWarnings)]
        .compactMap(\.self) + sections)
  }

  private var header: ReportSection {
    .header(
      context.dataFacts + context.groupFacts
        + samples.groups.map { group in
          let cases = group.stage.caseCount
          return ReportFact(
            group.label.isEmpty ? "Sample" : "Group \(group.label)",
            cases == group.rowCount
              ? "\(cases, of: "case")"
              : "\(cases, of: "case") of \(group.rowCount, of: "row")")
        })
  }

  /// Everything, by groups.
  public var document: JSONValue {
    .object(
      [
        ("groups", .array(samples.groups.map(\.document))),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  /// A record a pair.
  public var records: RecordTable {
    let hasGroups = context.groupVariable != nil
    return RecordTable(
      samples.groups.flatMap { group in
        group.pairs.map { pair in
          (hasGroups ? [("group", .string(group.label))] : [])
            + group.members(of: pair)
        }
      })
  }
}

extension ReportedCorrelations: WarnedResult {
  package var allWarnings: [LatentWarning] { samples.warnings }
}

extension CorrelationSample {
  /// The group's correlations by names.
  fileprivate var document: JSONValue {
    let names = stage.variables
    let p = names.count
    func matrix(_ value: (Int, Int) -> JSONValue) -> JSONValue {
      .array((0..<p).map { i in .array((0..<p).map { value(i, $0) }) })
    }
    var errors: [[Double?]] = Array(
      repeating: Array(repeating: nil, count: p), count: p)
    for pair in pairs {
      errors[pair.first][pair.second] = pair.standardError
      errors[pair.second][pair.first] = pair.standardError
    }
    let variances = stage.asymptoticVariances()
    let thresholds = names.enumerated().compactMap {
      i, name -> (String, JSONValue)? in
      guard stage.layout.isOrdered(i) else { return nil }
      let places = stage.layout.thresholds(of: i)
      return (
        name,
        .object([
          ("categories", .array(categories[i].map { .string($0) })),
          (
            "counts",
            .array(
              stage.influences.categoryCounts(i).map { .count($0) })
          ),
          ("est", .array(stage.thresholds[i].map { .number($0) })),
          (
            "se",
            .array(
              places.map {
                .number((variances[$0] / stage.size).squareRoot())
              })
          ),
        ])
      )
    }
    return .object([
      ("group", label.isEmpty ? .null : .string(label)),
      ("nobs", .integer(stage.caseCount)),
      ("variables", .array(names.map { .string($0) })),
      ("correlation", matrix { .number(stage.correlation[$0, $1]) }),
      ("se", matrix { .optional(errors[$0][$1]) }),
      ("positive_definite", .bool(isPositiveDefinite)),
      ("smallest_eigenvalue", .number(smallestEigenvalue)),
      ("thresholds", .object(thresholds)),
      (
        "pairs",
        .array(pairs.map { .object(members(of: $0) + tables(of: $0)) })
      ),
    ])
  }

  /// A pair by names, without its table.
  fileprivate func members(of pair: CorrelationPair) -> [(String, JSONValue)] {
    let names = stage.variables
    let test = pair.test
    return [
      ("lhs", .string(names[pair.first])),
      ("rhs", .string(names[pair.second])),
      ("type", .string(pair.kind.rawValue)),
      ("est", .number(pair.correlation)), ("se", .number(pair.standardError)),
      ("n", .count(pair.count)),
      ("x2", .optional(test?.pearson)),
      ("x2_p_value", .optional(test?.pearsonProbability)),
      ("g2", .optional(test?.likelihoodRatio)),
      ("g2_p_value", .optional(test?.likelihoodRatioProbability)),
      ("df", test.map { .integer($0.degreesOfFreedom) } ?? .null),
      (
        "empty_cells",
        pair.table.map { table in
          .integer(table.observed.elements.count { $0 == 0 })
        } ?? .null
      ),
    ]
  }

  private func tables(of pair: CorrelationPair) -> [(String, JSONValue)] {
    guard let table = pair.table else { return [] }
    return [("observed", table.observed), ("expected", table.expected)].map {
      name, matrix in
      (
        name,
        .array(
          (0..<matrix.rows).map { row in
            .array(matrix.row(row).map { .number($0) })
          })
      )
    }
  }
}

extension JSONValue {
  /// A number of cases: whole, but for weighted ones.
  fileprivate static func count(_ value: Double) -> JSONValue {
    Int(exactly: value).map { .integer($0) } ?? .number(value)
  }
}
