internal import FitComparison
internal import ItemAnalysis
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import Probability
internal import Specification

/// The texts and fits of the confirmatory marker technique (Williams, Hartman &
/// Cavazotte, 2010).
struct MarkerModels {
  let models: MeasurementModels
  let constructs: [MeasuredConstruct]
  let marker: MeasuredConstruct
  /// The items of constructs and marker that are ordered, whose residual
  /// variances are no parameters.
  let ordered: Set<String>

  /// The label of equal loadings on the marker.
  private static let equal = "METHOD_"

  private var formulas: [String] { constructs.map(\.formula) }
  private var items: [String] { constructs.flatMap(\.items) }

  /// The marker beside the constructs, all correlated.
  var free: [String] { formulas + [marker.formula] }

  /// The marker with its loadings and residual variances as the free model has
  /// them, uncorrelated with the constructs; then loadings of their items on
  /// it.
  ///
  /// - Parameters:
  ///   - free: The fit of the free model.
  ///   - loading: The modifier of an item's loading on the marker; `nil` for no
  ///     loading.
  /// - Returns: The lines of the model.
  func held(by free: Fit, _ loading: (Int) -> String?) -> [String] {
    let name = Printed.name(marker.name)
    var terms: [String] = []
    var lines = formulas
    for own in free.parameters where own.lhs == marker.name {
      if own.op == .measurement {
        terms.append("\(own.estimate)*\(Printed.name(own.rhs))")
      }
    }
    for own in free.parameters
    where own.op == .covariance && own.lhs == own.rhs
      && marker.items.contains(own.lhs) && !ordered.contains(own.lhs)
    {
      let item = Printed.name(own.lhs)
      lines.append("\(item) ~~ \(own.estimate)*\(item)")
    }
    for (place, item) in items.enumerated() {
      guard let modifier = loading(place) else { continue }
      terms.append(modifier + Printed.name(item))
    }
    lines.append("\(name) =~ " + terms.joined(separator: " + "))
    return lines
      + constructs.map { "\(name) ~~ 0*\(Printed.name($0.name))" }
  }

  /// The model of a kind, by the fits before it; `nil` where one is missing.
  func lines(
    _ kind: MarkerTechnique.Kind, _ fits: [MarkerTechnique.Kind: Fit],
    chosen: MarkerTechnique.Kind
  ) -> [String]? {
    if kind == .free { return free }
    guard let free = fits[.free] else { return nil }
    switch kind {
    case .free, .baseline: return held(by: free) { _ in nil }
    case .equal: return held(by: free) { _ in "\(Self.equal)*" }
    case .unequal: return held(by: free) { _ in "" }
    case .restricted:
      guard let baseline = fits[.baseline] else { return nil }
      let correlations = models.correlations(of: baseline)
      var lines =
        chosen == .equal
        ? held(by: free) { _ in "\(Self.equal)*" } : held(by: free) { _ in "" }
      for first in constructs.indices {
        for second in 0..<first {
          lines.append(
            "\(Printed.name(constructs[first].name)) ~~ "
              + "\(correlations[first, second])*"
              + Printed.name(constructs[second].name))
        }
      }
      return lines
    case .sensitive95, .sensitive99:
      guard let fit = fits[chosen] else { return nil }
      let loadings = methodLoadings(fit)
      guard loadings.allSatisfy({ $0.standardError != nil }) else { return nil }
      let quantile = NormalDistribution.quantile(
        kind == .sensitive95 ? 0.975 : 0.995)
      return held(by: free) { place in
        let own = loadings[place]
        let reach = quantile * (own.standardError ?? 0)
        return "\(own.estimate + (own.estimate < 0 ? -reach : reach))*"
      }
    }
  }

  /// The loadings of the constructs' items on the marker.
  func methodLoadings(_ fit: Fit) -> [ParameterEstimate] {
    let rows = fit.parameters.filter {
      $0.op == .measurement && $0.lhs == marker.name
    }
    return items.compactMap { item in rows.first { $0.rhs == item } }
  }

  /// The reliability of each construct's items, and its parts.
  func reliability(
    baseline: Fit, method: Fit
  ) -> [MarkerTechnique.Reliability] {
    let onMarker = methodLoadings(method).map {
      $0.standardizedAll?.estimate ?? .nan
    }
    var start = 0
    return constructs.indices.map { place in
      let total = StandardizedLoadings(
        models.loadings(of: place, baseline).map(\.estimate)
      ).compositeReliability
      let own = models.loadings(of: place, method).map(\.estimate)
      let extra = Array(onMarker[start..<start + own.count])
      start += own.count
      let substance = own.reduce(0, +) * own.reduce(0, +)
      let shared = extra.reduce(0, +) * extra.reduce(0, +)
      let noise = zip(own, extra).reduce(0) {
        $0 + 1 - $1.0 * $1.0 - $1.1 * $1.1
      }
      let all = substance + shared + noise
      return MarkerTechnique.Reliability(
        total: total, substantive: substance / all, method: shared / all)
    }
  }
}
