internal import Codebooks
internal import FactorAnalysis
internal import FactorRotation
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import OrderedMoments
internal import Plots
internal import Reporting
internal import RequestSettings
internal import SampleStatistics
internal import TableReading

extension AnalysisJob {
  /// Explores the factors of a table's variables.
  func factors() throws -> AnalysisResult {
    let data = first.data
    let asked = first.factors
    var context = ReportContext()
    let table = try data.readTable(
      data.table ?? "", self.context.files, &context)
    context.groupVariable = data.group
    let codebook = try data.readCodebook(self.context.files)
    let variables =
      asked.selection.variables ?? codebook?.items.map(\.name)
      ?? table.columns.filter {
        $0.numbers != nil && $0.name != data.group
      }.map(\.name)
    let target = try asked.target.map { try readTarget($0, of: variables) }
    let source = FactorSource(
      table: table, variables: variables,
      ordered: asked.selection.ordered(
        among: variables,
        usual: (codebook?.orderedItems ?? []).filter(variables.contains)),
      settings: first)
    if !source.ordered.isEmpty, asked.missing == .fiml {
      throw InputError(
        message: "Ordered variables have no likelihood of incomplete cases "
          + "here.",
        help: "Use `missing: pairwise` or listwise, or `ordered: false`.",
        option: "missing")
    }
    let (samples, warnings) = try source.samples()
    var options = asked.options
    options.seed = first.bootstrap.seed
    options.factors.order = asked.rotation.order
    options.factors.method =
      asked.extraction
      ?? (source.ordered.isEmpty
        ? .maximumLikelihood : .unweightedLeastSquares)
    var groups: [FactorGroup] = []
    for sample in samples {
      // Some criteria depend on the number of factors.
      options.factors.rotation = asked.rotation.options(
        variables: variables.count, factors: options.counts?.upperBound ?? 2,
        target: target ?? [], seed: first.bootstrap.seed)
      groups.append(
        FactorGroup(
          label: sample.label, rowCount: sample.rowCount,
          exploration: try FactorExploration(sample.sample, options) { count in
            asked.rotation.options(
              variables: variables.count, factors: count,
              target: target ?? [], seed: first.bootstrap.seed)
          } fitting: { (count) throws(LatentError) in
            try sample.incomplete?.fitted(count)
          },
          labels: variables.map { name in
            table.variables.first { $0.name == name }?.label ?? ""
          }, hasOrdered: !source.ordered.isEmpty))
    }
    var report = asked.report
    report.rotationName = asked.rotation.name.rawValue
    let reported = ReportedFactors(
      groups, asked: options, options: report, context: context,
      warnings: warnings)
    var result = AnalysisResult(.factors(reported))
    if first.plot.file != nil, let group = groups.first {
      result.figure = first.plot.figure(
        Plot(screeOf: group.exploration, label: group.label),
        in: first.output.language)
    }
    return result
  }

  /// A target: a row for each variable, in their order or with their names in a
  /// column of text.
  private func readTarget(
    _ path: String, of variables: [String]
  ) throws -> [[Double]] {
    var unused = ReportContext()
    let table = try first.data.readTable(path, context.files, &unused)
    let columns = table.columns.compactMap(\.numbers)
    var order = Array(0..<table.rowCount)
    if let names = table.columns.first(where: { $0.numbers == nil }) {
      let (codes, labels) = names.distinctLabels()
      let rows = codes.map { $0 < 0 ? "" : labels[Int($0)] }
      order = try variables.map { variable in
        guard let row = rows.firstIndex(of: variable) else {
          throw InputError(
            message: "The target has no row `\(variable)`.",
            help: "Give a row for every variable, with the names in the first "
              + "column or in none.", place: path)
        }
        return row
      }
    }
    guard order.count == variables.count else {
      throw InputError(
        message: "The target has \(counted(order.count, "row")), and there are "
          + "\(counted(variables.count, "variable")).",
        help: "Give a row for every variable.", place: path)
    }
    if let counts = first.factors.options.counts,
      counts != columns.count...columns.count
    {
      throw InputError(
        message: "The target has \(counted(columns.count, "column")) of "
          + "numbers, which is not the number of factors.",
        help: "Give a column for every factor, and one number of factors.",
        place: path)
    }
    return order.map { row in columns.map { $0[row] } }
  }
}

