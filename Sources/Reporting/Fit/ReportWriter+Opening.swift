import Estimation
import FitSettings
import Messages
import ModelFit
import MomentInformation
import ReportRendering
import SampleStatistics
import Specification

extension ReportWriter {
  var header: ReportSection { header(showsStandardErrors: true) }

  /// Version, model, data and estimator; standard errors where these show.
  func header(showsStandardErrors: Bool) -> ReportSection {
    var facts = context.originFacts
    facts.append(ReportFact("Estimator", estimatorText))
    if showsStandardErrors {
      facts.append(ReportFact("Standard errors", standardErrorText))
    }
    var parameters: ReportText =
      "\(count: fit.table.freeCount + fit.groupWeights.count) free"
    if fit.equalityConstraintCount > 0 {
      parameters += """
        , \(fit.equalityConstraintCount, of: "equality constraint"): \
        \(count: fit.parameterCount) to estimate
        """
    }
    facts.append(ReportFact("Parameters", parameters))
    facts += rotationFacts
    if fit.table.conditionsOnExogenous {
      facts.append(
        ReportFact(
          "Given",
          "\(exogenousNames.joined(separator: ", ")) (conditional-x)"))
    }
    return .header(facts)
  }

  /// The exogenous observed variables of all groups, each once.
  private var exogenousNames: [String] {
    fit.table.roles.flatMap(\.observedExogenous).distinct
  }

  private var estimatorText: ReportText {
    let estimation = fit.options.estimation
    let name = fit.options.estimatorName
    return switch estimation.estimator {
    case .ml:
      """
      \(name): maximum likelihood, \(estimation.likelihood.rawValue) likelihood
      """
    case .gls: "\(name): generalized least squares"
    case .uls: "\(name): unweighted least squares"
    case .wls: "\(name): weighted least squares (ADF)"
    case .dwls: "\(name): diagonally weighted least squares"
    case .pml: "\(name): pairwise maximum likelihood"
    }
  }

  private var standardErrorText: ReportText {
    if let origin = fit.bootstrapOrigin { return origin.summary }
    let options = fit.options
    var information: ReportText =
      switch options.informationKind {
      case .expected: "expected information"
      case .observed: "observed information"
      case .firstOrder: "first-order information"
      }
    if options.h1Information == .unstructured, !options.missing.isTwoStage {
      information += ", unstructured"
    }
    if options.observedInformation == .h1, options.informationKind == .observed
    {
      information += " (h1)"
    }
    let kind = options.standardErrors.rawValue
    let intervals: ReportText =
      fit.profile == nil ? "" : "; profile-likelihood intervals"
    let errors: ReportText =
      switch options.standardErrors {
      case .none, .bootstrap: "none"
      case .standard: "from the \(information)"
      case .robustSEM, .robustSEMNT, .robustHuberWhite:
        "\(kind): a sandwich around the \(information)"
      case .twoStage, .robustTwoStage:
        "\(kind): a sandwich, \(information) of the saturated model"
      case .robustCluster, .robustClusterSEM:
        "\(kind): a sandwich over clusters, \(information)"
      }
    return errors + intervals
  }

  var sample: ReportSection {
    var blocks: [ReportBlock] = []
    let used = fit.observationCount
    let read = fit.sample.reduce(0) { $0 + $1.readCount }
    var facts = [ReportFact("Cases", casesText(used: used, read: read))]
    facts += context.groupFacts
    if let cluster = fit.options.cluster {
      let counts = fit.sample.map { Set($0.cases?.clusters ?? []).count }
      facts.append(
        ReportFact(
          "Clusters",
          """
          \(counts.map(String.init).joined(separator: " + ")) of \
          \(variable: cluster)
          """))
    }
    if let frequency = context.frequencyVariable {
      facts.append(
        ReportFact(
          "Frequencies",
          "\(variable: frequency), \(context.rowCount, of: "row")"))
    }
    if let weights = fit.options.samplingWeights {
      facts.append(
        ReportFact(
          "Sampling weights",
          """
          \(variable: weights), normalization \
          \(fit.options.weightNormalization.rawValue)
          """))
    }
    if !context.missing.isEmpty {
      let counts = context.missing.map {
        "\(variable: $0.variable) \(count: $0.count)" as ReportText
      }
      facts.append(
        ReportFact("Missing values", counts.joined(separator: ", ")))
    }
    facts += missingFacts
    blocks.append(.facts(facts))
    if fit.sample.count > 1 {
      let rows: [ReportTable.Row] = fit.sample.indices.map { group in
        let sample = fit.sample[group]
        return .cells([
          .verbatim(groupName(group)),
          .number(Double(sample.readCount), .count),
          .number(Double(sample.observationCount), .count),
        ])
      }
      blocks.append(
        .table(
          ReportTable(
            title: "Cases by group",
            columns: [
              .names("Group"), .numbers("Read", .count),
              .numbers("Used", .count),
            ], rows: rows)))
    }
    blocks += missingBlocks
    return ReportSection(kind: .sample, title: "Sample", blocks: blocks)
  }

