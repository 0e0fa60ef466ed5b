internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import ModelFit
internal import ModelSyntax
internal import MomentInformation
internal import OrderedMoments
internal import SampleStatistics
internal import Specification
internal import TableReading

/// Two hashes of everything that draws depend on: equal hashes mean that
/// replicate k of a kind and seed is the same replicate.
public struct BootstrapFingerprint: Sendable, Hashable {
  /// The hash of the parameter table and of how it is estimated.
  public let model: String
  /// The hash of the cases or moments that the fit used.
  public let data: String

  /// Hashes a fit's model and data.
  ///
  /// The file's format, its other columns and the order of options do not
  /// matter; values, starting values and the order of cases do.
  public init(_ fit: Fit) {
    model = Self.hash(ofModel: fit)
    data = Self.hash(ofData: fit)
  }

  private static func hash(ofModel fit: Fit) -> String {
    var fields = FieldHash()
    let estimation = fit.options.estimation
    fields.add(estimation.estimator.rawValue)
    fields.add(estimation.likelihood.rawValue)
    fields.add(estimation.bounds.rawValue)
    fields.add(estimation.maximumIterations)
    fields.add((fit.options.information ?? .expected).rawValue)
    // Fits of complete cases keep the hash that they had.
    if fit.options.missing != .listwise {
      fields.add(fit.options.missing.rawValue)
    }
    if fit.table.hasOrdered {
      let empty = fit.options.emptyCells
      fields.add(fit.table.parameterization.rawValue)
      fields.add(empty.addedToTwoByTwo)
      fields.add(empty.addedToOthers)
      fields.add(empty.keepsMargins ? 1 : 0)
    }
    fields.add(fit.table.hasMeanStructure ? 1 : 0)
    for label in fit.table.groupLabels { fields.add(label) }
    for row in fit.table.rows {
      fields.add(row.lhs)
      fields.add(row.op.rawValue)
      fields.add(row.rhs)
      fields.add(row.label)
      for number in [
        row.block ?? 0, row.group ?? 0, row.level ?? 0, row.free ?? 0,
      ] {
        fields.add(number)
      }
      for value in [row.fixedValue, row.start, row.lower, row.upper] {
        fields.add(value ?? .nan)
      }
    }
    return fields.hash.text
  }

  private static func hash(ofData fit: Fit) -> String {
    var fields = FieldHash()
    for group in fit.sample {
      fields.add(group.label)
      fields.add(group.observationCount)
      for variable in group.variables { fields.add(variable) }
      for cluster in group.cases?.clusters ?? [] { fields.add(cluster) }
      for weight in group.cases?.weights ?? [] { fields.add(weight) }
      if let cases = group.completeCases {
        // Variable after variable: the order that draws files know.
        for variable in 0..<cases.variableCount {
          for number in 0..<cases.count { fields.add(cases[number, variable]) }
        }
        continue
      }
      if let cases = group.incompleteCases {
        for value in cases.values.elements { fields.add(value) }
        continue
      }
      let p = group.variables.count
      for j in 0..<p {
        for i in j..<p { fields.add(group.covariance[i, j]) }
      }
      for value in group.mean ?? [] { fields.add(value) }
    }
    return fields.hash.text
  }
}

/// Hashes fields such that neighbours cannot run into each other.
private struct FieldHash {
  var hash = ContentHash()

  mutating func add(_ text: String) {
    add(text.utf8.count)
    hash.update(Array(text.utf8).span)
  }

  mutating func add(_ number: Int) {
    add(bits: UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ value: Double) { add(bits: value.bitPattern) }

  private mutating func add(bits: UInt64) {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    hash.update(bytes.span)
  }
}
