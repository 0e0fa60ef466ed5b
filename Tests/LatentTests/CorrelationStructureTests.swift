import Latent
import Specification
import TestSupport
import Testing

/// Models of correlations against lavaan 0.7-2
/// (`Validation/tools/correlations.R`).
struct CorrelationStructureTests {
  struct Reference: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var preset: EstimatorPreset
    var configure: @Sendable (inout FitOptions) -> Void
    /// Parameters of the last group with estimate and standard error.
    var values: [(name: String, estimate: Double, error: Double)]
    var measures: [String: Double]
  }

  private static let text = """
    visual =~ a*x1 + a*x2 + a*x3
    textual =~ x4 + x5 + x6
    speed =~ x7 + x8 + x9
    """

  /// A model's log L with free scales of correlations is that without, so that
  /// the scaling factor of its parameters is the same too (npar 21 of both).
  @Test func scalingFactorOfParameters() throws {
    func factor(_ fitsCorrelations: Bool) throws -> Double {
      var options = FitOptions(.mlr)
      options.model.kind = .cfa
      options.model.fitsCorrelations = fitsCorrelations
      let fit = try Model(text: HolzingerModel.text).fit(
        to: try HolzingerModel.table(), options: options)
      #expect(fit.measures["npar"] == 21)
      return try #require(fit.measures["scaling_factor_h0"])
    }
    expectClose(try factor(true), try factor(false), relative: 1e-6)
  }

  static let references: [Reference] = [
    Reference(
      testDescription: "marker", preset: .ml,
      configure: { _ in },
      values: [
        ("visual=~x2", 1, 0), ("speed=~x8", 1.273580606, 0.1549305563),
        ("visual~~textual", 0.215097369, 0.03733070482),
        ("visual~~speed", 0.152649636, 0.03178916163),
        ("x2~*~x2", 1.198752721, 0.04839211548),
        ("x5~*~x5", 1.28832673, 0.0525082775),
      ],
      measures: [
        "npar": 19, "chisq": 99.76256249, "df": 26,
        "baseline_chisq": 918.85158929, "srmr": 0.0794192717,
        "logl": -3744.973447,
      ]),
    Reference(
      testDescription: "std.lv", preset: .ml,
      configure: { $0.model.standardizeLatent = true },
      values: [
        ("visual=~x2", 0.5999195695, 0.03053221183),
        ("speed=~x8", 0.7347957969, 0.0510098093),
        ("visual~~textual", 0.4219400866, 0.06808647556),
        ("visual~~speed", 0.4410242977, 0.07709676818),
        ("x2~*~x2", 1.198752718, 0.04839211535),
        ("x5~*~x5", 1.288326732, 0.0525082776),
      ],
      measures: [
        "npar": 19, "chisq": 99.76256249, "df": 26,
        "baseline_chisq": 918.85158929, "srmr": 0.079419271776,
        "logl": -3744.973447,
      ]),
    Reference(
      testDescription: "means", preset: .ml,
      configure: { $0.model.meanStructure = true },
      values: [
        ("visual=~x2", 1, 0), ("speed=~x8", 1.273580579, 0.154930571),
        ("visual~~textual", 0.2150973707, 0.03733070513),
        ("visual~~speed", 0.1526496311, 0.03178916222),
        ("x2~*~x2", 1.198752768, 0.04839211737),
        ("x5~*~x5", 1.288326727, 0.05250827738),
        ("x2~1", 5.078645087, 0.212966684), ("x5~1", 3.369123279, 0.1489218823),
      ],
      measures: [
        "npar": 28, "chisq": 99.76256249, "df": 26,
        "baseline_chisq": 918.85158929, "srmr": 0.072499546619,
        "logl": -3744.973447,
      ]),
    Reference(
      testDescription: "groups", preset: .ml,
      configure: {
        $0.model.standardizeLatent = true
        $0.model.groupEqual = [.loadings]
      },
      values: [
        ("visual=~x2", 0.5966337497, 0.04271028017),
        ("speed=~x8", 0.6653657941, 0.05927892058),
        ("visual~~textual", 0.5572100812, 0.1119463833),
        ("visual~~speed", 0.647175477, 0.1522230538),
        ("x2~*~x2", 1.128583819, 0.06554063605),
        ("x5~*~x5", 1.162347488, 0.06815158175),
        ("x2~1", 5.493610622, 0.3296637444),
        ("x5~1", 4.053924543, 0.2517822729),
      ],
      measures: [
        "npar": 52, "chisq": 133.77235159, "df": 56,
        "baseline_chisq": 957.76905081, "srmr": 0.080698734701,
        "logl": -3691.1580159,
      ]),
    Reference(
      testDescription: "MLR", preset: .mlr,
      configure: { _ in },
      values: [
        ("visual=~x2", 1, 0), ("speed=~x8", 1.273580606, 0.1190408123),
        ("visual~~textual", 0.215097369, 0.04188110692),
        ("visual~~speed", 0.152649636, 0.03465402772),
        ("x2~*~x2", 1.198752721, 0.05287108577),
        ("x5~*~x5", 1.28832673, 0.04492154079),
      ],
      measures: [
        "npar": 19, "chisq": 99.76256249, "df": 26,
        "chisq_scaled": 99.429384929, "baseline_chisq": 918.85158929,
        "srmr": 0.0794192717, "logl": -3744.973447,
      ]),
    Reference(
      testDescription: "MLM", preset: .mlm,
      configure: { _ in },
      values: [
        ("visual=~x2", 1, 0), ("speed=~x8", 1.273580606, 0.1504586847),
        ("visual~~textual", 0.215097369, 0.04155379536),
        ("visual~~speed", 0.152649636, 0.03083184856),
        ("x2~*~x2", 1.198752721, 0.05124255362),
        ("x5~*~x5", 1.28832673, 0.04492154073),
      ],
      measures: [
        "npar": 19, "chisq": 99.76256249, "df": 26,
        "chisq_scaled": 94.982819972, "baseline_chisq": 918.85158929,
        "srmr": 0.0794192717, "logl": -3744.973447,
      ]),
    Reference(
      testDescription: "FIML", preset: .ml,
      configure: { $0.missing = .fullInformation },
      values: [
        ("visual=~x2", 1, 0), ("speed=~x8", 1.259373335, 0.1341742223),
        ("visual~~textual", 0.2173163255, 0.03842611872),
        ("visual~~speed", 0.1581682392, 0.03212840093),
        ("x2~*~x2", 1.183755758, 0.05180249451),
        ("x5~*~x5", 1.284284096, 0.05416915029),
        ("x2~1", 5.173489751, 0.2350263192), ("x5~1", 3.372411674, 0.155770827),
      ],
      measures: [:]),
  ]

  private static func fit(
    _ text: String = text, _ preset: EstimatorPreset = .ml,
    group: String? = nil, data: DataTable? = nil,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions(preset)
    options.model.kind = .sem
    options.model.fitsCorrelations = true
    configure(&options)
    return try Model(text: text).fit(
      to: data ?? HolzingerModel.table(), group: group, options: options)
  }

  /// The cases with holes in x2 and x5.
  private static func incomplete() throws -> DataTable {
    let table = try HolzingerModel.table()
    return try DataTable(
      columns: (1...9).map { number in
        var values = try table.numbers(named: "x\(number)")
        if number == 2 { for i in 0..<40 { values[i] = .nan } }
        if number == 5 { for i in 30..<60 { values[i] = .nan } }
        return (name: "x\(number)", numbers: values)
      })
  }

  @Test(arguments: references)
  func lavaanAgrees(_ reference: Reference) throws {
    let isGrouped = reference.testDescription == "groups"
    let fit = try Self.fit(
      Self.text, reference.preset, group: isGrouped ? "school" : nil,
      data: reference.testDescription == "FIML" ? Self.incomplete() : nil,
      reference.configure)
    #expect(fit.isConverged)
    for value in reference.values {
      let row = try #require(
        fit.parameters.last {
          "\($0.lhs)\($0.op.rawValue)\($0.rhs)" == value.name
        }, "\(value.name)")
      expectClose(row.estimate, value.estimate, relative: 1e-6, value.name)
      // The marker's label holds the others at 1.
      guard value.error > 0 else { continue }
      expectClose(
        row.standardError ?? .nan, value.error, relative: 1e-5, value.name)
    }
    for (name, value) in reference.measures {
      expectClose(
        fit.measures[name] ?? .nan, value, relative: 1e-6, name)
    }
  }

  /// Without constraints across variables the model is one of covariances in
  /// other terms: the same test, and the same standardized solution with its
  /// errors.
  @Test func freeScalesAreAReparametrization() throws {
    let one = try Self.fit(HolzingerModel.text)
    let two = try Self.fit(HolzingerModel.text) {
      $0.model.fitsCorrelations = false
    }
    expectClose(
      try #require(one.chiSquare), try #require(two.chiSquare),
      relative: 1e-9)
    for row in two.parameters {
      let other = try #require(
        one.parameter(row.lhs, row.op.rawValue, row.rhs))
      expectClose(
        other.standardizedAll?.estimate ?? .nan,
        row.standardizedAll?.estimate ?? .nan, relative: 1e-6)
      expectClose(
        other.standardizedAll?.standardError ?? 0,
        row.standardizedAll?.standardError ?? 0, relative: 1e-5,
        absolute: 1e-9)
    }
  }

  /// Variables that others predict and that predict others in turn, where
  /// lavaan 0.7-2 fails: with equal paths the model fits the correlations, in
  /// whatever units the variables are.
  @Test func mediatorsHaveUnitVariance() throws {
    let text = "x3 ~ b*x2 + x1\nx2 ~ b*x1"
    let table = try HolzingerModel.table()
    let fit = try Self.fit(text)
    #expect(fit.isConverged && fit.degreesOfFreedom == 1)
    let scaled = try DataTable(
      columns: (1...3).map { number in
        let factor = [1.0, 0.1, 50][number - 1]
        return (
          name: "x\(number)",
          numbers: try table.numbers(named: "x\(number)").map { $0 * factor }
        )
      })
    let other = try Self.fit(text, data: scaled)
    expectClose(
      try #require(other.chiSquare), try #require(fit.chiSquare),
      relative: 1e-8)
    for row in fit.parameters where row.op != .scaling {
      let same = try #require(
        other.parameter(row.lhs, row.op.rawValue, row.rhs))
      expectClose(same.estimate, row.estimate, relative: 1e-7)
    }
    let residual = try #require(fit.parameter("x2", "~~", "x2"))
    let path = try #require(fit.parameter("x2", "~", "x1"))
    expectClose(
      residual.estimate, 1 - path.estimate * path.estimate, relative: 1e-9)
    let exogenous = try #require(fit.parameter("x1", "~~", "x1"))
    #expect(exogenous.estimate == 1 && exogenous.standardError == nil)
  }

  /// Constraints of products and powers of paths, which have no slope where
  /// paths are 0: χ² of `correlation-paths.py`, since the mediators of lavaan
  /// 0.7-2 have other variances than 1 (10.7116 for the first).
  @Test(arguments: [
    ("a*c == .2", 10.709250357, 4), ("a*c*e == .1", 8.952490189, 4),
    ("a^2 + b^2 == .3", 23.619663930, 4), ("a*c > .4", 20.170578674, 3),
  ])
  func productsOfPaths(
    _ constraint: String, _ chiSquare: Double, _ degrees: Int
  ) throws {
    let fit = try Self.fit(
      """
      x4 ~ a*x1 + b*x2
      x5 ~ c*x4 + d*x1
      x6 ~ e*x5 + f*x4
      \(constraint)
      """)
    #expect(fit.isConverged && fit.degreesOfFreedom == degrees)
    expectClose(try #require(fit.chiSquare), chiSquare, relative: 1e-8)
  }

  /// Of latent variables, as lavaan 0.7-2 (`correlations.R`).
  @Test func productsOfLatentPaths() throws {
    let fit = try Self.fit(
      """
      visual =~ x1 + a*x2 + b*x3
      textual =~ x4 + x5 + x6
      speed =~ x7 + x8 + x9
      textual ~ k*visual
      speed ~ l*textual + m*visual
      k*l == .1
      a*b == .5
      """)
    #expect(fit.isConverged && fit.degreesOfFreedom == 26)
    expectClose(try #require(fit.chiSquare), 90.51431322, relative: 1e-6)
  }

  @Test func whatDoesNotGoTogether() throws {
    for preset in [EstimatorPreset.gls, .uls, .wls, .dwls] {
      let error = #expect(throws: LatentError.self) {
        try Self.fit(Self.text, preset)
      }
      #expect(error?.code == "correlation.unsupported")
    }
    let error = #expect(throws: LatentError.self) {
      try Self.fit("x1 ~ x2") { $0.model.fixedExogenous = true }
    }
    #expect(error?.code == "correlation.unsupported")
  }
}