/// The correlations that factors are made of.
private struct FactorSource {
  let table: DataTable
  let variables: [String]
  let ordered: [String]
  let settings: AnalysisSettings

  /// One group's correlations.
  struct GroupSample {
    var label: String
    var rowCount: Int
    var sample: FactorSample
    /// The likelihood of incomplete cases, where factors are to maximize it.
    var incomplete: IncompleteFactors?
  }

  /// The samples of the groups, with warnings about the data.
  func samples() throws -> ([GroupSample], [LatentWarning]) {
    ordered.isEmpty ? try continuous() : try responses()
  }

  /// Pearson's correlations.
  private func continuous() throws -> ([GroupSample], [LatentWarning]) {
    var selection = SampleSelection(
      variables: variables, groupVariable: settings.data.group,
      groupLabels: settings.data.groupLabels)
    selection.keepsCases = false
    selection.source =
      switch settings.factors.missing {
      case .listwise: .complete
      case .pairwise: .pairwise
      case .fiml: .likelihood
      }
    let data = try GroupedData(
      table, selecting: [selection],
      team: WorkTeam(threads: WorkTeam.coreCount))
    // Moments of incomplete cases are not those of so many complete ones.
    let isComplete = variables.allSatisfy { name in
      table.columns.first { $0.name == name }?.numbers?.contains(where: \.isNaN)
        != true
    }
    let samples = data.groups.map { group in
      let moments = group.moments
      var sample = FactorSample(
        names: moments.variableNames, correlation: moments.correlation,
        caseCount: Double(moments.observationCount))
      sample.variances = moments.covariance.diagonal
      var own = GroupSample(
        label: group.label, rowCount: group.readCount, sample: sample)
      if settings.factors.missing != .listwise, !isComplete {
        own.sample.covariance = .unknown
        if settings.factors.missing == .fiml,
          settings.factors.extraction ?? .maximumLikelihood
            == .maximumLikelihood
        {
          own.incomplete = IncompleteFactors(
            table: table, variables: variables,
            group: settings.data.group.map { ($0, group.label) })
        }
      }
      return own
    }
    return (samples, data.warnings)
  }

  /// Polychoric correlations and their like.
  private func responses() throws -> ([GroupSample], [LatentWarning]) {
    var selection = CorrelationSelection(variables: variables)
    selection.ordered = ordered
    selection.groupVariable = settings.data.group
    selection.groupLabels = settings.data.groupLabels
    selection.isPairwise = settings.factors.missing == .pairwise
    selection.firstStage.emptyCells = settings.options.emptyCells
    selection.firstStage.threads = WorkTeam.coreCount
    let found = try CorrelationSamples(table, selection)
    let samples = found.groups.map { group in
      let stage = group.stage
      var sample = FactorSample(
        names: stage.variables, correlation: stage.correlation,
        caseCount: stage.size)
      let places = stage.pairDerivatives
      let gamma = stage.asymptoticCovariance()
      let isMixed = variables.count > ordered.count
      let known = isMixed ? stage.scaledPairs : places
      sample.covariance = .pairs(
        PairCovariance(
          ofCorrelations: places.transposed * (gamma * places),
          ofCovariances: isMixed
            ? known.transposed * (gamma * known) : nil))
      return GroupSample(
        label: group.label, rowCount: group.rowCount, sample: sample)
    }
    return (samples, found.warnings)
  }
}

extension FirstStage {
  /// The derivatives of the correlations by the statistics: a column for each
  /// pair (i, j), i > j, column by column.
  fileprivate var pairDerivatives: Matrix { pairs(freesScales: true) }

  /// Those of covariances over the standard deviations of continuous variables,
  /// these being known.
  fileprivate var scaledPairs: Matrix { pairs(freesScales: false) }

  private func pairs(freesScales: Bool) -> Matrix {
    let p = variables.count
    var result = Matrix(rows: layout.count, columns: p * (p - 1) / 2)
    var column = 0
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        // A covariance with continuous variables is the correlation times
        // their standard deviations.
        result[layout.index(of: .covariance(i, j)), column] =
          1 / (covariance[i, i] * covariance[j, j]).squareRoot()
        for k in [i, j] where freesScales && !layout.isOrdered(k) {
          result[layout.index(of: .covariance(k, k)), column] =
            -0.5 * correlation[i, j] / covariance[k, k]
        }
        column += 1
      }
    }
    return result
  }
}
