import Latent
import ModelCriticism

func readVerdicts(_ result: Fit) {
  guard result.isConverged else {
    print(result.convergenceMessage)
    return
  }
  for warning in result.warnings {
    print(warning.code, warning.message)
  }
}

func readParameters(_ result: Fit) {
  for row in result.parameters where row.op == .measurement {
    guard let error = row.standardError else { continue }
    print(row.rhs, rounded(row.estimate), rounded(error))
  }

  let measures = result.measures
  if let cfi = measures.cfi, let rmsea = measures.rmsea {
    print("CFI", rounded(cfi), "RMSEA", rounded(rmsea))
  }
  for name in ["chisq", "df", "pvalue", "rmsea_ci_lower", "srmr"] {
    guard let value = measures[name] else { continue }
    print(name, rounded(value))
  }
}

func readMoments(_ result: Fit) throws {
  let residuals = try result.residuals(.standardized)
  for (group, residual) in zip(result.groups, residuals) {
    for (row, name) in group.sample.variables.enumerated() {
      print(name, residual.covariance.row(row).map(rounded))
      guard let explained = group.rSquared(of: name) else { continue }
      print("R² of", name, rounded(explained))
    }
  }
}
