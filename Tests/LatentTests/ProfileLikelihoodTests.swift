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
struct ProfileLikelihoodTests {
  /// The quantile of χ²₁ at .95.
  private static let critical = 3.841458820694124

  private func fit(
    _ text: String, rows: Range<Int>? = nil, group: String? = nil,
    _ table: String = "holzinger-swineford-1939.csv",
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions()
    options.keepsCases = true
    configure(&options)
    var data = try HolzingerModel.table(table)
    if let rows {
      data = try DataTable(
        columns: (1...9).map {
          (
            name: "x\($0)",
            numbers: Array(try data.numbers(named: "x\($0)")[rows])
          )
        })
    }
    return try Model(text: text).fit(to: data, group: group, options: options)
  }

  private func limits(_ interval: ProfileInterval?) throws -> [Double] {
    let interval = try #require(interval)
    return [
      try #require(interval.lower.value), try #require(interval.upper.value),
    ]
  }

  private func row(_ fit: Fit, _ lhs: String, _ op: String, _ rhs: String = "")
    throws -> Int
  {
    try #require(
      fit.parameters.firstIndex {
        $0.lhs == lhs && $0.op.rawValue == op && (rhs.isEmpty || $0.rhs == rhs)
      })
  }

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
        own.parameters[index].free > 0, own.parameters[index].label.isEmpty
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
