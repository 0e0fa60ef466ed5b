package import FactorAnalysis
internal import FactorRotation
package import Messages
public import ReportRendering

/// The factors of one group's variables.
package struct FactorGroup: Sendable {
  /// The group's label; empty for a single group.
  package var label: String
  /// The number of the group's rows.
  package var rowCount: Int
  /// The factors.
  package var exploration: FactorExploration
  /// The labels of the variables, empty where there are none.
  package var labels: [String]
  /// The categories' counts of ordered variables are behind the correlations.
  package var hasOrdered: Bool

  /// Makes a group.
  package init(
    label: String, rowCount: Int, exploration: FactorExploration,
    labels: [String], hasOrdered: Bool
  ) {
    self.label = label
    self.rowCount = rowCount
    self.exploration = exploration
    self.labels = labels
    self.hasOrdered = hasOrdered
  }
}

/// The parts of a report of factors.
package struct FactorReportOptions: Sendable, Hashable {
  /// The name of the rotation.
  package var rotationName = "geomin"
  /// Loadings below are left empty.
  package var suppressedBelow = 0.0
  /// Whether variables stand by their largest loadings.
  package var isSorted = false
  /// Whether standard errors are shown.
  package var showsErrors = false

  /// Makes options.
  package init() {}
}

/// Exploratory factors of variables, by groups.
public struct ReportedFactors: ReportedResult {
  /// The groups.
  package let groups: [FactorGroup]
  /// The options of the analysis.
  package let asked: ExplorationOptions
  /// The parts that are shown.
  package let options: FactorReportOptions
  /// The origin of the data.
  public var context: ReportContext
  /// The warnings about the data.
  let dataWarnings: [LatentWarning]

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - asked: The options of the analysis.
  ///   - options: The parts that are shown.
  ///   - context: The origin of the data.
  ///   - warnings: The warnings about the data.
  package init(
    _ groups: [FactorGroup], asked: ExplorationOptions,
    options: FactorReportOptions, context: ReportContext,
    warnings: [LatentWarning]
  ) {
    self.groups = groups
    self.asked = asked
    self.options = options
    self.context = context
    dataWarnings = warnings
  }

  /// Adequacy, numbers of factors and their fit, and each solution's tables.
  public var report: Report {
    let sections = groups.flatMap { group -> [ReportSection] in
      let counts = FactorCountSections(group, asked)
      return [counts.adequacy, counts.eigenvalues, counts.fit]
        .compactMap(\.self)
        + group.exploration.solutions.flatMap {
          FactorSections(group, $0, asked, options).all
        }
    }
    return Report(
      title: "Latent \(context.version) - factors",
      sections: [header, ReportSection.warnings(allWarnings)]
        .compactMap(\.self) + sections)
  }

  private var header: ReportSection {
    var facts = context.dataFacts + context.groupFacts
    for group in groups {
      let cases = group.exploration.sample.caseCount
      let count = Int(cases.rounded())
      facts.append(
        ReportFact(
          group.label.isEmpty ? "Sample" : "Group \(group.label)",
          count == group.rowCount
            ? "\(count, of: "case")"
            : "\(count, of: "case") of \(group.rowCount, of: "row")"))
    }
    if let group = groups.first {
      let count = group.exploration.sample.names.count
      facts.append(
        ReportFact(
          "Variables",
          group.hasOrdered
            ? "\(count: count), ordered ones by polychoric correlations"
            : "\(count: count)"))
    }
    facts.append(
      ReportFact("Extraction", Self.words(asked.factors.method)))
    if groups.contains(where: {
      $0.exploration.solutions.contains { $0.rotated != nil }
    }) || asked.factors.rotation == nil {
      facts.append(ReportFact("Rotation", rotation))
    }
    return .header(facts)
  }

  private var rotation: ReportText {
    guard let rotation = asked.factors.rotation else { return "none" }
    return rotation.summary(name: options.rotationName)
  }

  static func words(_ method: ExtractionMethod) -> ReportText {
    switch method {
    case .maximumLikelihood: "maximum likelihood"
    case .unweightedLeastSquares: "unweighted least squares (minres)"
    case .diagonallyWeighted: "diagonally weighted least squares"
    case .principalAxes: "principal axes"
    case .principalComponents: "principal components"
    }
  }
}

extension ReportedFactors: WarnedResult {
  package var allWarnings: [LatentWarning] {
    dataWarnings
      + groups.flatMap { group in
        group.exploration.warnings.map {
          group.label.isEmpty
            ? $0
            : LatentWarning(
              code: $0.code, message: "Group \(group.label): \($0.message)")
        }
      }
  }
}
