import Foundation
import Latent
import TestSupport
import Testing

@testable import FitSettings

/// Diagonally weighted least squares of continuous variables against lavaan
/// 0.7-2 (`Validation/tools/diagonal.R`); WLSM, WLSMV, WLSMVS and standard
/// errors other than robust.sem.nt are also those of 0.6-14.
struct DiagonalLeastSquaresTests {
  struct Reference: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var preset: EstimatorPreset
    var hasCovariates = false
    var isGrouped = false
    var configure: @Sendable (inout FitOptions) -> Void = { _ in }
    /// Estimates and standard errors of visual =~ x2, visual ~ ageyr with
    /// covariates, and speed ~~ speed.
    var estimates: [Double]
    /// The standard statistic and the other test's.
    var tests: [Double]
    /// Baseline χ², SRMR, GFI and LISREL's GFI.
    var measures: [Double]
  }

  static let references: [Reference] = [
    Reference(
      testDescription: "DWLS", preset: .dwls,
      estimates: [0.50489397644, 0.10345285559, 0.24073318685, 0.07510960632],
      tests: [43.002062008, 74.991296737],
      measures: [872.76658195788, 0.05929643038, 0.96083401198, 0.98065381118]),
    Reference(
      testDescription: "WLSM", preset: .wlsm,
      estimates: [0.4998178698, 0.1008368093, 0.2403954274, 0.0738286332],
      tests: [43.902284676, 97.246940148],
      measures: [875.81502701351, 0.05933626034, 0.96079013413, 0.98061344408]),
    Reference(
      testDescription: "WLSMV", preset: .wlsmv,
      estimates: [0.4998178698, 0.1008368093, 0.2403954274, 0.0738286332],
      tests: [43.902284676, 79.342448],
      measures: [875.81502701351, 0.05933626034, 0.96079013413, 0.98061344408]),
    Reference(
      testDescription: "WLSMVS", preset: .wlsmvs,
      estimates: [0.4998178698, 0.1008368093, 0.2403954274, 0.0738286332],
      tests: [43.902284676, 55.515429308],
      measures: [875.81502701351, 0.05933626034, 0.96079013413, 0.98061344408]),
    Reference(
      testDescription: "standard errors", preset: .dwls,
      configure: { $0.standardErrors = .standard },
      estimates: [0.49981786978, 0.07706207367, 0.24039542736, 0.05519779812],
      tests: [43.902284676, 75.010013025],
      measures: [875.81502701351, 0.05933626034, 0.96079013413, 0.98061344408]),
    Reference(
      testDescription: "means", preset: .dwls,
      configure: { $0.model.meanStructure = true },
      estimates: [0.50489397437, 0.10345285531, 0.24073318658, 0.07510960627],
      tests: [43.002062008, 74.991296654],
      measures: [872.7665819579, 0.0541299875, 0.9608340120, 0.9990513336]),
    Reference(
      testDescription: "groups", preset: .dwls, isGrouped: true,
      configure: { $0.model.groupEqual = [.loadings] },
      estimates: [0.5311263073, 0.1045278260, 0.2081202748, 0.0665220559],
      tests: [60.631445388, 101.61549473],
      measures: [950.76679045846, 0.06418950858, 0.95606940580, 0.99868229875]),
    Reference(
      testDescription: "groups, WLSM", preset: .wlsm, isGrouped: true,
      estimates: [0.3768512112, 0.1331729317, 0.2696695683, 0.1196752703],
      tests: [56.994705104, 133.02460443],
      measures: [958.32577663767, 0.06143343878, 0.95729694092, 0.99877125932]),
    Reference(
      testDescription: "random x", preset: .dwls, hasCovariates: true,
      estimates: [
        0.76569915824, 0.13796520111, -0.13956134621, 0.06042384378,
        0.42008228894, 0.10121700729,
      ],
      tests: [415.14864083, 183.61403237],
      measures: [1048.0757302964, 0.1509463095, 0.8974769350, 0.8492861339]),
    Reference(
      testDescription: "fixed x", preset: .dwls, hasCovariates: true,
      configure: { $0.model.fixedExogenous = true },
      estimates: [
        0.76471345630, 0.13814108343, -0.14138841790, 0.06048821934,
        0.42061509208, 0.10058600812,
      ],
      tests: [450.58753794, 230.39919613],
      measures: [1096.5072386940, 0.1509461254, 0.8974938506, 0.8166302702]),
    Reference(
      testDescription: "fixed x, WLSM", preset: .wlsm, hasCovariates: true,
      configure: {
        $0.model.fixedExogenous = true
        $0.model.meanStructure = true
      },
      estimates: [
        0.76426344363, 0.15276602600, -0.13858002827, 0.06185932391,
        0.42759033811, 0.09655935460,
      ],
      tests: [438.06436764, 515.93702462],
      measures: [1096.0114760083, 0.1397451318, 0.8974612884, 0.9911286830]),
    Reference(
      testDescription: "given x", preset: .dwls, hasCovariates: true,
      configure: { $0.model.conditionsOnExogenous = true },
      estimates: [
        0.69069527202, 0.13399006793, -0.15998660378, 0.06401515055,
        0.26297553440, 0.07588053331,
      ],
      tests: [512.8990427, 233.70308321],
      measures: [733.9654503450, 0.1721540110, 0.8650983631, 0.7930379062]),
    Reference(
      testDescription: "given x, WLSM", preset: .wlsm, hasCovariates: true,
      configure: { $0.model.conditionsOnExogenous = true },
      estimates: [
        0.69850759548, 0.14815126828, -0.15331069790, 0.06643160373,
        0.26739515128, 0.07275170466,
      ],
      tests: [531.04951338, 616.92009453],
      measures: [708.8466194806, 0.1721615945, 0.8650961109, 0.7823854594]),
  ]

  private static func fit(_ reference: Reference) throws -> Fit {
    var options = FitOptions(reference.preset)
    options.model.kind = .sem
    reference.configure(&options)
    let text =
      HolzingerModel.text
      + (reference.hasCovariates ? "\nvisual ~ ageyr + grade" : "")
    return try Model(text: text).fit(
      to: HolzingerModel.table(),
      group: reference.isGrouped ? "school" : nil, options: options)
  }

  @Test(arguments: references)
  func lavaanAgrees(_ reference: Reference) throws {
    let fit = try Self.fit(reference)
    #expect(fit.isConverged)
    var places = [("visual", "=~", "x2")]
    if reference.hasCovariates { places.append(("visual", "~", "ageyr")) }
    places.append(("speed", "~~", "speed"))
    let rows = try places.map {
      try #require(fit.parameter($0.0, $0.1, $0.2))
    }
    expectClose(
      rows.flatMap { [$0.estimate, $0.standardError ?? .nan] },
      reference.estimates, relative: 2e-6)
    expectClose(
      fit.tests.map(\.chiSquare), reference.tests, relative: 1e-7)
    #expect(fit.tests[0].pValue == nil)
    for (name, value) in zip(
      ["baseline_chisq", "srmr", "gfi", "gfi_lisrel"], reference.measures)
    {
      expectClose(fit.measures[name] ?? .nan, value, relative: 1e-7, name)
    }
  }

  /// The weights of normal variables need no cases.
  @Test func momentsAreEnough() throws {
    let table = try HolzingerModel.table()
    var options = FitOptions(.dwls)
    options.model.kind = .cfa
    let fit = try Model(text: HolzingerModel.text).fit(
      to: table, options: options)
    let moments = try SampleMoments(
      variableNames: fit.sample[0].variables, observationCount: 301,
      covariance: fit.sample[0].covariance.elements,
      divisor: .countMinusOne)
    let other = try Model(text: HolzingerModel.text).fit(
      to: moments, options: options)
    expectClose(
      other.parameters.map { $0.standardError ?? 0 },
      fit.parameters.map { $0.standardError ?? 0 }, relative: 1e-10)
    options.standardErrors = .robustSEM
    let error = #expect(throws: LatentError.self) {
      try Model(text: HolzingerModel.text).fit(to: moments, options: options)
    }
    #expect(error?.code == "information.needs-raw-data")
  }

  /// A replicate's weight is its own: leaving a case out gives the fit to the
  /// others.
  @Test(arguments: [EstimatorPreset.dwls, .wlsm])
  func replicatesHaveTheirWeights(_ preset: EstimatorPreset) async throws {
    let table = try HolzingerModel.table()
    var options = FitOptions(preset)
    options.model.kind = .cfa
    options.keepsCases = true
    let fit = try Model(text: HolzingerModel.text).fit(
      to: table, options: options)
    var drawing = BootstrapOptions()
    drawing.kind = .jackknife
    drawing.replicates = 1...3
    let draws = try await fit.bootstrap(drawing)
    let column = try #require(
      draws.columns.firstIndex { $0.name == "visual=~x2" })
    for omitted in 0..<3 {
      let others = try DataTable(
        columns: table.columns.compactMap { column in
          guard case .numbers(let values) = column.values else { return nil }
          var own = values
          own.remove(at: omitted)
          return DataColumn(name: column.name, numbers: own)
        })
      let refit = try Model(text: HolzingerModel.text).fit(
        to: others, options: options)
      let loading = try #require(refit.parameter("visual", "=~", "x2"))
      expectClose(
        draws.value(omitted, column), loading.estimate, relative: 1e-7)
    }
  }
}
