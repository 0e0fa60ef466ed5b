internal import EffectAnalysis
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// The statistics that a replicate reports, planned once: every column by the
/// place it is read from, so that reading does not allocate.
struct ReplicateRecipe: Sendable {
  private enum Source: Sendable {
    /// A value of the solution, by its place in the scratch.
    case solution(Int)
    case rSquared(block: Int, RSquared.Entry)
    case chiSquare
    case measure(String)
    case standardError(Int)
    case effect(EffectDrawing.ValueIndex)
    case effectStandardError(EffectDrawing.ValueIndex)
  }

  /// The columns.
  let columns: [BootstrapColumn]
  private let sources: [Source]
  /// The columns of each group's thresholds, which a replicate without their
  /// categories has no values of.
  let columnsOfThresholds: [[[Int]]]
  private let solution: SolutionTable
  private let effects: EffectDrawing

  init(_ fit: Fit, options: BootstrapOptions) throws(LatentError) {
    let table = fit.table
    var columns: [BootstrapColumn] = []
    var sources: [Source] = []
    func add(
      _ statistic: BootstrapStatistic, _ name: String, _ value: Double?,
      _ source: Source
    ) {
      columns.append(
        BootstrapColumn(
          statistic: statistic, name: name, estimate: value ?? .nan))
      sources.append(source)
    }
    let plan = StandardizationPlan(fit.model)
    solution = SolutionTable(
      plan, definitions: table.definitions, rows: fit.estimates.rowValues)
    let places = solution
    let definitionOfRow = Dictionary(
      uniqueKeysWithValues: table.definitions.enumerated().map {
        ($1.row, $0)
      })
    for (index, row) in table.rows.enumerated() {
      let name = table.columnName(of: row)
      if row.isFree {
        add(
          .estimate(row: index), name, fit.parameters[index].estimate,
          .solution(places.row(index, nil)))
      } else if let definition = definitionOfRow[index] {
        add(
          .estimate(row: index), name, fit.parameters[index].estimate,
          .solution(places.definition(definition, nil)))
      }
    }
    for kind in Standardization.allCases {
      for (index, row) in table.rows.enumerated() {
        let own = fit.parameters[index]
        let (statistic, prefix, value):
          (BootstrapStatistic, String, StandardizedValue?) =
            switch kind {
            case .latent:
              (
                .standardizedLatent(row: index), "std.lv",
                own.standardizedLatent
              )
            case .all:
              (.standardizedAll(row: index), "std.all", own.standardizedAll)
            case .noExogenous:
              (
                .standardizedNoExogenous(row: index), "std.nox",
                own.standardizedNoExogenous
              )
            }
        let name = "\(prefix): \(table.columnName(of: row))"
        if plan.recipes[kind.rawValue][index] != nil {
          add(
            statistic, name, value?.estimate,
            .solution(places.row(index, kind)))
        } else if let definition = definitionOfRow[index] {
          add(
            statistic, name, value?.estimate,
            .solution(places.definition(definition, kind)))
        }
      }
    }
    for (group, structure) in fit.model.blocks.enumerated() {
      for entry in RSquared(structure).entries {
        let value = fit.rSquared[group].first {
          $0.variable == entry.variable
        }
        let suffix =
          table.groupLabels.count > 1 ? " [\(table.groupLabels[group])]" : ""
        add(
          .rSquared(group: group + 1, variable: entry.variable),
          "r2: \(entry.variable)\(suffix)", value?.value,
          .rSquared(block: group, entry))
      }
    }
    add(.measure("chisq"), "chisq", fit.chiSquare, .chiSquare)
    if options.includesFitMeasures {
      for entry in fit.measures.entries
      where !["chisq", "npar", "df", "ntotal"].contains(entry.name) {
        add(.measure(entry.name), entry.name, entry.value, .measure(entry.name))
      }
    }
    if options.includesStandardErrors {
      for (index, row) in table.rows.enumerated()
      where row.isFree || row.op == .definition {
        add(
          .standardError(row: index), "se: \(table.columnName(of: row))",
          fit.parameters[index].standardError, .standardError(index))
      }
    }
    effects = try EffectDrawing(fit, selection: options.effects)
    columns += effects.columns.map(\.column)
    sources += effects.columns.map { .effect($0.index) }
    if options.includesStandardErrors {
      columns += effects.errorColumns(fit)
      sources += effects.columns.map { .effectStandardError($0.index) }
    }
    self.columns = columns
    self.sources = sources
    columnsOfThresholds = Self.columnsOfThresholds(fit, columns)
  }

  private static func columnsOfThresholds(
    _ fit: Fit, _ columns: [BootstrapColumn]
  ) -> [[[Int]]] {
    var columnsOfRow: [Int: [Int]] = [:]
    for (place, column) in columns.enumerated() {
      switch column.statistic {
      case .estimate(let row), .standardizedLatent(let row),
        .standardizedAll(let row), .standardizedNoExogenous(let row):
        columnsOfRow[row, default: []].append(place)
      default: break
      }
    }
    return fit.model.groups.map { group in
      var result = [[Int]](
        repeating: [], count: group.block.layout.thresholdCount)
      for (row, location) in fit.model.locations.enumerated() {
        guard let location, location.block == group.place,
          location.cell.matrix == .tau
        else { continue }
        result[location.cell.row] = columnsOfRow[row] ?? []
      }
      return result
    }
  }

  /// Room for one worker to read replicates with.
  func makeScratch() -> ReplicateScratch {
    ReplicateScratch(
      solution: solution.makeBuffer(), effects: effects.makeBuffers())
  }

  /// Reads every column from a fitter that stands at a replicate's result.
  ///
  /// - Parameters:
  ///   - fitter: The fitter.
  ///   - scratch: The buffers from `makeScratch`.
  ///   - extras: Measures and standard errors, where they are wanted.
  ///   - centres: The origin of the replicate's products; `nil` if it is that
  ///     of the original sample.
  ///   - write: Takes a column's index and its value.
  func read(
    _ fitter: Fitter, scratch: inout ReplicateScratch,
    extras: ReplicateExtras?, centres: ProductCentres?,
    write: (Int, Double) -> Void
  ) {
    let blocks = fitter.objective.blocks
    solution.evaluate(fitter, into: &scratch.solution)
    effects.evaluate(blocks, centres: centres, into: scratch.effects)
    let effectErrors = extras?.covariance.map {
      effects.standardErrors(blocks, $0, centres: centres)
    }
    for column in sources.indices {
      let value: Double
      switch sources[column] {
      case .solution(let place): value = scratch.solution[place]
      case .rSquared(let block, let entry):
        value = entry.value(in: blocks[block]) ?? .nan
      case .chiSquare: value = fitter.chiSquare
      case .measure(let name): value = extras?.measures[name] ?? .nan
      case .standardError(let row):
        value = extras?.standardErrors[row] ?? .nan
      case .effect(let index):
        value = scratch.effects[index.plan].buffer[index.value]
      case .effectStandardError(let index):
        value = effectErrors?[index.plan][index.value] ?? .nan
      }
      write(column, value)
    }
  }
}

/// Statistics of a replicate that only some bootstraps ask for.
struct ReplicateExtras {
  var measures: FitMeasures
  var standardErrors: [Double?]
  /// The covariances of the free parameters.
  var covariance: Matrix?
}

/// One worker's room for reading replicates.
struct ReplicateScratch {
  /// The values of all rows and definitions, as `SolutionTable` lays them
  /// out.
  var solution: [Double]
  /// The values of the effects, a buffer for each plan.
  let effects: [MatrixBox]
}
