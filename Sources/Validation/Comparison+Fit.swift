internal import Estimation
internal import FitSettings
internal import LinearAlgebra
import ModelCriticism
import ModelFit
import Reporting
import Requests
internal import SampleStatistics

extension Comparison {
  /// Compares a fit with a reference and its published figures.
  init(_ fit: Fit, with reference: ReferenceValue) {
    self.init()
    compareAll(fit, with: reference, prefix: "")
    if let published = reference["published"] {
      compareAll(fit, with: published, prefix: "published ")
    }
  }

  private mutating func compareAll(
    _ fit: Fit, with reference: ReferenceValue, prefix: String
  ) {
    for row in reference["parameters"]?.list ?? [] {
      compareRow(row, of: fit, prefix: prefix)
    }
    // What a newer version of the program computes in another way.
    for row in reference["newer"]?["parameters"]?.list ?? [] {
      compareRow(row, of: fit, prefix: prefix)
    }
    for block in [reference["fit"], reference["newer"]?["fit"]] {
      for (name, value) in (block?.members ?? [:]).sorted(
        by: { $0.key < $1.key })
      {
        compare(
          fit.measures[name], with: value, .fitMeasure(name),
          at: prefix + name)
      }
    }
    for test in reference["tests"]?.list ?? [] {
      compareTest(test, of: fit, prefix: prefix)
    }
    if let squares = reference["r2"] {
      compareRSquared(squares, of: fit, prefix: prefix)
    }
    if let implied = reference["implied"] {
      let groups = fit.implied.map {
        ReportedMoments.Group(covariance: $0.covariance, mean: $0.mean)
      }
      compareMoments(
        groups, with: implied, of: fit, .estimate, at: prefix + "implied")
    }
    if let blocks = reference["factor_scores"]?.list {
      compareScores(blocks, of: fit)
    }
    compareTests(reference, of: fit)
    for (name, value) in (reference["residual_tests"]?.members ?? [:]).sorted(
      by: { $0.key < $1.key })
    {
      compareResidualTests(name, with: value.list ?? [], of: fit)
    }
    if let rows =
      (reference["newer"]?["modification_indices"]
      ?? reference["modification_indices"])?.list
    {
      compareModification(rows, of: fit, prefix: prefix)
    }
    for (name, value) in (reference["residuals"]?.members ?? [:]).sorted(
      by: { $0.key < $1.key })
    {
      guard let kind = Self.residualKinds[name] else { continue }
      guard let own = try? ReportedMoments(kind, of: fit) else {
        lacks("\(prefix)residuals \(name)")
        continue
      }
      compareMoments(
        own.groups, with: value, of: fit,
        kind == .raw || kind == .correlation ? .estimate : .ratio,
        at: "\(prefix)residuals \(name)")
    }
  }

  private mutating func compareTest(
    _ reference: ReferenceValue, of fit: Fit, prefix: String
  ) {
    let name = reference["test"]?.text ?? ""
    guard let own = fit.tests.first(where: { $0.kind.rawValue == name })
    else { return lacks("\(prefix)test \(name)") }
    let values: [(String, Double?, Tolerance)] = [
      ("chisq", own.chiSquare, .measure),
      ("df", own.degreesOfFreedom, .measure),
      ("pvalue", own.pValue, .probability),
      ("scaling_factor", own.scalingFactor, .measure),
      ("shift_parameter", own.shift, .measure),
    ]
    for (column, value, tolerance) in values {
      guard let expected = reference[column] else { continue }
      compare(
        value, with: expected, tolerance, at: "\(prefix)test \(name): \(column)"
      )
    }
  }

  private static let residualKinds: [String: ResidualKind] = [
    "raw": .raw, "cor": .correlation, "cor_bollen": .correlation,
    "cor_bentler": .scaled,
    "standardized": .standardized, "normalized": .normalized,
  ]

  private mutating func compareRow(
    _ reference: ReferenceValue, of fit: Fit, prefix: String
  ) {
    let lhs = reference["lhs"]?.text ?? ""
    let op = reference["op"]?.text ?? ""
    let rhs = reference["rhs"]?.text ?? ""
    let name = "\(prefix)\(lhs) \(op) \(rhs)"
    let number = reference["group"]?.number ?? 1
    guard let group = Int(exactly: number), group >= 0 else {
      return refuse("\(name): there is no group \(number)")
    }
    let place = name + (group > 1 ? " (group \(group))" : "")
    guard
      let row = fit.parameter(lhs, op, op == ":=" ? "" : rhs, group: group)
    else { return lacks(place) }
    let interval = ParameterInterval(row, in: fit)
    let columns: [(String, Double?)] = [
      ("est", row.estimate), ("se", interval.standardError), ("z", row.z),
      ("pvalue", row.pValue), ("ci_lower", interval.lower),
      ("ci_upper", interval.upper),
      ("std_lv", row.standardizedLatent?.estimate),
      ("std_all", row.standardizedAll?.estimate),
      ("std_nox", row.standardizedNoExogenous?.estimate),
      ("std_lv_se", row.standardizedLatent.map { $0.standardError ?? 0 }),
      ("std_all_se", row.standardizedAll.map { $0.standardError ?? 0 }),
      (
        "std_nox_se",
        row.standardizedNoExogenous.map { $0.standardError ?? 0 }
      ),
    ]
    for (name, value) in columns {
      guard let expected = reference[name] else { continue }
      compare(value, with: expected, .column(name), at: "\(place): \(name)")
    }
  }

  private mutating func compareRSquared(
    _ reference: ReferenceValue, of fit: Fit, prefix: String
  ) {
    for (index, sample) in fit.sample.enumerated() {
      let values =
        fit.sample.count > 1 ? reference[sample.label] : reference
      guard let members = values?.members else {
        lacks("\(prefix)r2 \(sample.label)")
        continue
      }
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        let own = fit.rSquared[index].first { $0.variable == name }
        compare(
          own?.value, with: value, .estimate,
          at: "\(prefix)r2 \(name)"
            + (index > 0 ? " (group \(index + 1))" : ""))
      }
    }
  }

  private mutating func compareMoments(
    _ groups: [ReportedMoments.Group], with reference: ReferenceValue,
    of fit: Fit, _ tolerance: Tolerance, at place: String
  ) {
    for (index, sample) in fit.sample.enumerated() {
      let values =
        fit.sample.count > 1 ? reference[sample.label] : reference
      guard let values, index < groups.count else {
        lacks("\(place) \(sample.label)")
        continue
      }
      let names = values["cov"]?["names"]?.list?.compactMap(\.text) ?? []
      let positions = names.map { sample.variables.firstIndex(of: $0) }
      for (i, row) in (values["cov"]?["values"]?.list ?? []).enumerated() {
        for (j, value) in (row.list ?? []).enumerated() where j <= i {
          guard i < names.count else {
            return refuse(
              "\(place): cov has \(names.count) names, but more rows")
          }
          guard let a = positions[i], let b = positions[j] else {
            lacks("\(place) \(names[i])")
            continue
          }
          compare(
            groups[index].covariance[a, b], with: value, tolerance,
            at: "\(place) \(names[i]) ~~ \(names[j])")
        }
      }
      for (name, value) in (values["mean"]?.members ?? [:]).sorted(
        by: { $0.key < $1.key })
      {
        let position = sample.variables.firstIndex(of: name)
        let mean = groups[index].mean
        compare(
          position.flatMap { $0 < mean.count ? mean[$0] : nil }, with: value,
          tolerance, at: "\(place) \(name) ~1")
      }
    }
  }
}
