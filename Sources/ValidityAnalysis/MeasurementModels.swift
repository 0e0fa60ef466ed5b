internal import Estimation
internal import FitComparison
internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import Specification
internal import TableReading

/// The measurement models of constructs, as texts and fits.
struct MeasurementModels {
  let constructs: [MeasuredConstruct]
  private let secondOrder: [MeasuredConstruct]
  private let table: DataTable
  private var options: FitOptions

  /// The name of the factor of all items.
  static let general = "GENERAL_"

  init(
    _ constructs: [MeasuredConstruct], _ table: DataTable,
    _ options: ValidityOptions, beside marker: MeasuredConstruct? = nil
  ) throws(LatentError) {
    guard !constructs.isEmpty else {
      throw LatentError(
        code: .validityConstructs,
        message: "The model has no constructs that items measure.",
        remedy: "Write `trust =~ tr1 + tr2 + tr3`.")
    }
    for construct in constructs where construct.items.count < 2 {
      throw LatentError(
        code: .validityConstructs,
        message: "The construct `\(construct.name)` has "
          + "\(counted(construct.items.count, "item")).",
        remedy: "Validity is that of constructs with two items or more.")
    }
    let items = constructs.flatMap(\.items)
    guard Set(items).count == items.count else {
      throw LatentError(
        code: .validityConstructs,
        message: "An item measures two constructs.",
        remedy: "Validity is that of constructs with items of their own.")
    }
    self.constructs = constructs
    self.table = table
    secondOrder = options.secondOrder
    self.options = options.fit
    self.options.model.kind = .cfa
    self.options.model.standardizeLatent = true
    let measured = Set(items + (marker?.items ?? []))
    self.options.model.ordered.removeAll { !measured.contains($0) }
  }

  // MARK: Texts

  private var formulas: [String] { constructs.map(\.formula) }
  private var names: [String] { constructs.map { Printed.name($0.name) } }
  private var items: [String] { constructs.flatMap(\.items) }

  private var ofAll: String {
    MeasuredConstruct(name: Self.general, items: items).formula
  }

  /// The model in which two constructs correlate perfectly.
  ///
  /// Their correlations with others are equal then.
  func united(_ first: Int, _ second: Int) -> [String] {
    var lines = formulas + ["\(names[first]) ~~ 1*\(names[second])"]
    for other in names.indices where other != first && other != second {
      for own in [first, second] {
        lines.append("\(names[own]) ~~ c\(other)*\(names[other])")
      }
    }
    return lines
  }

  /// The constructs of the second order: those that are given, or one of all.
  var ofSecondOrder: [MeasuredConstruct] {
    secondOrder.isEmpty
      ? [
        MeasuredConstruct(
          name: Self.general, items: constructs.map(\.name))
      ] : secondOrder
  }

  /// The constructs with some of them made one, which has the name of its first.
  ///
  /// - Parameter sets: The places of the constructs of each set.
  /// - Returns: A construct for each set.
  func merged(_ sets: [[Int]]) -> [MeasuredConstruct] {
    sets.map { set in
      MeasuredConstruct(
        name: constructs[set[0]].name,
        items: set.flatMap { constructs[$0].items })
    }
  }

  /// The lines of a model; `nil` where the constructs are too few for it.
  func lines(of kind: ValidityAnalysis.CompetingModel.Kind) -> [String]? {
    switch kind {
    case .correlated, .merged: return formulas
    case .oneFactor: return constructs.count > 1 ? [ofAll] : nil
    case .secondOrder:
      guard constructs.count > 2 else { return nil }
      return formulas + ofSecondOrder.map(\.formula)
    case .bifactor:
      guard constructs.count > 1, constructs.allSatisfy({ $0.items.count > 2 })
      else { return nil }
      return formulas + [ofAll]
    case .methodFactor:
      guard items.count > 3 else { return nil }
      return formulas + [ofAll]
        + names.map { "\(Self.general) ~~ 0*\($0)" }
    }
  }

  // MARK: Fits

