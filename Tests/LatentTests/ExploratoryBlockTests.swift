import Estimation
import FactorRotation
import FitSettings
import Foundation
import Latent
import LinearAlgebra
import Messages
import ModelFit
import Specification
import TestSupport
import Testing

/// Exploratory blocks in models: estimates and degrees of freedom against
/// lavaan 0.7-2.3170 (`exploratory-blocks.R`), standard errors against numerical
/// derivatives of the rotation (`exploratory-blocks.py`).
struct ExploratoryBlockTests {
  private static let block =
    "efa(\"b\")*f1 + efa(\"b\")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\n"

  private func fit(
    _ text: String, group: String? = nil, equal: Set<GroupEquality> = [],
    name: RotationName = .oblimin
  ) throws -> Fit {
    var options = FitOptions()
    options.keepsCases = true
    options.model.groupEqual = equal
    var request = RotationRequest()
    request.name = name
    options.estimation.rotation = request
    return try Model(text: Self.block + text).fit(
      to: HolzingerModel.table("holzinger-swineford-1939.csv"), group: group,
      options: options)
  }

  private func loadings(_ fit: Fit, _ factor: String) throws -> [Double] {
    try (1...6).map {
      try #require(fit.parameter(factor, "=~", "x\($0)")).estimate
    }
  }

  @Test func errorsAreThoseOfTheDeltaMethod() throws {
    let fit = try fit("")
    #expect(fit.degreesOfFreedom == 4 && fit.measures["npar"] == 17)
    let expected: [(String, [Double], [Double])] = [
      (
        "f1",
        [0.636399, 0.521052, 0.864989, 0.046536, -0.113752, 0.092545],
        [0.097681, 0.090269, 0.091595, 0.041909, 0.03311, 0.043115]
      ),
      (
        "f2",
        [0.266883, 0.061287, -0.081105, 0.968524, 1.158473, 0.880462],
        [0.083712, 0.079434, 0.029869, 0.05899, 0.065414, 0.055958]
      ),
    ]
    for (factor, estimates, errors) in expected {
      for place in 0..<6 {
        let row = try #require(
          fit.parameter(factor, "=~", "x\(place + 1)"))
        expectClose(row.estimate, estimates[place], absolute: 6e-7)
        expectClose(
          try #require(row.standardError), errors[place], absolute: 6e-7)
      }
    }
    let covariance = try #require(fit.parameter("f1", "~~", "f2"))
    expectClose(covariance.estimate, 0.302267, absolute: 6e-7)
    expectClose(
      try #require(covariance.standardError), 0.07931, absolute: 6e-7)
  }

  @Test func factorsWithCausesAndEffectsAreLavaans() throws {
    let fit = try fit("f1 + f2 ~ ageyr + sex\nx7 ~ f1 + f2")
    #expect(fit.degreesOfFreedom == 18)
    expectClose(try #require(fit.measures["chisq"]), 29.835618, absolute: 2e-6)
    let expected: [(String, String, String, Double)] = [
      ("f1", "=~", "x1", 0.599876176), ("f1", "=~", "x3", 0.859692694),
      ("f2", "=~", "x1", 0.277133393), ("f2", "=~", "x5", 1.115229552),
      ("f1", "~", "ageyr", -0.013400616), ("f1", "~", "sex", -0.457833265),
      ("f2", "~", "ageyr", -0.223106782), ("f2", "~", "sex", 0.087466844),
      ("x7", "~", "f1", 0.016992092), ("x7", "~", "f2", 0.152558562),
      ("f1", "~~", "f2", 0.317863422),
    ]
    for (lhs, op, rhs, value) in expected {
      let row = try #require(fit.parameter(lhs, op, rhs))
      expectClose(row.estimate, value, absolute: 1e-5, "\(lhs) \(op) \(rhs)")
    }
  }

  @Test func equalLoadingsHaveOneRotation() throws {
    let fit = try fit("", group: "school", equal: [.loadings])
    #expect(fit.degreesOfFreedom == 16)
    expectClose(try #require(fit.measures["chisq"]), 16.512837, absolute: 2e-6)
    let first = [
      0.621332038, 0.592897450, 0.897805364, 0.035558052, -0.119195268,
      0.112053701,
    ]
    for (own, value) in zip(try loadings(fit, "f1"), first) {
      expectClose(own, value, absolute: 1e-5)
    }
    let covariance = try #require(fit.parameter("f1", "~~", "f2", group: 2))
    expectClose(covariance.estimate, 0.456393131, absolute: 1e-5)
    let variance = try #require(fit.parameter("f1", "~~", "f1", group: 2))
    expectClose(variance.estimate, 0.876866964, absolute: 1e-5)
  }

  @Test(arguments: [RotationName.oblimin, .geomin, .varimax, .infomax])
  func derivativesOfEquationsAgreeWithDifferences(_ name: RotationName) throws {
    for (text, group) in [
      ("f1 + f2 ~ ageyr + sex\nx7 ~ f1 + f2", nil), ("", "school"),
    ] {
      let fit = try fit(
        text, group: group, equal: group == nil ? [] : [.loadings], name: name)
      let space = try fit.evaluatedFitter().space
      let theta = fit.estimates.theta
      let count = space.functions.count
      #expect(count == (name == .varimax ? 1 : 2))
      for index in 0..<count {
        let (value, gradient) = space.evaluateFull(index, at: theta)
        expectClose(value, 0, absolute: 1e-9)
        for parameter in theta.indices {
          func difference(_ step: Double) -> Double {
            var (after, before) = (theta, theta)
            after[parameter] += step
            before[parameter] -= step
            return
              (space.evaluateFull(index, at: after).value
              - space.evaluateFull(index, at: before).value) / (2 * step)
          }
          let expected = (4 * difference(1e-4) - difference(2e-4)) / 3
          expectClose(
            gradient[parameter], expected, relative: 1e-5, absolute: 1e-7,
            "\(name) \(parameter)")
        }
      }
    }
  }
}
