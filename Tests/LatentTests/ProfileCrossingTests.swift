import FitSettings
import Foundation
import Latent
import Messages
import ModelFit
import ProfileLikelihood
import TestSupport
import Testing

/// Profile-likelihood limits against χ² of fits with the value held there, and
/// ends that are no crossings.
struct ProfileCrossingTests: ProfileFitting {
  // MARK: Fits with the value held

  /// χ² of a fit with a parameter fixed at its limit is greater by the
  /// critical value.
  private func expectCrossing(
    _ text: String, _ group: String? = nil,
    _ table: String = "holzinger-swineford-1939.csv",
    tolerance: Double = 1e-6,
    _ configure: @escaping (inout FitOptions) -> Void = { _ in }
  ) throws {
    let own = try fit(text, group: group, table, configure)
    let profile = try #require(try own.withProfileIntervals().profile)
    let logLikelihood = try #require(own.measures["logl"])
    var count = 0
    for interval in profile.intervals {
      guard case .estimate(let index) = interval.quantity,
        own.parameters[index].isFree, own.parameters[index].label.isEmpty
      else { continue }
      let row = own.parameters[index]
      for limit in [interval.lower, interval.upper] {
        let value = try #require(limit.value)
        let line = "\(row.internalLabel) == \(value)"
        let held = try fit("\(text)\n\(line)", group: group, table, configure)
        #expect(held.parameterCount == own.parameterCount - 1, "\(line)")
        let other = try #require(held.measures["logl"])
        expectClose(
          2 * (logLikelihood - other), Self.critical, absolute: tolerance, line)
        count += 1
      }
    }
    #expect(count > 10)
  }

  @Test func structuralModelCrosses() throws {
    try expectCrossing(
      "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f + x7\nx8 ~ g + x7\nx1 ~~ x8"
    ) { $0.model.meanStructure = true }
  }

  @Test func incompleteCasesCross() throws {
    try expectCrossing(
      "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f", nil,
      "holzinger-swineford-missing.csv", tolerance: 1e-5
    ) { $0.missing = .fullInformation }
  }

  @Test func groupsCross() throws {
    try expectCrossing("f =~ x1 + x2 + x3\nx7 ~ f", "school")
  }

  /// A defined parameter, a standardized value and R² held by a constraint at
  /// their limits: the fits come from another solver.
  @Test func constrainedFitsAgree() throws {
    let text = """
      f =~ x1 + l2*x2 + x3
      g =~ x4 + x5 + x6
      g ~ b*f
      f ~~ p*f
      x2 ~~ t*x2
      ratio := b/l2
      square := (b - 0.3)^2
      share := l2^2*p/(l2^2*p + t)
      """
    let own = try fit(text)
    let profile = try #require(try own.withProfileIntervals().profile)
    let chiSquare = try #require(own.measures["chisq"])
    for name in ["ratio", "share", "square"] {
      let index = try row(own, name, ":=")
      let interval = try #require(profile[.estimate(row: index)])
      let expression = own.parameters[index].rhs
      for limit in [interval.lower, interval.upper]
      where limit.end == .crossing {
        let value = try #require(limit.value)
        let held = try fit("\(text)\n\(expression) == \(value)")
        #expect(held.isConverged)
        expectClose(
          try #require(held.measures["chisq"]) - chiSquare, Self.critical,
          absolute: 1e-6, "\(name) == \(value)")
      }
    }
    // R² of x2 is the share; its loading is the root of it.
    let share = try limits(
      profile[.estimate(row: try row(own, "share", ":="))])
    expectClose(
      try limits(profile[.rSquared(group: 1, variable: "x2")]), share,
      relative: 1e-8)
    expectClose(
      try limits(
        profile[.standardizedAll(row: try row(own, "f", "=~", "x2"))]),
      share.map { $0.squareRoot() }, relative: 1e-8)
  }

