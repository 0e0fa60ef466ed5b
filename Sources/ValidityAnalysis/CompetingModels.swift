internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import Specification

/// The search for measurement models that compete with that of all constructs.
struct CompetingModels {
  private let models: MeasurementModels
  private let base: Fit
  private let correlations: Matrix
  /// The models with a usable solution.
  private(set) var found: [ValidityAnalysis.CompetingModel] = []
  /// The mean share of the items' variance that the method factor has.
  private(set) var methodShare: Double?
  /// The constructs of the second order.
  private(set) var secondOrder: [ConvergentValidity] = []

  init(_ models: MeasurementModels, _ base: Fit, _ correlations: Matrix) {
    self.models = models
    self.base = base
    self.correlations = correlations
  }

  mutating func run(_ warnings: inout [LatentWarning]) {
    for kind in ValidityAnalysis.CompetingModel.Kind.allCases {
      switch kind {
      case .correlated: add(kind, base, isBase: true)
      case .merged: merge(&warnings)
      case .oneFactor, .secondOrder, .bifactor, .methodFactor:
        guard let lines = models.lines(of: kind),
          let fit = models.usable(
            lines, orthogonal: kind == .bifactor, &warnings,
            what: "The model `\(kind.rawValue)`")
        else { continue }
        add(kind, fit)
        if kind == .methodFactor {
          let loadings = fit.parameters.filter {
            $0.op == .measurement && $0.lhs == MeasurementModels.general
          }.compactMap(\.standardizedAll?.estimate)
          methodShare =
            loadings.reduce(0) { $0 + $1 * $1 } / Double(loadings.count)
        }
        if kind == .secondOrder {
          secondOrder = models.ofSecondOrder.map {
            ConvergentValidity(
              $0, MeasurementModels.loadings(of: $0, fit), correlations: [])
          }
        }
      }
    }
  }

  private mutating func add(
    _ kind: ValidityAnalysis.CompetingModel.Kind, _ fit: Fit,
    merged: [[String]] = [], isBase: Bool = false
  ) {
    found.append(
      ValidityAnalysis.CompetingModel(
        kind: kind, merged: merged, fit: fit,
        difference: isBase ? nil : MeasurementModels.test(base, fit)))
  }

  /// Makes the two constructs one that correlate most, until two are left; the
  /// correlations are those of the model before.
  private mutating func merge(_ warnings: inout [LatentWarning]) {
    var sets = models.constructs.indices.map { [$0] }
    var known = correlations
    var own: [(merged: [[String]], fit: Fit)] = []
    while sets.count > 2 {
      var nearest = (1, 0)
      for first in sets.indices {
        for second in 0..<first
        where abs(known[first, second]) > abs(known[nearest.0, nearest.1]) {
          nearest = (first, second)
        }
      }
      sets[nearest.1] += sets.remove(at: nearest.0)
      let constructs = models.merged(sets)
      guard
        let fit = models.usable(
          constructs.map(\.formula), orthogonal: false, &warnings,
          what: "The model of \(sets.count) merged constructs")
      else { break }
      known = MeasurementModels.correlations(of: constructs, fit)
      own.append(
        (
          sets.filter { $0.count > 1 }.map { set in
            set.map { models.constructs[$0].name }
          }, fit
        ))
    }
    for (merged, fit) in own.reversed() { add(.merged, fit, merged: merged) }
  }
}
