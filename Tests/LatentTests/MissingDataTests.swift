import Latent
import Messages
import TestSupport
import Testing

/// Fits of incomplete cases from tables; the numbers themselves are compared
/// in Validation (`fiml-*`).
struct MissingDataTests {
  private static let text = HolzingerModel.text

  private func table(_ name: String) throws -> DataTable {
    try HolzingerModel.table(name)
  }

  private var options: FitOptions {
    var options = FitOptions()
    options.model.kind = .cfa
    options.missing = .fullInformation
    return options
  }

  struct Saturated: Decodable {
    var names: [String]
    var covariance: [Double]
    var mean: [Double]
    var patterns: Int
    var coverage: [Double]
  }

  /// lavaan's EM, to 1e-13.
  @Test func saturatedMomentsAreLavaans() throws {
    let reference = try loadFixture(Saturated.self, "saturated.json")
    let fit = try Model(text: Self.text).fit(
      to: table("holzinger-swineford-missing.csv"), options: options)
    let sample = fit.sample[0]
    #expect(sample.variables == reference.names)
    expectClose(
      sample.covariance.elements, reference.covariance, relative: 1e-8,
      absolute: 1e-9)
    expectClose(sample.mean ?? [], reference.mean, relative: 1e-9)
    let patterns = try #require(sample.incompleteCases)
    #expect(patterns.patterns.count == reference.patterns)
    expectClose(patterns.coverage, reference.coverage, absolute: 1e-12)
    #expect(sample.readCount == 301 && sample.observationCount == 300)
    #expect(fit.warnings.map(\.code) == ["data.empty-cases"])
  }

  /// Rows in another order give the same numbers up to rounding.
  @Test func orderOfRowsDoesNotMatter() throws {
    let data = try table("holzinger-swineford-missing.csv")
    let names = (1...9).map { "x\($0)" }
    let reversed = try DataTable(
      columns: names.map {
        (name: $0, numbers: try data.numbers(named: $0).reversed())
      })
    let model = try Model(text: Self.text)
    let first = try model.fit(to: data, options: options)
    let second = try model.fit(to: reversed, options: options)
    expectClose(
      first.parameters.map(\.estimate), second.parameters.map(\.estimate),
      relative: 1e-8, absolute: 1e-9)
    expectClose(
      first.chiSquare ?? .nan, second.chiSquare ?? .nan, relative: 1e-10)
  }

  /// Without a missing value the estimates and χ² are those of moments, and
  /// the standard errors those of the observed information.
  @Test func completeDataGiveOrdinaryML() throws {
    let data = try table("holzinger-swineford-1939.csv")
    let model = try Model(text: Self.text)
    var ordinary = FitOptions()
    ordinary.model.kind = .cfa
    ordinary.model.meanStructure = true
    ordinary.information = .observed
    let first = try model.fit(to: data, options: options)
    let second = try model.fit(to: data, options: ordinary)
    for (own, other) in pairs(first.parameters, second.parameters) {
      expectClose(
        own.estimate, other.estimate, relative: 1e-7, absolute: 1e-8)
      expectClose(
        own.standardError ?? 0, other.standardError ?? 0, relative: 1e-6)
    }
    for name in [
      "chisq", "baseline_chisq", "logl", "cfi", "srmr", "gfi_lisrel",
    ] {
      expectClose(
        first.measures[name] ?? .nan, second.measures[name] ?? .nan,
        relative: 1e-7, name)
    }
  }

