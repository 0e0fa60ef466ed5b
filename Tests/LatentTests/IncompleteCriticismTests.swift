import Latent
import TestSupport
import Testing

/// Residuals, modification indices and score tests of incomplete cases; the
/// numbers themselves are compared in Validation (`fiml-*`, `two-stage-*`,
/// `robust-two-stage-*`).
struct IncompleteCriticismTests {
  private static let text = HolzingerModel.text
  private static let complete = "holzinger-swineford-1939.csv"
  private static let incomplete = "holzinger-swineford-missing.csv"
  private static let kinds: [ResidualKind] = [.raw, .scaled, .correlation]

  private func fit(
    _ missing: MissingTreatment, data: String = Self.incomplete,
    group: String? = nil, text: String = Self.text,
    _ change: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions()
    options.model.kind = .cfa
    options.missing = missing
    change(&options)
    return try Model(text: text).fit(
      to: HolzingerModel.table(data), group: group, options: options)
  }

  private func expectSameResiduals(_ first: Fit, _ second: Fit) throws {
    for kind in Self.kinds {
      for (own, other) in pairs(
        try first.residualTests(kind), try second.residualTests(kind))
      {
        expectClose(
          own.covarianceErrors.elements, other.covarianceErrors.elements,
          relative: 1e-6, absolute: 1e-9)
        expectClose(
          own.meanErrors, other.meanErrors, relative: 1e-6, absolute: 1e-9)
      }
      for (own, other) in pairs(
        try first.residualSummary(kind), try second.residualSummary(kind))
      {
        for (one, two) in [
          (own.covariance, other.covariance), (own.total, other.total),
        ] {
          expectClose(
            one?.unbiased ?? .nan, two?.unbiased ?? .nan, relative: 1e-6)
          expectClose(
            one?.unbiasedError ?? .nan, two?.unbiasedError ?? .nan,
            relative: 1e-6)
        }
      }
    }
    for (own, other) in pairs(
      try first.residuals(.normalized), try second.residuals(.normalized))
    {
      expectClose(
        own.covariance.elements, other.covariance.elements, relative: 1e-6,
        absolute: 1e-6)
    }
  }

  /// Without a missing value the saturated moments have normal theory's
  /// covariances, and the expected information is that of moments.
  @Test(arguments: [
    MissingTreatment.fullInformation, .twoStage, .pairwise,
  ])
  func completeDataGiveOrdinaryResiduals(_ missing: MissingTreatment) throws {
    for group in [nil, "school"] {
      let shared: (inout FitOptions) -> Void = {
        $0.model.meanStructure = true
        if group != nil { $0.model.groupEqual = [.loadings, .intercepts] }
      }
      let ordinary = try fit(
        .listwise, data: Self.complete, group: group, shared)
      let own = try fit(missing, data: Self.complete, group: group) {
        shared(&$0)
        if missing == .fullInformation { $0.information = .expected }
      }
      try expectSameResiduals(own, ordinary)
    }
  }

  /// Raw tests are the standardized residuals; squared errors sum up to what
  /// the root mean square rests on.
  @Test(arguments: [
    MissingTreatment.fullInformation, .twoStage, .robustTwoStage,
  ])
  func residualsAgreeWithTheirTests(_ missing: MissingTreatment) throws {
    let fit = try fit(missing, group: "school") {
      $0.model.groupEqual = [.loadings]
    }
    for (one, two) in pairs(
      try fit.residualTests(.raw), try fit.residuals(.standardized))
    {
      expectClose(one.covarianceZ.elements, two.covariance.elements)
      expectClose(one.meanZ, two.mean)
      #expect(one.covarianceErrors.elements.allSatisfy { $0.isFinite })
    }
  }

  /// Missing values make moments less certain, residuals too.
  @Test func missingValuesWidenErrors() throws {
    let full = try fit(.fullInformation)
    let whole = try fit(.fullInformation, data: Self.complete)
    func mean(_ fit: Fit) throws -> Double {
      let errors = try fit.residualTests(.raw)[0].covarianceErrors.elements
      return errors.reduce(0, +)
    }
    #expect(try mean(full) > 1.05 * mean(whole))
  }

  /// Without a missing value modification indices of two stages are those of
  /// moments at the sample's weight, and those of full information at the
  /// saturated moments too.
  @Test(arguments: [
    MissingTreatment.fullInformation, .twoStage, .robustTwoStage,
  ])
  func completeDataGiveOrdinaryIndices(_ missing: MissingTreatment) throws {
    let ordinary = try fit(.listwise, data: Self.complete) {
      $0.model.meanStructure = true
      $0.h1Information = .unstructured
    }.modificationIndices()
    let own = try fit(missing, data: Self.complete) {
      $0.h1Information = .unstructured
    }.modificationIndices()
    #expect(own.count == ordinary.count && own.count > 50)
    for (one, two) in pairs(own, ordinary) {
      #expect(one.lhs == two.lhs && one.op == two.op && one.rhs == two.rhs)
      expectClose(
        one.statistic, two.statistic, relative: 1e-6, absolute: 1e-7)
      expectClose(
        one.expectedChange, two.expectedChange, relative: 1e-6, absolute: 1e-8)
    }
  }

  /// A step that fails names its equalities, and releases them, in two stages
  /// as with full information.
  @Test(arguments: [MissingTreatment.twoStage, .robustTwoStage])
  func partialInvariance(_ missing: MissingTreatment) throws {
    let configural = try fit(missing, group: "school")
    var options = InvarianceOptions()
    options.releases = true
    let ladder = try Model(text: Self.text).invariance(
      from: configural, steps: options)
    let failed = try #require(
      ladder.rungs.first { $0.holds == false })
    let first = try #require(failed.candidates.first)
    #expect(ladder.log.first?.release == first)
    #expect(ladder.rungs.contains { $0.name.hasPrefix("partial") })
    #expect(first.pValue < 0.001)
  }

  /// At complete data the kinds of information at the saturated moments agree
  /// with those of moments.
  @Test func unstructuredInformation() throws {
    for kind in [InformationKind.expected, .observed] {
      let ordinary = try fit(.listwise, data: Self.complete) {
        $0.model.meanStructure = true
        $0.h1Information = .unstructured
        $0.information = .expected
      }
      let own = try fit(.fullInformation, data: Self.complete) {
        $0.h1Information = .unstructured
        $0.information = kind
        if kind == .observed { $0.observedInformation = .h1 }
      }
      for (one, two) in pairs(own.parameters, ordinary.parameters) {
        expectClose(
          one.standardError ?? 0, two.standardError ?? 0, relative: 1e-6)
      }
    }
  }
}