  private func casesText(used: Int, read: Int) -> ReportText {
    guard context.isFromCases else {
      return "\(count: used), from covariances"
    }
    let ungrouped = context.ungroupedCount
    let total = read + ungrouped
    let keepsIncomplete = fit.options.missing.keepsIncomplete
    guard total > used else {
      return keepsIncomplete
        ? "\(count: used), all used" : "\(count: used), all complete"
    }
    var reasons: [ReportText] = []
    if read > used {
      reasons.append(
        keepsIncomplete
          ? "\(count: read - used) left out, see the warnings"
          : "\(count: read - used) with missing values left out (listwise)")
    }
    if ungrouped > 0 {
      let variable: ReportText =
        context.groupVariable.map { "\(variable: $0)" }
        ?? "the grouping variable"
      reasons.append(
        "\(count: ungrouped) without a value of \(variable) left out")
    }
    return "\(count: used) used of \(count: total) read; "
      + reasons.joined(separator: "; ")
  }

  /// Whether a warning speaks of estimates that cannot be.
  private var inadmissible: [LatentWarning] {
    fit.warnings.filter { $0.code.rawValue.hasPrefix("admissibility.") }
  }

  var verdict: ReportSection {
    var blocks: [ReportBlock] = []
    let iterations: ReportText = "\(fit.iterations, of: "iteration")"
    if fit.isConverged {
      let ending: ReportText =
        fit.scaledGradient.isFinite
        ? """
         (largest scaled gradient \(number: fit.scaledGradient, .gradient))
        """
        : ""
      blocks.append(
        .paragraph(
          fit.options.estimation.staysAtStart
            ? """
            NOT ESTIMATED: the parameters stand at their starting values, as \
            `do-fit: false` asks for.
            """ : "Converged after \(iterations)\(ending)."))
      blocks.append(
        .paragraph(
          inadmissible.isEmpty
            ? "Admissible: no negative variance, no correlation beyond 1."
            : """
            NOT ADMISSIBLE: see the warnings; do not interpret the estimates \
            as they stand.
            """))
    } else {
      blocks.append(
        .paragraph(
          """
          DID NOT CONVERGE after \(iterations): \
          \(sentences: fit.convergenceMessage)
          """))
      blocks.append(
        .paragraph(
          """
          The values below are where the search ended. They are not \
          estimates and have no standard errors or fit.
          """))
    }
    for attempt in fit.attempts {
      blocks.append(.paragraph("\(sentences: attempt)"))
    }
    return ReportSection(kind: .verdict, title: "Solution", blocks: blocks)
  }

  var warnings: ReportSection? {
    .warnings(fit.warnings)
  }

  static let residualMark: ReportText = """
    A dot before a name: the residual variance or covariance, or the \
    intercept, of a variable that the model predicts.
    """

  var notes: ReportSection? {
    var notes: [ReportText] = []
    if hasResidualMark { notes.append(Self.residualMark) }
    if hasFixedRow {
      notes.append("Rows without a standard error are fixed, not estimated.")
    }
    switch fit.definitionErrors {
    case .secondOrder:
      notes.append(
        """
        Standard errors of defined parameters: the delta method with second \
        derivatives.
        """)
    case .monteCarlo(let draws, let seed):
      notes.append(
        """
        Standard errors and intervals of defined parameters: \(count: draws) \
        Monte Carlo draws, seed \(String(seed)).
        """)
    case nil: break
    }
    if fit.fractionsOfMissingInformation != nil {
      notes.append(
        "FMI: the fraction of the information that missing values cost.")
    }
    guard !notes.isEmpty else { return nil }
    return ReportSection(
      kind: .notes, title: "Notes", blocks: notes.map { .paragraph($0) })
  }
}
