import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Admissibility as a property of Ψ and Θ, and what follows from variances of
/// zero.
struct AdmissibilityTests {
  /// Fits a text to 300 cases of x1 to x9.
  private func fit(
    _ text: String, _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    let result = try InferenceCase("", text, configure).fit([
      RawSample(names: nineNames, count: 300, seed: 12)
    ])
    try #require(result.isConverged, "\(result.convergenceMessage)")
    return result
  }

  private func codes(_ fit: Fit) -> [String] {
    fit.warnings.map(\.code.rawValue).filter { $0.hasPrefix("admissibility.") }
  }

  /// Variables without variance that covary, with the remedy that the
  /// warning names: the fit by it is admissible.
  @Test(arguments: [
    (
      "f =~ 1*x1 + 1*x2 + 1*x3\ng =~ x4 + x5 + x6\nf ~~ 0*f\nf ~~ g", "f",
      "'g ~~ 0*f'",
      "f =~ 1*x1 + 1*x2 + 1*x3\ng =~ x4 + x5 + x6\nf ~~ 0*f\nf ~~ 0*g"
    ),
    (
      "f =~ x1 + x2 + x3 + x4\nx1 ~~ 0*x1\nx1 ~~ x2", "x1", "'x2 ~~ 0*x1'",
      "f =~ x1 + x2 + x3 + x4\nx1 ~~ 0*x1\nx1 ~~ 0*x2"
    ),
    (
      "x4 ~ x1\nx5 ~ x1\nf =~ x6 + x7 + x8\nx4 ~ f\nx4 ~~ 0*x4\nx4 ~~ x5", "x4",
      "'x5 ~~ 0*x4'",
      "x4 ~ x1\nx5 ~ x1\nf =~ x6 + x7 + x8\nx4 ~ f\nx4 ~~ 0*x4\nx4 ~~ 0*x5"
    ),
  ])
  func zeroVariances(
    _ text: String, _ name: String, _ remedy: String, _ mended: String
  ) throws {
    let result = try fit(text)
    let warning = try #require(
      result.warnings.first { $0.code == "admissibility.zero-variance" })
    #expect(warning.message.contains("variance of \(name) is fixed to 0"))
    #expect(warning.message.contains(remedy), "\(warning.message)")
    let row = try #require(
      result.parameters.first {
        $0.op == .covariance && $0.lhs != $0.rhs && $0.isFree
          && ($0.lhs == name || $0.rhs == name)
      })
    #expect(row.standardizedAll == nil)
    #expect(codes(try fit(mended)).isEmpty)
  }

  /// Residuals that correlate more than 1 beneath totals that do not.
  @Test func residualsOfFactors() throws {
    let result = try fit(
      """
      f =~ x1 + x2 + x3
      g =~ x4 + x5 + x6
      f ~ 0.8*x7
      g ~ -0.8*x7
      f ~~ 0.1*f
      g ~~ 0.1*g
      f ~~ 0.12*g
      """)
    #expect(codes(result) == ["admissibility.residual-correlation"])
    #expect(
      result.warnings.contains {
        $0.message.contains("residual correlation of f and g is 1.2")
      })
  }

  /// Three correlations each of which is possible, but not together.
  @Test func correlationsTogether() throws {
    let result = try fit(
      """
      f =~ x1 + x2 + x3 + x4 + x5 + x6
      x1 ~~ 0.5*x1
      x2 ~~ 0.5*x2
      x3 ~~ 0.5*x3
      x1 ~~ -0.35*x2
      x1 ~~ -0.35*x3
      x2 ~~ -0.35*x3
      """)
    #expect(codes(result) == ["admissibility.residual-covariance"])
    #expect(
      result.warnings.contains { $0.message.contains("x1, x2 and x3") })
  }

  /// A variance that is fixed below zero is not admissible either.
  @Test func fixedNegativeVariance() throws {
    let result = try fit("f =~ x1 + x2 + x3\nx1 ~~ v*x1\nv == -0.1")
    #expect(codes(result) == ["admissibility.negative-variance"])
  }

  private static let apart = Matrix(rowArrays: [
    [1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1],
  ])

  private func fitApart(
    _ text: String, _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    let item = InferenceCase("", text, configure)
    return try Fit(
      try item.table(),
      sample: [
        Sample(
          count: 200, covariance: Self.apart, mean: nil,
          variables: ["x1", "x2", "x3"])
      ], options: item.options)
  }

  /// On the bound is exactly on it, by a bound and by an inequality; and a
  /// variance of zero alone is admissible.
  @Test(arguments: [
    ("", true), ("\nx1 ~~ lower(0)*x1", false), ("\nx1 ~~ v*x1\nv > 0", false),
    ("\nx1 ~~ v*x1\n3*v + 1 > 1", false),
  ])
  func onTheBound(_ rest: String, _ isAutomatic: Bool) throws {
    let result = try fitApart("f =~ x1 + x2 + x3" + rest) {
      if isAutomatic { $0.estimation.bounds = .positiveVariances }
    }
    try #require(result.isConverged)
    let row = try #require(result.parameter("x1", "~~", "x1"))
    #expect(row.estimate == 0)
    #expect(codes(result).isEmpty)
    #expect(result.rSquared[0].first { $0.variable == "x1" }?.value == 1)
  }

  /// The Heywood case's remedy says that it can lead to another.
  @Test func remedyOfHeywoodCases() throws {
    let result = try fitApart("f =~ x1 + x2 + x3")
    let warning = try #require(
      result.warnings.first { $0.code == "admissibility.negative-variance" })
    #expect(warning.message.contains("inadmissible for another reason"))
  }

  /// What divides by a variance of zero has no standardized value.
  @Test func standardizedByZero() throws {
    let result = try fit(
      """
      f =~ 1*x1 + 1*x2 + 1*x3
      g =~ x4 + x5 + x6
      f ~~ 0*f
      f ~~ 0*g
      d := 1
      """)
    #expect(codes(result).isEmpty)
    let variance = try #require(result.parameter("f", "~~", "f"))
    #expect(variance.standardizedAll == nil)
    #expect(variance.standardizedLatent == nil)
    let loading = try #require(result.parameter("f", "=~", "x2"))
    #expect(loading.standardizedAll?.estimate == 0)
    #expect(
      try #require(result.parameter("g", "=~", "x5")).standardizedAll != nil)
  }

  /// Definitions without a value are named with the cause, and have no
  /// standard error.
  @Test func undefinedDefinitions() throws {
    let result = try fit(
      """
      f =~ x1 + a*x2 + x3
      zero := 0
      ratio := a/zero
      lost := log(0 - a)
      later := ratio + 1
      fine := a + 1
      """)
    let told = result.warnings.filter { $0.code == "definition.undefined" }
    #expect(told.count == 3)
    #expect(told[0].message.contains("'ratio := a/zero' (line 3) divides by 0"))
    #expect(told[1].message.contains("takes the logarithm of -"))
    for name in ["ratio", "lost", "later"] {
      let row = try #require(result.parameter(name, ":="))
      #expect(row.standardError == nil && row.z == nil)
    }
    #expect(try #require(result.parameter("fine", ":=")).standardError != nil)
  }
}
