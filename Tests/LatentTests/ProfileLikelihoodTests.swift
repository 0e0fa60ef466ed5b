import FitSettings
import Foundation
import Latent
import Messages
import ModelFit
import ProfileLikelihood
import TestSupport
import Testing

/// Profile-likelihood intervals against closed forms, fits with the value held,
/// lavaan 0.7-2.3170, semlbci 0.12.1 and OpenMx 2.21.1 (`profile.R`).
struct ProfileLikelihoodTests: ProfileFitting {
  // MARK: Other programs

  struct Limits: Decodable {
    var lhs: String
    var op: String
    var rhs: String
    var lower: Double
    var upper: Double
  }

  struct Reference: Decodable {
    var holzinger: [Limits]
    var mediation: [Limits]
    var mediationRobust: [Limits]
    var mediationStandardized: [Limits]
  }

  private func reference() throws -> Reference {
    try loadFixture(Reference.self, "profile.json")
  }

  /// Roots of lavaan's χ² over fits with the parameter fixed.
  @Test func holzingerSwinefordIsLavaans() throws {
    let fit = try fit(HolzingerModel.text).withProfileIntervals()
    for limits in try reference().holzinger {
      let row = fit.parameters[try row(fit, limits.lhs, limits.op, limits.rhs)]
      expectClose(
        [try #require(row.lower), try #require(row.upper)],
        [limits.lower, limits.upper], relative: 1e-8, "\(limits)")
    }
  }

  static let mediation = "x4 ~ a*x1\nx9 ~ b*x4 + x1\nab := a*b"

  /// semlbci stops where the level is right to 1e-5.
  @Test(arguments: [
    (EstimatorPreset.ml, "plain"), (.mlr, "robust"), (.mlm, "robust"),
    (.ml, "standardized"),
  ])
  func mediationIsSemlbcis(_ preset: EstimatorPreset, _ kind: String) throws {
    let plain = try fit(Self.mediation) {
      $0 = FitOptions(preset)
      $0.keepsCases = true
      $0.model.fixedExogenous = false
      $0.model.meanStructure = false
    }
    let profile = try #require(try plain.withProfileIntervals().profile)
    let reference = try reference()
    let list =
      switch kind {
      case "plain": reference.mediation
      case "robust": reference.mediationRobust
      default: reference.mediationStandardized
      }
    for expected in list {
      let row = try row(plain, expected.lhs, expected.op, expected.rhs)
      let quantity: ProfiledValue =
        kind == "standardized"
        ? .standardizedAll(row: row) : .estimate(row: row)
      expectClose(
        try limits(profile[quantity]), [expected.lower, expected.upper],
        relative: 2e-5, absolute: 2e-6, "\(expected)")
    }
  }

  // MARK: Closed forms

  /// n log(1 + (b − b̂)² s_xx / θ̂) of a slope; n (log v/s + s/v − 1) of a
  /// variance; of a correlation −n log((1 − r²)(1 − ρ²)/(1 − rρ)²); R² of one
  /// predictor is the square of that.
  @Test func closedForms() throws {
    let fit = try fit("x9 ~ x1\nx9 ~ 1") {
      $0.model.fixedExogenous = false
      $0.model.meanStructure = true
    }
    let profile = try #require(try fit.withProfileIntervals().profile)
    let n = 301.0
    let s = fit.sample[0].covariance
    let y = try #require(fit.sample[0].variables.firstIndex(of: "x9"))
    let x = 1 - y
    let slope = s[x, y] / s[x, x]
    let residual = s[y, y] - slope * s[x, y]
    let reach = ((exp(Self.critical / n) - 1) * residual / s[x, x]).squareRoot()
    expectClose(
      try limits(profile[.estimate(row: try row(fit, "x9", "~", "x1"))]),
      [slope - reach, slope + reach], relative: 1e-9)
    for value in try limits(
      profile[.estimate(row: try row(fit, "x1", "~~", "x1"))])
    {
      let ratio = value / s[x, x]
      expectClose(
        n * (log(ratio) + 1 / ratio - 1), Self.critical, relative: 1e-8)
    }
    let mean = try #require(fit.sample[0].mean)[x]
    let width = ((exp(Self.critical / n) - 1) * s[x, x]).squareRoot()
    expectClose(
      try limits(profile[.estimate(row: try row(fit, "x1", "~1"))]),
      [mean - width, mean + width], relative: 1e-9)
    let r = s[x, y] / (s[x, x] * s[y, y]).squareRoot()
    let correlations = try limits(
      profile[.standardizedAll(row: try row(fit, "x9", "~", "x1"))])
    for rho in correlations {
      expectClose(
        -n * log((1 - r * r) * (1 - rho * rho) / pow(1 - r * rho, 2)),
        Self.critical, relative: 1e-8)
    }
    expectClose(
      try limits(profile[.rSquared(group: 1, variable: "x9")]),
      correlations.map { $0 * $0 }, relative: 1e-8)
  }

  /// The deviance of a product of slopes of separate equations is the least
  /// sum of both equations' own, over all pairs with the product.
  @Test func productsHaveTwoBranches() throws {
    for (text, rows) in [
      (Self.mediation, 0..<301),
      ("x7 ~ a*x2\nx6 ~ b*x7 + x2\nab := a*b", 0..<80),
      ("x8 ~ a*x2\nx5 ~ b*x8 + x2\nab := a*b", 0..<120),
    ] {
      let fit = try fit(text, rows: rows)
      let interval = try #require(
        fit.profileIntervals(of: [.estimate(row: try row(fit, "ab", ":="))])
          .intervals.first)
      let n = Double(rows.count)
      let equations = try ["a", "b"].map { label in
        let parameter = try #require(
          fit.parameters.first { $0.label == label })
        let error = try #require(parameter.standardError)
        return (slope: parameter.estimate, scale: n * error * error)
      }
      func deviance(_ a: Double, _ b: Double) -> Double {
        n
          * (log(1 + pow(a - equations[0].slope, 2) / equations[0].scale)
            + log(1 + pow(b - equations[1].slope, 2) / equations[1].scale))
      }
      // The region is an oval: its boundary by angles, polished by thirds.
      func product(_ angle: Double) -> Double {
        var (low, high) = (0.0, 10.0)
        func point(_ radius: Double) -> (Double, Double) {
          (
            equations[0].slope
              + radius * cos(angle) * (equations[0].scale / n).squareRoot(),
            equations[1].slope
              + radius * sin(angle) * (equations[1].scale / n).squareRoot()
          )
        }
        for _ in 0..<100 {
          let middle = 0.5 * (low + high)
          let (a, b) = point(middle)
          if deviance(a, b) < Self.critical {
            low = middle
          } else {
            high = middle
          }
        }
        let (a, b) = point(low)
        return a * b
      }
      for (sign, limit) in [(-1.0, interval.lower), (1, interval.upper)] {
        let angles = (0..<720).map { Double($0) * .pi / 360 }
        let best = try #require(
          angles.max { sign * product($0) < sign * product($1) })
        var (low, high) = (best - .pi / 360, best + .pi / 360)
        for _ in 0..<100 {
          let (one, two) = (low + (high - low) / 3, high - (high - low) / 3)
          if sign * product(one) < sign * product(two) {
            low = one
          } else {
            high = two
          }
        }
        expectClose(
          try #require(limit.value), product(low), relative: 1e-7,
          absolute: 1e-9)
        #expect(limit.end == .crossing)
      }
    }
  }

  // MARK: Refusals

  @Test func leastSquaresHaveNoProfile() throws {
    let fit = try fit(HolzingerModel.text) { $0.estimation.estimator = .uls }
    #expect(throws: LatentError.self) { try fit.withProfileIntervals() }
    let robust = try self.fit(HolzingerModel.text) { $0 = FitOptions(.ulsm) }
    _ = try robust.withProfileIntervals()
  }

  /// Any number of threads gives the same numbers.
  @Test func threadsDoNotMatter() throws {
    var all: [ProfileIntervals?] = []
    for threads in [1, 2, 3] {
      all.append(
        try fit(HolzingerModel.text) { $0.estimation.threads = threads }
          .withProfileIntervals().profile)
    }
    #expect(all[0] == all[1] && all[0] == all[2])
  }

  /// The profile of a slope is its closed form all along.
  @Test func curvesAreProfiles() throws {
    let fit = try fit("x9 ~ x1")
    let curve = try fit.profileCurve(
      of: .estimate(row: try row(fit, "x9", "~", "x1")))
    let parameter = try #require(fit.parameter("x9", "~", "x1"))
    let error = try #require(parameter.standardError)
    #expect(curve.points.count == 81)
    for point in curve.points {
      let distance = (point.value - parameter.estimate) / error
      expectClose(
        point.deviance, 301 * log(1 + distance * distance / 301),
        relative: 1e-7, absolute: 1e-8)
      #expect(point.root.sign == (distance < 0 ? .minus : .plus))
    }
  }
}