  /// Equality constraints, linear and not, and parameters equal by a label.
  @Test func constraintsHoldAlongProfiles() throws {
    let text = """
      f =~ x1 + a*x2 + a*x3
      g =~ x4 + b*x5 + c*x6
      f ~~ g
      b == c^2
      """
    let own = try fit(text)
    let profile = try #require(try own.withProfileIntervals().profile)
    let chiSquare = try #require(own.measures["chisq"])
    let both = try [row(own, "f", "=~", "x2"), row(own, "f", "=~", "x3")].map {
      try limits(profile[.estimate(row: $0)])
    }
    #expect(both[0] == both[1])
    for label in ["a", "c"] {
      let index = try #require(
        own.parameters.firstIndex { $0.label == label })
      for value in try limits(profile[.estimate(row: index)]) {
        let held = try fit("\(text)\n\(label) == \(value)")
        expectClose(
          try #require(held.measures["chisq"]) - chiSquare, Self.critical,
          absolute: 1e-6, "\(label) == \(value)")
      }
    }
  }

  /// Profiles of a small group bend: the search finds every limit all the same.
  @Test func bentProfilesHaveLimits() throws {
    let text = """
      visual =~ x1 + x2 + x3
      speed =~ x7 + x8 + x9
      speed ~ visual + ageyr
      x9 ~~ c(a, b)*x9
      """
    let own = try fit(text, group: "school")
    let index = try row(own, "x9", "~~", "x9")
    let profile = try #require(try own.withProfileIntervals().profile)
    let value = try limits(profile[.estimate(row: index)])[1]
    let held = try fit("\(text)\na == \(value)", group: "school")
    expectClose(
      try #require(held.measures["chisq"])
        - #require(own.measures["chisq"]), Self.critical, absolute: 1e-6)
    for interval in profile.intervals {
      #expect(interval.lower.end != .notFound, "\(interval.quantity)")
      #expect(interval.upper.end != .notFound, "\(interval.quantity)")
    }
  }

  // MARK: Ends that are no crossings

  /// R² of a weak predictor goes down to 0; a square has its least value.
  @Test func extremesAreNamed() throws {
    let fit = try fit("x7 ~ b*x2\nsquare := b^2", rows: 0..<100)
    let profile = try #require(try fit.withProfileIntervals().profile)
    for interval in [
      profile[.rSquared(group: 1, variable: "x7")],
      profile[.estimate(row: try row(fit, "square", ":="))],
    ] {
      let interval = try #require(interval)
      #expect(interval.lower.end == .extreme)
      expectClose(try #require(interval.lower.value), 0, absolute: 1e-8)
      #expect(interval.upper.end == .crossing)
    }
  }

  /// A product with a square reaches values of the other sign where the square
  /// is stationary: the likelihood of both paths separates, so that a search
  /// over one of them has the limits.
  @Test(arguments: [
    (0.2809, 0.2992, 50), (0.2253, -0.0788, 20), (-0.15, 0.4, 40),
    (0.3, 0.1, 100),
  ])
  func productsWithSquares(_ a: Double, _ b: Double, _ count: Int) throws {
    // Residual variances and the variance of x are 1; c is 0.1.
    let c = 0.1
    let xm = a
    let xy = a * b + c
    let mm = a * a + 1
    let my = b * mm + c * a
    let yy = b * my + c * xy + 1
    let moments = try SampleMoments(
      variableNames: ["x", "m", "y"], observationCount: count,
      covariance: [1, xm, xy, xm, mm, my, xy, my, yy])
    let own = try Model(text: "m ~ a*x\ny ~ b*m + x\nq := a*b^2").fit(
      to: moments)
    let index = try row(own, "q", ":=")
    let profile = try #require(try own.withProfileIntervals().profile)
    let found = try limits(profile[.estimate(row: index)])
    let n = Double(count)
    func halfWidth(_ deviance: Double) -> Double {
      (exp(deviance / n) - 1).squareRoot()
    }
    var expected = [Double.infinity, -Double.infinity]
    let steps = 200_000
    for k in 0...steps {
      let share = 2 * Double(k) / Double(steps) - 1
      let deviation = share * halfWidth(Self.critical)
      let rest = Self.critical - n * log(1 + deviation * deviation)
      let width = halfWidth(max(rest, 0))
      for end in [b - width, b + width] + (abs(b) < width ? [0] : []) {
        let value = (a + deviation) * end * end
        expected[0] = min(expected[0], value)
        expected[1] = max(expected[1], value)
      }
    }
    for (value, reference) in zip(found, expected) {
      expectClose(value, reference, absolute: 1e-8)
    }
  }

  /// A ratio whose denominator may be zero has an unbounded interval (Fieller,
  /// 1954).
  @Test func unboundedEndsAreNamed() throws {
    let fit = try fit("x9 ~ a*x1 + b*x2\nratio := a/b")
    let index = try row(fit, "ratio", ":=")
    let interval = try #require(
      try fit.withProfileIntervals().profile?[.estimate(row: index)])
    let ends = [interval.lower, interval.upper]
    #expect(ends.contains { $0.end == .unbounded && $0.value == nil })
    for end in ends where end.end == .unbounded {
      #expect(end.deviance < Self.critical)
    }
  }

  /// A ratio whose numerator and denominator may both be 0 has no limit: that
  /// costs less than the critical value, whatever the ratio is.
  @Test func ratiosOfNothingHaveNoLimits() throws {
    let text = "x8 ~ a*x2 + b*x4"
    let own = try fit("\(text)\nratio := a/b", rows: 0..<60)
    let zero = try fit("x8 ~ 0*x2 + 0*x4", rows: 0..<60)
    let most = try #require(zero.chiSquare) - #require(own.chiSquare)
    #expect(most < Self.critical)
    let index = try row(own, "ratio", ":=")
    let interval = try #require(
      try own.withProfileIntervals().profile?[.estimate(row: index)])
    for end in [interval.lower, interval.upper] {
      #expect(end.end == .unbounded)
      #expect(end.deviance < most + 1e-6)
    }
    expectClose(
      max(interval.lower.deviance, interval.upper.deviance), most,
      absolute: 0.02)
    for value in [-5, -1, -0.5, 0, 0.2, 1, 4] {
      let held = try fit("\(text)\na == \(value)*b", rows: 0..<60)
      let rise = try #require(held.chiSquare) - #require(own.chiSquare)
      #expect(rise < most + 1e-6)
    }
  }

  /// Values that a reciprocal, a logarithm, a root and an absolute value have
  /// where their argument may be 0.
  @Test func argumentsThatMayBeZero() throws {
    let fit = try fit(
      """
      x7 ~ c*x2
      inverse := 1/c
      logarithm := log(c^2)
      root := sqrt(abs(c))
      size := abs(c)
      """, rows: 0..<100)
    let profile = try #require(try fit.withProfileIntervals().profile)
    let slope = try limits(profile[.estimate(row: row(fit, "x7", "~", "x2"))])
    let isPositive = try #require(fit.parameter("x7", "~", "x2")).estimate > 0
    let inverse = try #require(
      profile[.estimate(row: row(fit, "inverse", ":="))])
    // The values that are not rejected go on from infinity on the other side.
    let (near, far) =
      isPositive
      ? (inverse.lower, inverse.upper) : (inverse.upper, inverse.lower)
    #expect(near.end == .crossing && far.end == .unbounded)
    expectClose(
      try #require(near.value), 1 / slope[isPositive ? 1 : 0], relative: 1e-6)
    let logarithm = try #require(
      profile[.estimate(row: row(fit, "logarithm", ":="))])
    #expect(logarithm.lower.end == .unbounded && logarithm.lower.value == nil)
    for name in ["root", "size"] {
      let lower = try #require(
        profile[.estimate(row: row(fit, name, ":="))]
      ).lower
      #expect(lower.end == .extreme && lower.value == 0)
    }
  }

  /// The proportion of an effect that is indirect, a·b/(a·b + c), where the
  /// total may be 0: the deviance of a value is that of the best a, b and c
  /// that have it, a search over one of them.
  @Test(arguments: [
    (0.27, 0.29, 0.04, 100, true), (0.35, 0.3, 0.1, 40, true),
    (0.25, 0.25, 0.1, 40, false),
  ])
  func proportionsOfEffects(
    _ a: Double, _ b: Double, _ c: Double, _ count: Int, _ hasLimit: Bool
  ) throws {
    // Residual variances and the variance of x are 1.
    let xy = a * b + c
    let mm = a * a + 1
    let my = b * mm + c * a
    let yy = b * my + c * xy + 1
    let moments = try SampleMoments(
      variableNames: ["x", "m", "y"], observationCount: count,
      covariance: [1, a, xy, a, mm, my, xy, my, yy])
    let own = try Model(
      text: "m ~ a*x\ny ~ b*m + c*x\nshare := a*b/(a*b + c)"
    ).fit(to: moments)
    let n = Double(count)
    func deviance(_ share: Double) -> Double {
      // c = k a b; b is by least squares.
      let k = (1 - share) / share
      let whole = mm * b * b + 2 * a * b * c + c * c
      var least = Double.infinity
      for step in 0...20_000 {
        let slope = a - 3 + 6 * Double(step) / 20_000
        let other = k * slope
        let cross = mm * b + a * c + other * (a * b + c)
        let square = mm + 2 * other * a + other * other
        let rest = whole - cross * cross / square
        let moved = (slope - a) * (slope - a)
        least = min(least, n * (log(1 + moved) + log(1 + rest)))
      }
      return least
    }
    let interval = try #require(
      try own.withProfileIntervals().profile?[
        .estimate(row: row(own, "share", ":="))])
    #expect(interval.upper.end == .unbounded)
    expectClose(interval.upper.deviance, deviance(1e9), absolute: 1e-2)
    guard hasLimit else {
      #expect(interval.lower.end == .unbounded)
      // The ways along both branches may be longer than the shortest one.
      let highest = (1...20).map { deviance(-0.01 * Double($0)) }.max()
      #expect(interval.lower.deviance > (highest ?? .infinity) - 5e-3)
      #expect(interval.lower.deviance < Self.critical)
      return
    }
    #expect(interval.lower.end == .crossing)
    expectClose(
      deviance(try #require(interval.lower.value)), Self.critical,
      absolute: 1e-4)
  }

  /// Limits beside a bound meet the equations of Wu & Neale (2012) with χ² of
  /// fits with the value held; OpenMx's (`boundAdj`, SLSQP) are near, since its
  /// search stops early.
  @Test(arguments: [
    (["x2", "x8", "x4"], 60, 0.0, 0.0611623924),
    (["x2", "x7", "x3"], 60, 0, 0.221468274),
    (["x2", "x7", "x1"], 301, 0.04017186, 0.227736905),
    (["x2", "x9", "x4"], 150, 0.05155022, 0.31416058),
  ])
  func boundsAdjust(
    _ names: [String], _ count: Int, _ lower: Double, _ upper: Double
  ) throws {
    let loadings = "f =~ " + names.map { "1*\($0)" }.joined(separator: " + ")
    let rows = 0..<count
    func chiSquare(_ variance: String) throws -> Double {
      try #require(
        try fit("\(loadings)\nf ~~ \(variance)*f", rows: rows)
          .measures["chisq"])
    }
    func tail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }
    let own = try fit("\(loadings)\nf ~~ lower(0)*f", rows: rows)
    let interval = try #require(
      own.profileIntervals(of: [.estimate(row: try row(own, "f", "~~", "f"))])
        .intervals.first)
    let found = try limits(interval)
    expectClose(
      found, [lower, upper], relative: 0.025, absolute: 1e-9, "\(names)")
    let least = try #require(own.measures["chisq"])
    let open = try chiSquare("NA")
    let reached = try chiSquare("\(found[1])") - least
    if least - open > 1e-6 {
      // The estimate is on its bound.
      expectClose(
        tail(reached.squareRoot())
          + tail((reached + least - open).squareRoot()),
        0.05, absolute: 1e-6)
    } else {
      expectClose(reached, Self.critical, absolute: 1e-6)
    }
    guard found[0] > 0 else {
      #expect(interval.lower.end == .bound)
      return
    }
    let d0 = (try chiSquare("0") - least).squareRoot()
    let d = (try chiSquare("\(found[0])") - least).squareRoot()
    expectClose(
      tail(d) + tail(0.5 * (d0 - d) + d * d / (2 * (d0 - d))), 0.05,
      absolute: 1e-6)
  }
}
