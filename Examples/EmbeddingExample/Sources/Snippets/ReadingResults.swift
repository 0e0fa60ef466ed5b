import Latent

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

  let names = ["chisq", "df", "pvalue", "cfi", "rmsea", "srmr"]
  for name in names {
    guard let value = result.measures[name] else { continue }
    print(name, rounded(value))
  }
}

func readMoments(_ result: Fit) throws {
  let names = result.sample[0].variables
  let residuals = try result.residuals(.standardized)[0].covariance
  for (row, name) in names.enumerated() {
    print(name, residuals.row(row).map(rounded))
  }

  for (variable, value) in result.rSquared[0] {
    guard let value else { continue }
    print("R² of", variable, rounded(value))
  }
}
