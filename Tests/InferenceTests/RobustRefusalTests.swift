import Estimation
import FitSettings
import Messages
import ModelFit
import MomentInformation
import Resampling
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Combinations that do not exist are refused by name.
struct RobustRefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    var configure: @Sendable (inout FitOptions) -> Void

    init(
      _ description: String, _ code: String,
      _ configure: @escaping @Sendable (inout FitOptions) -> Void
    ) {
      testDescription = description
      self.code = code
      self.configure = configure
    }
  }

  static let refusals = [
    Refusal("Huber-White of ULS", "se.needs-ml") {
      $0.estimation.estimator = .uls
      $0.standardErrors = .robustHuberWhite
    },
    Refusal("Huber-White around first-order", "se.information") {
      $0.standardErrors = .robustHuberWhite
      $0.information = .firstOrder
    },
    Refusal("robust.sem of the observed information", "se.information") {
      $0 = FitOptions(.gls)
      $0.standardErrors = .robustSEM
      $0.information = .observed
    },
    Refusal("robust.sem of the first-order information", "se.information") {
      $0.standardErrors = .robustSEM
      $0.information = .firstOrder
    },
    Refusal("clusters of nothing", "se.needs-cluster") {
      $0.standardErrors = .robustCluster
    },
    Refusal("Satorra-Bentler of WLS", "test.unsupported") {
      $0 = FitOptions(.wls)
      $0.tests = [.standard, .satorraBentler]
    },
    Refusal("Satorra-Bentler of ULS, observed", "test.unsupported") {
      $0 = FitOptions(.uls)
      $0.tests = [.standard, .satorraBentler]
      $0.information = .observed
    },
    Refusal("Satorra-Bentler of MLF", "test.unsupported") {
      $0 = FitOptions(.mlf)
      $0.tests = [.standard, .satorraBentler]
    },
    Refusal("Yuan-Bentler of ULS", "test.unsupported") {
      $0 = FitOptions(.uls)
      $0.tests = [.standard, .yuanBentlerMplus]
    },
    Refusal("Yuan-Bentler of MLF", "test.unsupported") {
      $0 = FitOptions(.mlf)
      $0.tests = [.standard, .yuanBentlerMplus]
    },
    Refusal("a test twice", "test.twice") {
      $0.tests = [.standard, .standard]
    },
    Refusal("h1 of GLS", "information.h1-needs-ml") {
      $0 = FitOptions(.gls)
      $0.h1Information = .unstructured
    },
    Refusal("observed h1 unused", "information.observed-unused") {
      $0.observedInformation = .h1
    },
    Refusal("clusters by GLS", "cluster.needs-ml") {
      $0 = FitOptions(.gls)
      $0.cluster = "id"
    },
    Refusal("clusters by ULS", "cluster.needs-ml") {
      $0 = FitOptions(.ulsm)
      $0.cluster = "id"
    },
    Refusal("weights by MLF", "sampling-weights.standard-errors") {
      $0 = FitOptions(.mlf)
      $0.samplingWeights = "w"
    },
    Refusal("clusters by MLF", "cluster.standard-errors") {
      $0 = FitOptions(.mlf)
      $0.cluster = "id"
    },
    Refusal("clusters with Browne's test", "cluster.test") {
      $0 = FitOptions(.mlm)
      $0.standardErrors = .robustClusterSEM
      $0.tests.append(.browneResidualADF)
      $0.cluster = "id"
    },
    Refusal("weights with Browne's test", "sampling-weights.test") {
      $0 = FitOptions(.mlm)
      $0.tests.append(.browneResidualNT)
      $0.samplingWeights = "w"
    },
  ]

  private let raw = RawSample(
    names: ["a", "b", "c", "d"], count: 100, seed: 3)

  @Test(arguments: refusals)
  func refused(_ item: Refusal) throws {
    let fitting = InferenceCase("", "f =~ a + b + c + d", item.configure)
    let error = #expect(throws: LatentError.self) { try fitting.fit([raw]) }
    #expect(error?.code.rawValue == item.code, "\(String(describing: error))")
    #expect(error?.remedy.isEmpty == false)
  }

  @Test(arguments: [
    EstimatorPreset.mlr, .mlm, .mlmv, .mlmvs, .mlf, .ulsm, .ulsmv, .ulsmvs,
  ])
  func momentsAloneAreNotEnough(_ preset: EstimatorPreset) throws {
    let options = FitOptions(preset)
    let table = try InferenceCase("", "f =~ a + b + c + d") { $0 = options }
      .table()
    var sample = raw.fitSample(
      ["a", "b", "c", "d"], isUnbiased: options.estimation.usesUnbiasedMoments)
    sample.cases = nil
    let error = #expect(throws: LatentError.self) {
      try Fit(table, sample: [sample], options: options)
    }
    #expect(error?.code == "information.needs-raw-data")
  }

  @Test(arguments: EstimatorPreset.allCases)
  func namesAreFoundAgain(_ preset: EstimatorPreset) throws {
    var options = FitOptions(preset)
    #expect(options.preset == preset)
    options.tests.append(.browneResidualNT)
    #expect(options.preset == preset)
    // Without tests names with the same standard errors are one.
    options.tests = []
    let other = try #require(options.preset)
    #expect(other.standardErrors == preset.standardErrors)
    #expect(other.estimator == preset.estimator)
  }

  /// Without tests there are no measures that derive from χ².
  @Test func noTest() throws {
    let fit = try InferenceCase("", "f =~ a + b + c + d") { $0.tests = [] }
      .fit([raw])
    #expect(fit.tests.isEmpty)
    #expect(fit.measures["srmr"] != nil && fit.measures["aic"] != nil)
    for name in [
      "chisq", "df", "cfi", "rmsea", "cn_05", "gfi", "gfi_lisrel", "mfi",
    ] {
      #expect(!fit.measures.entries.contains { $0.name == name }, "\(name)")
    }
  }

  /// A bootstrap's replicates have other cases than the fit.
  @Test func bootstrapsThatLookAtCasesAreRefused() async throws {
    func code(
      _ preset: EstimatorPreset, _ change: (inout BootstrapOptions) -> Void
    ) async throws -> String? {
      let fit = try InferenceCase("", "f =~ a + b + c + d") {
        $0 = FitOptions(preset)
        $0.keepsCases = true
      }.fit([raw])
      var options = BootstrapOptions()
      options.replicates = 1...2
      change(&options)
      do {
        _ = try await fit.bootstrap(options)
        return nil
      } catch { return error.code.rawValue }
    }
    #expect(
      try await code(.mlr) { $0.includesStandardErrors = true }
        == "bootstrap.standard-errors")
    #expect(
      try await code(.mlf) { $0.includesStandardErrors = true }
        == "bootstrap.standard-errors")
    #expect(
      try await code(.mlm) { $0.includesFitMeasures = true }
        == "bootstrap.tests")
    #expect(try await code(.mlr) { _ in } == nil)
    let table = try InferenceCase("", "f =~ a + b + c + d").table()
    var sample = raw.fitSample(["a", "b", "c", "d"], isUnbiased: false)
    sample.cases?.clusters = (0..<100).map { $0 / 10 }
    var options = FitOptions(.mlr)
    options.standardErrors = .robustCluster
    options.cluster = "id"
    options.keepsCases = true
    let fit = try Fit(table, sample: [sample], options: options)
    var draws = BootstrapOptions()
    draws.kind = .bollenStine
    let error = await #expect(throws: LatentError.self) {
      try await fit.bootstrap(draws)
    }
    #expect(error?.code == "bootstrap.dependent-cases")
  }
}
