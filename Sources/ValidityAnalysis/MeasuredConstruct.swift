internal import ItemAnalysis
internal import ModelFit
internal import ModelSyntax
internal import Specification

/// A construct with the items that measure it.
public struct MeasuredConstruct: Sendable, Hashable, Encodable {
  /// Its name.
  public var name: String
  /// The names of its items.
  public var items: [String]

  /// Makes a construct.
  public init(name: String, items: [String]) {
    self.name = name
    self.items = items
  }

  /// The line of the measurement model.
  var formula: String {
    "\(Printed.name(name)) =~ "
      + items.map(Printed.name).joined(separator: " + ")
  }
}

/// The convergent validity of one construct.
public struct ConvergentValidity: Sendable, Hashable, Encodable {
  /// The construct.
  public let construct: MeasuredConstruct
  /// The standardized loadings, in the order of the items.
  public let loadings: [Double]
  /// Their standard errors; `nil` without.
  public let errors: [Double?]
  /// The composite reliability (Fornell & Larcker, 1981).
  public let compositeReliability: Double
  /// The average variance extracted (Fornell & Larcker, 1981).
  public let averageVarianceExtracted: Double
  /// The largest squared correlation with another construct (Hair et al.,
  /// 2010); `nil` for one construct.
  public let maximumSharedVariance: Double?
  /// The mean squared correlation with the others; `nil` for one construct.
  public let averageSharedVariance: Double?

  init(
    _ construct: MeasuredConstruct, _ loadings: [StandardizedValue],
    correlations: [Double]
  ) {
    self.construct = construct
    self.loadings = loadings.map(\.estimate)
    errors = loadings.map(\.standardError)
    let summary = StandardizedLoadings(self.loadings)
    compositeReliability = summary.compositeReliability
    averageVarianceExtracted = summary.averageVarianceExtracted
    let shared = correlations.map { $0 * $0 }
    maximumSharedVariance = shared.max()
    averageSharedVariance =
      shared.isEmpty ? nil : shared.reduce(0, +) / Double(shared.count)
  }
}
