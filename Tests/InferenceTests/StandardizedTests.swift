import Estimation
import LinearAlgebra
import ModelFit
import ModelSyntax
import MomentStructure
import Optimization
import Probability
import SampleStatistics
import Specification
import TestSupport
import Testing

/// The standardized solution and its standard errors, by the oracle.
struct StandardizedTests {
  /// A model made of standardized values has a correlation matrix, and that
  /// of Σ̂.
  @Test(arguments: Fits.cases)
  func standardizedRowsImplyCorrelations(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    for (index, roles) in fit.table.roles.enumerated() {
      let rows = fit.parameters.filter {
        $0.groupIndex == index && !$0.op.isConstraint && $0.op != .intercept
      }
      func value(_ row: ParameterEstimate) throws -> Double {
        try #require(row.standardizedAll).estimate
      }
      var variance: [String: Double] = [:]
      for row in rows where row.op == .covariance && row.lhs == row.rhs {
        variance[row.lhs] = try value(row)
      }
      let standardized = try rows.map { row in
        var v = try value(row)
        if row.op == .covariance, row.lhs != row.rhs {
          // A correlation of residuals; the oracle wants a covariance.
          v *= ((variance[row.lhs] ?? 0) * (variance[row.rhs] ?? 0))
            .squareRoot()
        }
        return ReticularRow(row.lhs, row.op.rawValue, row.rhs, v)
      }
      let model = ReticularModel(
        rows: standardized, observed: roles.observed, latent: roles.latent)
      expectClose(
        model.total.diagonal,
        [Double](repeating: 1, count: model.total.rows), relative: 1e-12)
      let sigma = fit.implied[index].covariance
      for i in 0..<sigma.rows {
        for j in 0..<sigma.rows {
          expectClose(
            model.covariance[i, j],
            sigma[i, j] / (sigma[i, i] * sigma[j, j]).squareRoot(),
            relative: 1e-11, absolute: 1e-13)
        }
      }
      for entry in fit.rSquared[index] {
        expectClose(
          try #require(entry.value), 1 - (variance[entry.variable] ?? .nan),
          relative: 1e-12,
          absolute: 1e-14, "R² of \(entry.variable)")
      }
    }
  }

  /// std.all of every row of group 1 as a function of the free parameters.
  private func standardizedAll(_ fit: Fit, group: Int, theta: [Double])
    -> [Double]
  {
    let model = fit.reticular(group: group, theta: theta)
    let roles = fit.table.roles[group - 1]
    let names = roles.observed + roles.latent
    func deviation(_ name: String) -> Double {
      let place = names.firstIndex(of: name) ?? 0
      return model.total[place, place].squareRoot()
    }
    let rows = fit.reticularRows(group: group, theta: theta)
    func residual(_ name: String) -> Double {
      (rows.first { $0.op == "~~" && $0.lhs == name && $0.rhs == name }?.value
        ?? .nan).squareRoot()
    }
    return rows.map { row in
      switch row.op {
      case "=~": row.value * deviation(row.lhs) / deviation(row.rhs)
      case "~": row.value * deviation(row.rhs) / deviation(row.lhs)
      case "~1": row.value / deviation(row.lhs)
      case "~~" where row.lhs == row.rhs:
        row.value / (deviation(row.lhs) * deviation(row.lhs))
      default: row.value / (residual(row.lhs) * residual(row.rhs))
      }
    }
  }

  @Test(arguments: Fits.cases)
  func deltaMethodMatchesDifferences(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let covariance = try #require(fit.parameterCovariance)
    for group in fit.sample.indices.map({ $0 + 1 }) {
      let rows = fit.parameters.filter {
        $0.group == group && !$0.op.isConstraint
      }
      let jacobian = richardsonJacobian(
        of: { standardizedAll(fit, group: group, theta: $0) }, at: fit.theta,
        levels: 4)
      let values = standardizedAll(fit, group: group, theta: fit.theta)
      for (index, row) in rows.enumerated() {
        let label = "\(row.lhs) \(row.op.rawValue) \(row.rhs)"
        let own = try #require(row.standardizedAll, "\(label)")
        expectClose(
          own.estimate, values[index], relative: 1e-11, absolute: 1e-13, label)
        let gradient = jacobian[index]
        let variance = zip(gradient, covariance * gradient).reduce(0) {
          $0 + $1.0 * $1.1
        }
        expectClose(
          own.standardError ?? 0, max(variance, 0).squareRoot(),
          relative: 1e-6, absolute: 1e-7, "SE of \(label)")
      }
    }
  }

  @Test func definedParameters() throws {
    let fit = try Fits.fit(Fits.cases[1])
    let covariance = try #require(fit.parameterCovariance)
    func place(_ label: String) throws -> Int {
      try #require(fit.parameters.first { $0.label == label }?.parameter)
    }
    let (a, b, c) = (try place("a"), try place("b"), try place("c"))
    let theta = fit.theta
    let product = try #require(fit.parameter("bc", ":="))
    expectClose(product.estimate, theta[b] * theta[c])
    let variance =
      theta[c] * theta[c] * covariance[b, b]
      + theta[b] * theta[b] * covariance[c, c]
      + 2 * theta[b] * theta[c] * covariance[b, c]
    expectClose(product.standardError ?? 0, variance.squareRoot())
    let ratio = try #require(fit.parameter("ratio", ":="))
    let (u, v) = (1 / theta[b], -theta[a] / (theta[b] * theta[b]))
    expectClose(ratio.estimate, theta[a] / theta[b])
    expectClose(
      ratio.standardError ?? 0,
      (u * u * covariance[a, a] + v * v * covariance[b, b]
        + 2 * u * v * covariance[a, b]).squareRoot())
    // A standardized product is the product of standardized factors.
    let standardized = try ["b", "c"].map { label in
      try #require(
        fit.parameters.first { $0.label == label }?.standardizedAll
      ).estimate
    }
    expectClose(
      product.standardizedAll?.estimate ?? .nan,
      standardized[0] * standardized[1])
  }
}
