internal import LinearAlgebra
import ModelCriticism
import ModelFit

extension Comparison {
  /// Compares the tests of residuals on one scale, and their summary.
  mutating func compareResidualTests(
    _ name: String, with groups: [ReferenceValue], of fit: Fit
  ) {
    guard let kind = ResidualKind(rawValue: name) else {
      return refuse("unknown scale of residuals `\(name)`")
    }
    guard let tests = try? fit.residualTests(kind),
      let summaries = try? fit.residualSummary(kind),
      tests.count == groups.count
    else { return lacks("tests of residuals \(name)") }
    for (index, reference) in groups.enumerated() {
      let own = tests[index]
      let place =
        "tests of residuals \(name)"
        + (index > 0 ? " (group \(index + 1))" : "")
      let names = reference["names"]?.list?.compactMap(\.text) ?? []
      let places = names.map { own.variables.firstIndex(of: $0) }
      for (key, matrix, tolerance) in [
        ("se", own.covarianceErrors, Tolerance.standardError),
        ("z", own.covarianceZ, Tolerance.ratio),
      ] {
        for (i, row) in (reference[key]?.list ?? []).enumerated() {
          for (j, value) in (row.list ?? []).enumerated() where j <= i {
            guard let a = places[i], let b = places[j] else {
              lacks("\(place) \(names[i])")
              continue
            }
            compare(
              matrix[a, b], with: value, tolerance,
              at: "\(place) \(names[i]) ~~ \(names[j]): \(key)")
          }
        }
      }
      for (key, list, tolerance) in [
        ("mean_se", own.meanErrors, Tolerance.standardError),
        ("mean_z", own.meanZ, Tolerance.ratio),
      ] {
        for (i, value) in (reference[key]?.list ?? []).enumerated() {
          compare(
            places[i].flatMap { $0 < list.count ? list[$0] : nil },
            with: value, tolerance, at: "\(place) \(names[i]) ~1: \(key)")
        }
      }
      if let summary = reference["summary"] {
        compareSummary(summaries[index], with: summary, at: place)
      }
    }
  }

  private mutating func compareSummary(
    _ own: ResidualSummary, with reference: ReferenceValue, at place: String
  ) {
    let parts: [(String, RootMeanSquareResidual?)] = [
      ("cov", own.covariance), ("mean", own.mean), ("total", own.total),
    ]
    let name = own.name
    for (part, value) in parts {
      guard let expected = reference[part] else { continue }
      let columns: [(String, Double?, Tolerance)] = [
        (name, value?.value, .measure),
        ("\(name)_se", value?.standardError, .standardError),
        ("\(name)_exactfit_z", value?.exactFitZ, .ratio),
        ("\(name)_exactfit_pvalue", value?.exactFitPValue, .probability),
        ("u\(name)", value?.unbiased, .measure),
        ("u\(name)_se", value?.unbiasedError, .standardError),
        ("u\(name)_ci_lower", value?.lower, .interval),
        ("u\(name)_ci_upper", value?.upper, .interval),
        ("u\(name)_closefit_z", value?.closeFitZ, .ratio),
        ("u\(name)_closefit_pvalue", value?.closeFitPValue, .probability),
      ]
      for (column, figure, tolerance) in columns {
        guard let wanted = expected[column] else { continue }
        compare(figure, with: wanted, tolerance, at: "\(place): \(column)")
      }
    }
  }
}
