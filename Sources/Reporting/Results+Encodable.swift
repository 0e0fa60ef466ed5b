public import FitComparison
public import InvarianceTesting
public import ModelFit
import ReportRendering

// Results that are complete by themselves encode as the documents that
// `JSONRenderer` writes, with lavaan's names. They are not read back: a fit
// holds its compiled model and its sample, which no document has (decision
// 0009). `FitRecord` reads what a document says; their parts (estimates,
// measures, tests, draws) are `Codable` values.

extension Fit: Encodable {
  /// Encodes the fit's document.
  public func encode(to encoder: any Encoder) throws {
    try ReportedFit(self).encode(to: encoder)
  }
}

extension ModelComparison: Encodable {
  /// Encodes the comparison's document.
  public func encode(to encoder: any Encoder) throws {
    try ReportedComparison(self).encode(to: encoder)
  }
}

extension Invariance: Encodable {
  /// Encodes the ladder's document.
  public func encode(to encoder: any Encoder) throws {
    try ReportedInvariance(self).encode(to: encoder)
  }
}
