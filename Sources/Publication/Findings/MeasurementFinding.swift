import ItemAnalysis
import ModelFit
import ModelSyntax
import SampleStatistics

/// The measurement part of one group of a fit: constructs with the loadings of
/// their items.
struct MeasurementFinding: Sendable {
  /// A construct.
  struct Construct: Sendable {
    /// Its name.
    var name: String
    /// The loadings, in the order of the model.
    var loadings: [ParameterEstimate]
    /// The standardized loadings with the number of constructs that each item
    /// measures.
    var standardized: [Double]
    /// The composite reliability and the average variance extracted; `nil`
    /// where an item measures several constructs, or a standardized loading is
    /// not defined.
    var reliability: (composite: Double, variance: Double)?
  }

  /// The constructs.
  let constructs: [Construct]
  /// The group's label.
  let group: String

  init(_ fit: Fit, group: Int) {
    let composites = Set(
      fit.parameters.filter { $0.op == .formative }.map(\.lhs))
    let own = fit.parameters.filter {
      $0.op == .measurement && $0.groupIndex == group
        && !composites.contains($0.lhs)
    }
    let counts = Dictionary(grouping: own, by: \.rhs).mapValues(\.count)
    self.group = fit.sample.count > 1 ? fit.sample[group].label : ""
    var names: [String] = []
    for row in own where !names.contains(row.lhs) { names.append(row.lhs) }
    constructs = names.map { name in
      let loadings = own.filter { $0.lhs == name }
      let values = loadings.compactMap(\.standardizedAll?.estimate)
      let isSimple =
        loadings.allSatisfy { counts[$0.rhs] == 1 }
        && values.count == loadings.count
      let summary = StandardizedLoadings(values)
      return Construct(
        name: name, loadings: loadings, standardized: values,
        reliability: isSimple && values.count > 1
          ? (summary.compositeReliability, summary.averageVarianceExtracted)
          : nil)
    }
  }

  /// All standardized loadings.
  var loadings: [Double] { constructs.flatMap(\.standardized) }

  /// The items whose standardized loading is below a level.
  func weak(below level: Double) -> [String] {
    constructs.flatMap { construct in
      construct.loadings.filter {
        ($0.standardizedAll?.estimate ?? 1) < level
      }.map(\.rhs)
    }
  }

  /// Whether every tested loading is significant at a level; `nil` without
  /// tests.
  func areSignificant(at level: Double) -> Bool? {
    let tested = constructs.flatMap(\.loadings).filter(\.isFree)
      .compactMap(\.pValue)
    return tested.isEmpty ? nil : tested.allSatisfy { $0 < level }
  }

  /// Whether an item measures several constructs.
  var hasCrossLoadings: Bool {
    let items = constructs.flatMap(\.loadings).map(\.rhs)
    return Set(items).count < items.count
  }
}
