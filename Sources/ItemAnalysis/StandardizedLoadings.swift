/// The standardized loadings of the items of one construct, and what they say of
/// it (Fornell & Larcker, 1981).
package struct StandardizedLoadings: Sendable, Hashable {
  /// The loadings, one for each item.
  package let values: [Double]

  /// Takes loadings.
  package init(_ values: [Double]) { self.values = values }

  /// The composite reliability: (Σλ)² / ((Σλ)² + Σ(1 - λ²)).
  package var compositeReliability: Double {
    let sum = values.reduce(0, +)
    let errors = values.reduce(0) { $0 + 1 - $1 * $1 }
    return sum * sum / (sum * sum + errors)
  }

  /// The average variance extracted: the mean of λ².
  package var averageVarianceExtracted: Double {
    values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
  }
}
