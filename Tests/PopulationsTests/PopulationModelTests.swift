import LinearAlgebra
import Messages
import ModelSyntax
import Populations
import Specification
import Testing

/// A population of a text.
func population(
  _ text: String, _ scale: PopulationModel.Scale = .asWritten,
  groups: [String] = [""]
) throws -> PopulationModel {
  try PopulationModel(
    SyntaxTree.parse(SourceText(text, name: "p")), scale: scale,
    groupLabels: groups)
}

@Suite("Population models")
struct PopulationModelTests {
  /// Σ = ΛΦΛᵀ + Θ, by hand.
  @Test func factorsImplyTheirCovariances() throws {
    let group = try population(
      """
      f =~ 0.7*x1 + 0.8*x2
      g =~ 0.6*y1 + 0.9*y2
      f ~~ 0.25*g
      x1 ~~ 0.51*x1
      x2 ~~ 0.36*x2
      y1 ~~ 0.64*y1
      y2 ~~ 0.19*y2
      x1 ~ 2*1
      """
    ).groups[0]
    #expect(group.variables == ["x1", "x2", "y1", "y2"])
    #expect(group.mean == [2, 0, 0, 0])
    let expected = [
      [1, 0.56, 0.105, 0.1575], [0.56, 1, 0.12, 0.18],
      [0.105, 0.12, 1, 0.54], [0.1575, 0.18, 0.54, 1],
    ]
    for (i, row) in expected.enumerated() {
      for (j, value) in row.enumerated() {
        #expect(abs(group.covariance[i, j] - value) < 1e-14)
      }
    }
  }

  /// The residual variances of a path model, by hand: m = 1 − 0.4², and
  /// y = 1 − 0.5² − 0.3² − 2·0.5·0.3·0.4.
  @Test func standardizedVariancesAreWhatIsLeft() throws {
    let made = try population(
      "m ~ a*x + 0.4*x\ny ~ 0.5*x + b*m + 0.3*m\nab := a*b", .standardized)
    for i in 0..<3 { #expect(abs(made.groups[0].covariance[i, i] - 1) < 1e-14) }
    func value(_ left: String, _ right: String) -> Double? {
      made.table.rows.indices.first {
        made.table.rows[$0].lhs == left && made.table.rows[$0].rhs == right
      }.map { made.values[$0] }
    }
    #expect(abs((value("m", "m") ?? 0) - 0.84) < 1e-14)
    #expect(abs((value("y", "y") ?? 0) - 0.54) < 1e-14)
    #expect(abs((value("x", "x") ?? 0) - 1) < 1e-14)
    #expect(abs((value("ab", "a*b") ?? 0) - 0.12) < 1e-14)
  }

  /// Paths in a circle, factors of factors and residual covariances: every
  /// variance is 1.
  @Test func standardizedVariancesOfCirclesAreOne() throws {
    let group = try population(
      """
      f =~ 0.7*x1 + 0.8*x2 + 0.6*x3
      g =~ 0.7*y1 + 0.5*y2 + 0.4*y3
      h =~ 0.6*f + 0.5*g
      f ~ 0.2*z
      z ~ 0.1*g
      x1 ~~ 0.1*y1
      """, .standardized
    ).groups[0]
    for i in group.variables.indices {
      #expect(abs(group.covariance[i, i] - 1) < 1e-13)
    }
  }

  /// A fit with a unit variance has a free first loading; one of a growth curve
  /// free latent means and intercepts of 0: what a fit says wins over default
  /// rules.
  @Test func estimatesWinOverDefaultRules() throws {
    func key(_ left: String, _ op: ModelOperator, _ right: String)
      -> ParameterKey
    {
      ParameterKey(left, op, right, block: 1)
    }
    var estimates: [ParameterKey: Double] = [
      key("f", .covariance, "f"): 1, key("f", .intercept, ""): 2,
    ]
    for (place, name) in ["x1", "x2", "x3"].enumerated() {
      estimates[key("f", .measurement, name)] = 0.5 + Double(place) / 10
      estimates[key(name, .covariance, name)] = 0.4
      estimates[key(name, .intercept, "")] = 0
    }
    let tree = try SyntaxTree.parse(
      SourceText("f =~ x1 + x2 + x3", name: "p"))
    let group = try PopulationModel(
      tree, scale: .asWritten, groupLabels: [""], estimates: estimates
    ).groups[0]
    #expect(abs(group.covariance[1, 0] - 0.3) < 1e-14)
    #expect(abs(group.covariance[0, 0] - 0.65) < 1e-14)
    #expect(abs(group.mean[0] - 1) < 1e-14)
    #expect(throws: LatentError.self) {
      try PopulationModel(
        tree, scale: .asWritten, groupLabels: [""],
        estimates: estimates.merging([key("x4", .intercept, ""): 0]) { $1 })
    }
  }

  @Test func groupsHaveTheirValues() throws {
    let made = try population(
      "y ~ c(0.3, 0.6)*x\ny ~~ c(1, 2)*y\nx ~ c(0, 1)*1",
      groups: ["a", "b"])
    #expect(made.groups.map(\.label) == ["a", "b"])
    #expect(abs(made.groups[1].covariance[0, 0] - 2.36) < 1e-14)
    #expect(abs(made.groups[1].mean[0] - 0.6) < 1e-14)
  }

  /// Responses behind ordered variables have variances of 1.
  @Test func orderedVariablesHaveResponsesOfOne() throws {
    let group = try population(
      """
      f =~ 0.7*u1 + 0.8*u2 + 0.6*u3
      u1 | -0.5*t1 + 0.5*t2
      u2 | 0*t1
      u3 | -1*t1 + 0*t2 + 1*t3
      """
    ).groups[0]
    #expect(group.thresholds == [[-0.5, 0.5], [0], [-1, 0, 1]])
    for i in 0..<3 { #expect(abs(group.covariance[i, i] - 1) < 1e-14) }
    #expect(abs(group.covariance[1, 0] - 0.56) < 1e-14)
  }

  @Test(arguments: [
    ("f =~ x1 + 0.8*x2", "f =~ x1"),
    ("f =~ 0.7*x1 + 0.8*x2", "x1 ~~ x1"),
    ("y ~ x", "y ~ x"),
    ("y ~ 0.5*x\ny ~~ start(-1)*y", "negative variance"),
    ("y ~ 0.5*x\ny ~~ 0*y", "not positive definite"),
    ("y ~ 1.2*x\ny ~~ 1*y\nx ~~ 1.5*z", "not positive definite"),
    ("y ~ a*x + 0.5*x\ny ~~ 1*y\na == 0.4", "constraint"),
    ("y ~ 0.5*x + 0.1*x:z\ny ~~ 1*y", "product"),
    ("level: 1\nx1 ~~ 1*x1", "levels"),
    ("efa(\"a\")*f =~ 0.5*x1 + 0.5*x2 + 0.5*x3 + 0.5*x4", "exploratory"),
  ])
  func faultsAreNamed(_ text: String, _ part: String) {
    do {
      _ = try population(text)
      Issue.record("no error: \(text)")
    } catch let error as LatentError {
      #expect(error.description.contains(part), "\(error)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test(arguments: [
    ("y ~ 0.9*x + 0.9*z", "negative variance"),
    ("y ~ 0.5*x\ny ~~ 0.5*y", "0.5"),
  ])
  func standardizedFaultsAreNamed(_ text: String, _ part: String) {
    do {
      _ = try population(text, .standardized)
      Issue.record("no error: \(text)")
    } catch let error as LatentError {
      #expect(error.description.contains(part), "\(error)")
    } catch {
      Issue.record("\(error)")
    }
  }
}
