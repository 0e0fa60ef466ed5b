import Estimation
import FitSettings
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

/// A model text with options, to be fitted to given samples.
struct InferenceCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var options = FitOptions()

  init(
    _ description: String, _ text: String,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) {
    testDescription = description
    self.text = text
    configure(&options)
  }

  func table() throws -> ParameterTable {
    try ParameterTable(
      lowering: SyntaxTree.parse(text: text), options: options.model)
  }

  /// Fits to one sample a group; the samples' variables may stand in any
  /// order.
  func fit(_ groups: [RawSample]) throws -> Fit {
    let table = try table()
    let sample = zip(groups, table.roles).map { group, roles in
      group.fitSample(
        roles.observed, isUnbiased: options.estimation.usesUnbiasedMoments)
    }
    return try Fit(table, sample: sample, options: options)
  }
}

/// Cases of named variables.
struct RawSample: Sendable {
  var names: [String]
  /// Cases × variables.
  var cases: Matrix

  /// Cases with one common part in all variables, and another in every third.
  init(names: [String], count: Int, seed: UInt64) {
    self.names = names
    var generator = SeededGenerator(seed: seed)
    var cases = Matrix(rows: count, columns: names.count)
    for i in 0..<count {
      let common = generator.normal()
      let parts = generator.normals((names.count + 2) / 3)
      for j in names.indices {
        cases[i, j] =
          0.5 * Double(j) + 0.6 * common + 0.7 * parts[j / 3]
          + (0.7 + 0.05 * Double(j)) * generator.normal()
      }
    }
    self.cases = cases
  }

  /// The variables in another order, with moments.
  func fitSample(_ variables: [String], isUnbiased: Bool) -> Sample {
    let order = variables.compactMap { names.firstIndex(of: $0) }
    precondition(order.count == variables.count, "\(variables)")
    let own = SampleCases(
      complete: variables, columns: order.map { cases.column($0) })
    return Sample(
      moments: own.moments(divisor: isUnbiased ? .countMinusOne : .count),
      cases: own)
  }

  /// The variables multiplied by numbers, one each.
  func scaled(_ factors: [Double]) -> RawSample {
    var copy = self
    for j in names.indices {
      for i in 0..<cases.rows { copy.cases[i, j] *= factors[j] }
    }
    return copy
  }
}

extension Fit {
  /// A measure that must be there.
  func measure(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Double {
    try #require(measures[name], "\(name)", sourceLocation: sourceLocation)
  }

  /// A group's rows for the oracle, with values from the free parameters.
  func reticularRows(group: Int, theta: [Double]) -> [ReticularRow] {
    parameters.filter { $0.group == group && !$0.op.isConstraint }.map { row in
      ReticularRow(
        row.lhs, row.op.rawValue, row.rhs,
        row.parameter.map { theta[$0] } ?? row.estimate)
    }
  }

  /// The free parameters' estimates.
  var theta: [Double] {
    parameters.filter { $0.isFree }.sorted { ($0.free ?? 0) < ($1.free ?? 0) }
      .map(\.estimate)
  }

  /// A group's oracle at parameter values.
  func reticular(group: Int = 1, theta: [Double]) -> ReticularModel {
    ReticularModel(
      rows: reticularRows(group: group, theta: theta),
      observed: table.roles[group - 1].observed,
      latent: table.roles[group - 1].latent)
  }
}

/// The names x1 to x9.
let nineNames = (1...9).map { "x\($0)" }

/// Fits that most identities are checked on.
enum Fits {
  static let cases: [InferenceCase] = [
    InferenceCase(
      "CFA", "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nh =~ x7 + x8 + x9"),
    InferenceCase(
      "SEM with means",
      """
      f =~ x1 + x2 + x3
      g =~ x4 + a*x5 + x6
      g ~ b*f + x7
      x8 ~ c*g + x7
      x1 ~~ x8
      bc := b*c
      ratio := a/b
      """
    ) { $0.model.meanStructure = true },
    InferenceCase("path with fixed x", "x4 ~ x1 + x2\nx5 ~ x4 + x3\nx6 ~ x5"),
    InferenceCase("path with free x", "x4 ~ x1 + x2\nx5 ~ x4 + x3\nx6 ~ x5") {
      $0.model.fixedExogenous = false
    },
    InferenceCase(
      "second order, equal loadings",
      """
      f =~ x1 + k*x2 + x3
      g =~ x4 + k*x5 + x6
      h =~ x7 + x8 + x9
      top =~ f + g + h
      """),
    InferenceCase(
      "two groups", "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f"
    ) {
      $0.model.groupLabels = ["a", "b"]
      $0.model.groupEqual = [.loadings, .intercepts]
    },
  ]

  static func fit(_ item: InferenceCase) throws -> Fit {
    let result = try item.fit(
      item.options.model.groupLabels.indices.map {
        RawSample(names: nineNames, count: 240 + 60 * $0, seed: 71 + UInt64($0))
      })
    try #require(result.isConverged)
    return result
  }
}
