import Foundation
import Latent
import TestSupport
import Testing

/// Holzinger & Swineford's data by every estimator, information and kind of
/// constraint, against lavaan 0.6-14: `cfa(model, data)` with the arguments
/// that each case names.
struct EstimatorReferenceTests {
  private static let text = """
    visual =~ x1 + a*x2 + b*x3
    textual =~ x4 + c*x5 + x6
    speed =~ x7 + x8 + x9
    visual ~~ p*textual

    """
  private func fit(
    _ text: String, group: String? = nil,
    _ configure: (inout FitOptions) -> Void
  ) throws -> Fit {
    var options = FitOptions()
    options.model.kind = .cfa
    configure(&options)
    return try Model(text: text).fit(
      to: HolzingerModel.table(), group: group, options: options)
  }

  struct Reference: Sendable, CustomTestStringConvertible {
    var estimator: Estimator
    /// Whether schools are groups with equal loadings.
    var isGrouped: Bool
    /// χ², df, baseline χ², RMSEA, SRMR, GFI, CFI.
    var measures: [Double]
    /// visual =~ x2 and speed ~~ speed of the first group, with standard
    /// errors.
    var estimates: [Double]

    var testDescription: String {
      "\(estimator.rawValue)\(isGrouped ? ", groups" : "")"
    }
  }

  static let references = [
    Reference(
      estimator: .ml, isGrouped: false,
      measures: [
        85.305521770, 24, 918.851589292, 0.092121485, 0.065205057, 0.943332061,
        0.930559652,
      ], estimates: [0.553500294, 0.099665119, 0.383747649, 0.086209194]),
    Reference(
      estimator: .ml, isGrouped: true,
      measures: [
        124.043544180, 54, 957.769050809, 0.092836536, 0.071651584, 0.994577035,
        0.920923469,
      ], estimates: [0.598643357, 0.100130405, 0.304932787, 0.077781645]),
    Reference(
      estimator: .gls, isGrouped: false,
      measures: [
        77.470723393, 24, 277.991187787, 0.086177081, 0.087545284, 0.942614279,
        0.779038551,
      ], estimates: [0.481126681, 0.110118433, 0.410204909, 0.086522363]),
    Reference(
      estimator: .gls, isGrouped: true,
      measures: [
        105.056758030, 54, 288.021015488, 0.079526000, 0.102370587, 0.995489809,
        0.763649116,
      ], estimates: [0.505245121, 0.107699709, 0.332983387, 0.079417721]),
    Reference(
      estimator: .uls, isGrouped: false,
      measures: [
        72.098219633, 24, 1880.151546057, 0.081733153, 0.059425439, 0.988680444,
        0.973918510,
      ], estimates: [0.500684968, 0.055473211, 0.238465775, 0.044872652]),
    Reference(
      estimator: .uls, isGrouped: true,
      measures: [
        101.545058403, 54, 1845.508752694, 0.076742372, 0.064379070,
        0.998270079, 0.973191529,
      ], estimates: [0.517028571, 0.055442108, 0.211910435, 0.043641824]),
    Reference(
      estimator: .wls, isGrouped: false,
      measures: [
        83.318579741, 24, 387.585153628, 0.090767239, 0.081590868, 0.945052608,
        0.831282467,
      ], estimates: [0.515040297, 0.097426267, 0.436734453, 0.077661897]),
    Reference(
      estimator: .wls, isGrouped: true,
      measures: [
        124.361654689, 54, 466.205594036, 0.093357786, 0.119591882, 0.996697452,
        0.821510258,
      ], estimates: [0.398136394, 0.068970954, 0.353014208, 0.062698347]),
  ]

  @Test(arguments: references)
  func estimators(_ reference: Reference) throws {
    let result = try fit(
      HolzingerModel.text, group: reference.isGrouped ? "school" : nil
    ) {
      $0.estimation.estimator = reference.estimator
      if reference.isGrouped { $0.model.groupEqual = [.loadings] }
    }
    #expect(result.isConverged)
    let names = [
      "chisq", "df", "baseline_chisq", "rmsea", "srmr", "gfi_lisrel", "cfi",
    ]
    // lavaan stops at a gradient of 1e-6 or so.
    for (name, value) in pairs(names, reference.measures) {
      expectClose(
        result.measures[name] ?? .nan, value, relative: 2e-6, name)
    }
    let loading = try #require(result.parameter("visual", "=~", "x2"))
    let variance = try #require(result.parameter("speed", "~~", "speed"))
    let own = [
      loading.estimate, loading.standardError ?? .nan, variance.estimate,
      variance.standardError ?? .nan,
    ]
    expectClose(own, reference.estimates, relative: 2e-5)
  }

  /// Standard errors of visual =~ x2 and of speed ~~ speed.
  @Test(arguments: [
    (Estimator.ml, InformationKind.observed, [0.109247180, 0.092063769]),
    (.ml, .firstOrder, [0.104455300, 0.098661059]),
    (.gls, .observed, [0.125819916, 0.113214894]),
  ])
  func informations(
    _ estimator: Estimator, _ kind: InformationKind, _ errors: [Double]
  ) throws {
    let result = try fit(HolzingerModel.text) {
      $0.estimation.estimator = estimator
      $0.information = kind
    }
    let own = [
      result.parameter("visual", "=~", "x2")?.standardError ?? .nan,
      result.parameter("speed", "~~", "speed")?.standardError ?? .nan,
    ]
    expectClose(own, errors, relative: 2e-5)
  }

  /// Estimates and standard errors of a, b and p; `nan` where lavaan prints
  /// none.
  @Test(arguments: [
    (
      "a*b == 0.5", 85.781514, 25,
      [0.6236858, 0.0530834, 0.8016858, 0.0682334, 0.3836681, 0.0685509]
    ),
    (
      "a^2 + b^2 == 1", 85.642181, 25,
      [0.6076083, 0.0669902, 0.7942369, 0.0512490, 0.3871981, 0.0688140]
    ),
    (
      "exp(p) == 1.3", 89.114502, 25,
      [0.6336409, 0.1158237, 0.8471556, 0.1324756, 0.2623643, 0]
    ),
    (
      "p < 0.2", 93.482591, 24,
      [0.6752002, 0.1244182, 0.9162132, 0.1482671, 0.2, .nan]
    ),
    (
      "a > 0.8", 89.361871, 24,
      [0.8, .nan, 0.8847703, 0.1154779, 0.3433931, 0.0649202]
    ),
  ])
  func constraints(
    _ constraint: String, _ chiSquare: Double, _ df: Int, _ values: [Double]
  ) throws {
    let result = try fit(Self.text + constraint) { _ in }
    #expect(result.isConverged && result.degreesOfFreedom == df)
    expectClose(result.chiSquare ?? .nan, chiSquare, relative: 1e-5)
    for (index, label) in ["a", "b", "p"].enumerated() {
      let row = try #require(result.parameters.first { $0.label == label })
      expectClose(
        row.estimate, values[2 * index], relative: 2e-4, absolute: 1e-6, label)
      if values[2 * index + 1].isFinite {
        expectClose(
          row.standardError ?? .nan, values[2 * index + 1], relative: 5e-4,
          absolute: 1e-6, "SE of \(label)")
      }
    }
  }
}
