import Estimation
import FactorRotation
import FitSettings
import Foundation
import Latent
import LinearAlgebra
import Messages
import ModelFit
import Specification
import TableReading
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

  /// Promax: estimates and errors of the same program, which has varimax by
  /// Kaiser's angle; with a cause R's varimax and promax of the unrotated
  /// loadings of lavaan 0.7-2.3170 (`exploratory-blocks.R`), whose own varimax
  /// ends early and which has no errors.
  @Test func promaxTurnsBlocks() throws {
    let own = try fit("", name: .promax)
    #expect(own.degreesOfFreedom == 4)
    let expected: [(String, [Double], [Double])] = [
      (
        "f1",
        [0.649428, 0.537687, 0.899546, 0.011467, -0.161864, 0.062492],
        [0.100814, 0.09137, 0.103699, 0.051897, 0.049252, 0.051873]
      ),
      (
        "f2",
        [0.209425, 0.011851, -0.165954, 0.97876, 1.187093, 0.884911],
        [0.072374, 0.068564, 0.039983, 0.061804, 0.069243, 0.058586]
      ),
    ]
    for (factor, estimates, errors) in expected {
      expectClose(try loadings(own, factor), estimates, absolute: 6e-7)
      for place in 0..<6 {
        let row = try #require(own.parameter(factor, "=~", "x\(place + 1)"))
        expectClose(
          try #require(row.standardError), errors[place], absolute: 2e-6)
      }
    }
    let covariance = try #require(own.parameter("f1", "~~", "f2"))
    expectClose(covariance.estimate, 0.416492, absolute: 6e-7)
    expectClose(
      try #require(covariance.standardError), 0.059628, absolute: 2e-6)

    let caused = try fit("f1 + f2 ~ ageyr", name: .promax)
    #expect(caused.degreesOfFreedom == 8)
    expectClose(
      try loadings(caused, "f2"),
      [0.2052681, 0.0126791, -0.1643284, 0.9513098, 1.1559883, 0.8583943],
      absolute: 1e-6)
    expectClose(
      try #require(caused.parameter("f1", "~~", "f2")).estimate, 0.4271991,
      absolute: 1e-6)
    // lavaan's own, to the digits that its early end leaves.
    for (left, right, value) in [
      ("f1", "ageyr", -0.0054737), ("f2", "ageyr", -0.2291243),
    ] {
      expectClose(
        try #require(caused.parameter(left, "~", right)).estimate, value,
        absolute: 1e-4)
    }
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

  /// A way to fit the block with a factor that it causes, and what lavaan finds:
  /// `f1 =~ x1`, `f2 =~ x3`, `f2 =~ x5`, `f3 ~ f1`, `f3 ~ f2`, and the errors of
  /// the first and the fourth where the two programs' meaning is the same.
  struct Caused: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var estimates: [Double]
    var errors: [Double] = []
    var name = RotationName.oblimin
    var isIncomplete = false
    var isOrdered = false
    var estimator = Estimator.ml
  }

  @Test(arguments: [
    Caused(
      testDescription: "ML",
      estimates: [0.66578809, -0.08946836, 1.16031332, 0.2405037, 0.10094157]),
    Caused(
      testDescription: "GLS",
      estimates: [0.60072209, -0.08655661, 1.16781112, 0.30502545, 0.11405852],
      estimator: .gls),
    Caused(
      testDescription: "ULS",
      estimates: [0.70163942, -0.0991443, 1.16399858, 0.19605981, 0.0797108],
      estimator: .uls),
    Caused(
      testDescription: "varimax",
      estimates: [0.70632699, 0.02550495, 1.12562724, 0.25709389, 0.13112536],
      errors: [0.0792916, 0.0565892], name: .varimax),
    Caused(
      testDescription: "FIML",
      estimates: [0.53229014, -0.05275589, 1.13719068, 0.21299865, 0.11520745],
      isIncomplete: true),
    Caused(
      testDescription: "WLSMV",
      estimates: [0.59352304, -0.08196214, 0.91462505, 0.19039839, 0.03902316],
      isOrdered: true),
  ])
  func everyKindOfFitIsLavaans(_ own: Caused) throws {
    let names = (1...9).map { "x\($0)" }
    let table = try HolzingerModel.table("holzinger-swineford-1939.csv")
    let columns = try names.enumerated().map { place, name in
      var values = try table.numbers(named: name)
      if own.isIncomplete {
        for row in values.indices where row % 11 == place + 1 {
          values[row] = .nan
        }
      }
      if own.isOrdered {
        let sorted = values.sorted()
        let cuts = [0.3, 0.6, 0.85].map { share in
          let position = share * Double(sorted.count - 1)
          let low = Int(position)
          return sorted[low]
            + (position - Double(low)) * (sorted[low + 1] - sorted[low])
        }
        values = values.map { value in
          Double(1 + cuts.count { value > $0 })
        }
      }
      return (name: name, numbers: values)
    }
    var options = own.isOrdered ? FitOptions(.wlsmv) : FitOptions()
    if own.isOrdered { options.model.ordered = names }
    if own.isIncomplete { options.missing = .fullInformation }
    if own.estimator != .ml { options.estimation.estimator = own.estimator }
    var request = RotationRequest()
    request.name = own.name
    options.estimation.rotation = request
    let fit = try Model(
      text: Self.block + "f3 =~ x7 + x8 + x9\nf3 ~ f1 + f2"
    ).fit(to: DataTable(columns: columns), options: options)
    #expect(fit.degreesOfFreedom == 20)
    let rows = try [
      ("f1", "=~", "x1"), ("f2", "=~", "x3"), ("f2", "=~", "x5"),
      ("f3", "~", "f1"), ("f3", "~", "f2"),
    ].map { try #require(fit.parameter($0.0, $0.1, $0.2)) }
    for (row, value) in zip(rows, own.estimates) {
      expectClose(
        row.estimate, value, absolute: own.isOrdered ? 2e-4 : 2e-5,
        "\(row.lhs) \(row.op.rawValue) \(row.rhs)")
    }
    for (row, error) in zip([rows[0], rows[3]], own.errors) {
      expectClose(
        try #require(row.standardError), error, absolute: 1e-5)
    }
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