  /// The fit of all constructs.
  func base() throws(LatentError) -> Fit {
    let fit = try self.fit(formulas, orthogonal: false)
    guard fit.isConverged else {
      throw LatentError(
        code: .validityModel,
        message: "The measurement model did not converge. "
          + fit.convergenceMessage,
        remedy: "Look at its items with `items`.")
    }
    return fit
  }

  private func fit(
    _ lines: [String], orthogonal: Bool
  ) throws(LatentError) -> Fit {
    var options = options
    options.model.orthogonalExogenous = orthogonal
    return try Model(text: lines.joined(separator: "\n")).fit(
      to: table, options: options)
  }

  /// The fit of a model, or a warning why it is of no use.
  func usable(
    _ lines: [String], orthogonal: Bool, _ warnings: inout [LatentWarning],
    what: String
  ) -> Fit? {
    do {
      let fit = try self.fit(lines, orthogonal: orthogonal)
      if fit.isConverged { return fit }
      warnings.append(
        LatentWarning(
          code: .validityModel, message: "\(what) did not converge."))
    } catch {
      warnings.append(
        LatentWarning(
          code: .validityModel, message: "\(what) has no fit: \(error.message)"
        ))
    }
    return nil
  }

  /// The test of a restricted model against that of all constructs.
  func difference(
    _ base: Fit, lines: [String], _ warnings: inout [LatentWarning],
    what: String
  ) -> ChiSquareDifference? {
    usable(lines, orthogonal: false, &warnings, what: what)
      .flatMap { Self.test(base, $0) }
  }

  /// The test of the difference of two fits; `nil` if there is none.
  static func test(_ base: Fit, _ other: Fit) -> ChiSquareDifference? {
    try? base.compared(with: other).pairs.first?.test
  }

  /// The correlations of the constructs.
  func correlations(of fit: Fit) -> Matrix {
    Self.correlations(of: constructs, fit)
  }

  /// The correlations of some constructs with the variance 1.
  static func correlations(
    of constructs: [MeasuredConstruct], _ fit: Fit
  ) -> Matrix {
    let k = constructs.count
    var elements = [Double](repeating: 0, count: k * k)
    for i in 0..<k { elements[i + i * k] = 1 }
    for own in fit.parameters
    where own.op == .covariance && own.lhs != own.rhs {
      guard
        let i = constructs.firstIndex(where: { $0.name == own.lhs }),
        let j = constructs.firstIndex(where: { $0.name == own.rhs })
      else { continue }
      elements[i + j * k] = own.estimate
      elements[j + i * k] = own.estimate
    }
    return Matrix(rows: k, columns: k, elements: elements)
  }

  /// The standardized loadings of a construct.
  func loadings(of place: Int, _ fit: Fit) -> [StandardizedValue] {
    Self.loadings(of: constructs[place], fit)
  }

  /// The standardized loadings of what measures a construct.
  static func loadings(
    of construct: MeasuredConstruct, _ fit: Fit
  ) -> [StandardizedValue] {
    let own = fit.parameters.filter {
      $0.op == .measurement && $0.lhs == construct.name
    }
    return construct.items.map { item in
      own.first { $0.rhs == item }?.standardizedAll
        ?? StandardizedValue(estimate: .nan, standardError: nil)
    }
  }

  /// Warns of constructs that fail the usual criteria.
  func check(
    _ validity: [ConvergentValidity], _ correlations: Matrix,
    _ ratios: [HeterotraitRatio], _ warnings: inout [LatentWarning]
  ) {
    for first in validity.indices {
      for second in 0..<first {
        let least = min(
          validity[first].averageVarianceExtracted,
          validity[second].averageVarianceExtracted)
        let r = correlations[first, second]
        guard r * r > least else { continue }
        warnings.append(
          LatentWarning(
            code: .validityDiscriminant,
            message: "\(constructs[second].name) and \(constructs[first].name) "
              + "share more variance than one of them extracts from its items "
              + "(Fornell & Larcker, 1981)."))
      }
    }
  }
}