  /// Without a missing value modification indices are those of moments.
  @Test func completeDataGiveOrdinaryModificationIndices() throws {
    let data = try table("holzinger-swineford-1939.csv")
    let model = try Model(text: Self.text)
    var ordinary = FitOptions()
    ordinary.model.kind = .cfa
    ordinary.model.meanStructure = true
    let first = try model.fit(to: data, options: options)
      .modificationIndices()
    let second = try model.fit(to: data, options: ordinary)
      .modificationIndices()
    #expect(first.count == second.count && first.count > 50)
    for own in first {
      let other = try #require(
        second.first {
          $0.lhs == own.lhs && $0.op == own.op && $0.rhs == own.rhs
        })
      expectClose(
        own.statistic, other.statistic, relative: 1e-6, absolute: 1e-7)
      expectClose(
        own.expectedChange, other.expectedChange, relative: 1e-6,
        absolute: 1e-8)
    }
  }

  /// A product is missing where a factor is, and centring takes the means of
  /// the observed values.
  @Test func productsAndCentring() throws {
    let data = try table("holzinger-swineford-missing.csv")
    let model = try Model(text: "x1 ~ x4 + agemo + x4:agemo")
    var options = options
    options.model.kind = .sem
    options.missing = .fullInformationExogenous
    let centered = try data.centering(
      ["x4", "agemo"], for: model, options: options)
    let x4 = try centered.numbers(named: "x4").filter { !$0.isNaN }
    #expect(abs(x4.reduce(0, +)) < 1e-9)
    let fit = try model.fit(to: centered, options: options)
    #expect(fit.isConverged)
    options.model.meanStructure = false
    let forced = try model.fit(to: centered, options: options)
    #expect(forced.warnings.map(\.code).contains("missing.means-needed"))
    #expect(forced.chiSquare == fit.chiSquare)
    let patterns = try #require(fit.sample[0].incompleteCases)
    let product = try #require(
      patterns.variableNames.firstIndex(of: "x4:agemo"))
    for pattern in patterns.patterns where pattern.observed.contains(product) {
      #expect(
        Set(pattern.observed).isSuperset(
          of: ["x4", "agemo"].compactMap(
            patterns.variableNames.firstIndex(of:))))
    }
  }

  @Test func nestedModelsCompare() throws {
    let data = try table("holzinger-swineford-missing.csv")
    let general = try Model(text: Self.text).fit(to: data, options: options)
    let restricted = try Model(text: Self.text + "\nvisual ~~ 0*speed").fit(
      to: data, options: options)
    let comparison = try compare([general, restricted])
    let pair = try #require(comparison.pairs.first)
    #expect(pair.relation == .nested)
    expectClose(
      pair.test?.chiSquare ?? .nan,
      (restricted.chiSquare ?? .nan) - (general.chiSquare ?? .nan),
      relative: 1e-10)
    var listwise = options
    listwise.missing = .listwise
    let other = try Model(text: Self.text).fit(to: data, options: listwise)
    #expect(throws: LatentError.self) { try compare([general, other]) }
  }

  /// Replicates are the same on any number of threads, and their spread is
  /// about the standard errors of normal theory for well determined ones.
  @Test func bootstrapDrawsCases() async throws {
    let fit = try Model(text: Self.text).fit(
      to: table("holzinger-swineford-missing.csv"), options: options)
    var bootstrap = BootstrapOptions()
    bootstrap.replicates = 1...120
    bootstrap.threads = 1
    let one = try await fit.bootstrap(bootstrap)
    bootstrap.threads = 2
    let two = try await fit.bootstrap(bootstrap)
    #expect(one.replicates == two.replicates)
    let column = try #require(
      one.columns.firstIndex { $0.name == "textual=~x5" })
    var values: [Double] = []
    for row in 0..<120 where one.isUsable(row) {
      #expect(one.value(row, column) == two.value(row, column))
      values.append(one.value(row, column))
    }
    #expect(values.count > 100)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance =
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      / Double(values.count - 1)
    let error = try #require(
      fit.parameter("textual", "=~", "x5")?.standardError)
    #expect(variance.squareRoot() > 0.7 * error)
    #expect(variance.squareRoot() < 1.4 * error)
  }

  @Test func refusals() throws {
    let data = try table("holzinger-swineford-missing.csv")
    let model = try Model(text: Self.text)
    func code(_ change: (inout FitOptions) -> Void) -> String? {
      var options = options
      change(&options)
      do {
        _ = try model.fit(to: data, options: options)
        return nil
      } catch {
        return error.code.rawValue
      }
    }
    #expect(code { $0.estimation.estimator = .gls } == "missing.needs-ml")
    #expect(
      code { $0.estimation.likelihood = .wishart }
        == "missing.needs-normal-likelihood")
    #expect(code { $0.auxiliary = ["x1"] } == "auxiliary.in-model")
    #expect(code { $0.auxiliary = ["agemo", "agemo"] } == "auxiliary.twice")
    #expect(
      code {
        $0.auxiliary = ["agemo"]
        $0.missing = .listwise
      } == "auxiliary.needs-fiml")
    #expect(
      code {
        $0.auxiliary = ["agemo"]
        $0.model.fixedExogenous = true
      } == "auxiliary.fixed-x")
    let fit = try model.fit(to: data, options: options)
    #expect(try fit.residuals(.correlation).count == 1)
    let moments = try SampleMoments(
      variableNames: fit.sample[0].variables, observationCount: 300,
      covariance: fit.sample[0].covariance.elements)
    #expect(throws: LatentError.self) {
      try model.fit(to: [moments], options: options)
    }
  }

  /// Auxiliary variables leave the degrees of freedom as they are, also where
  /// groups have parameters in common and intercepts are zero by default.
  @Test func auxiliaryVariablesAreSaturated() throws {
    let data = try table("holzinger-swineford-missing.csv")
    let model = try Model(text: Self.text)
    for kind in [ModelKind.cfa, .growth] {
      var plain = options
      plain.model.kind = kind
      plain.model.groupEqual = [.loadings, .intercepts, .means]
      var helped = plain
      helped.auxiliary = ["ageyr", "agemo"]
      let first = try model.fit(to: data, group: "school", options: plain)
      let second = try model.fit(to: data, group: "school", options: helped)
      #expect(first.degreesOfFreedom == second.degreesOfFreedom)
      #expect(
        first.measures["baseline_df"] == second.measures["baseline_df"])
      let restricted = try Model(text: Self.text + "\nvisual ~~ 0*speed").fit(
        to: data, group: "school", options: helped)
      let pair = try compare([second, restricted]).pairs.first
      #expect(pair?.relation == .nested)
      let report = TextRenderer().render(ReportedFit(second))
      #expect(report.contains("ageyr, agemo (saturated correlates"))
      #expect(!report.contains("ageyr ~~"))
    }
  }

  /// A pair that is never observed together is named, and the fit goes on.
  @Test func pairsNeverObserved() throws {
    let data = try table("holzinger-swineford-1939.csv")
    var columns = try (1...9).map {
      (name: "x\($0)", numbers: try data.numbers(named: "x\($0)"))
    }
    for row in 0..<data.rowCount {
      columns[row % 2 == 0 ? 0 : 3].numbers[row] = .nan
    }
    let fit = try Model(text: Self.text).fit(
      to: DataTable(columns: columns), options: options)
    let warning = try #require(
      fit.warnings.first { $0.code == "data.pair-never-observed" })
    #expect(warning.message.contains("x1 and x4"))
    #expect(fit.isConverged)
  }

  private func error(
    _ change: (inout [(name: String, numbers: [Double])]) -> Void
  ) throws -> LatentError? {
    let data = try table("holzinger-swineford-missing.csv")
    var columns = try (1...9).map {
      (name: "x\($0)", numbers: try data.numbers(named: "x\($0)"))
    }
    change(&columns)
    return #expect(throws: LatentError.self) {
      try Model(text: Self.text).fit(
        to: DataTable(columns: columns), options: options)
    }
  }

  /// A variable that is the sum of others has no saturated likelihood: also
  /// where one of them is missing elsewhere, so that EM only comes near a
  /// singular matrix.
  @Test(arguments: [0, 2, 5])
  func collinearVariablesAreRefused(_ other: Int) throws {
    let error = try error { columns in
      for row in columns[8].numbers.indices {
        let sum = columns[0].numbers[row] + 0.5 * columns[1].numbers[row]
        let isKept = other == 0 || row % other > 0 || sum.isNaN
        columns[8].numbers[row] = isKept ? sum : .nan
      }
    }
    #expect(error?.code == .collinearVariables)
    #expect(
      error?.message
        == "x9 is a linear combination of x1 and x2 where they are observed.")
    #expect(error?.remedy == "Leave out one of them.")
  }

  /// A variable that few cases have together with others is not called a
  /// combination of them.
  @Test func fewCommonCasesAreNamed() throws {
    let error = try error { columns in
      for row in columns[8].numbers.indices where row % 60 > 0 {
        columns[8].numbers[row] = .nan
      }
    }
    #expect(error?.code == .tooFewCases)
    #expect(
      error?.message.contains("too few to estimate their covariances") == true,
      "\(String(describing: error))")
  }

  @Test func singleValuesAreNamed() throws {
    let error = try error { columns in
      for row in 1..<columns[8].numbers.count {
        columns[8].numbers[row] = .nan
      }
    }
    #expect(error?.message == "The variable x9 has a single value.")
  }
}
