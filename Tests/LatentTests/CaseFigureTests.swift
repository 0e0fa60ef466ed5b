import CasePrediction
import EffectAnalysis
import FitSettings
import Foundation
import Latent
import LinearAlgebra
import Messages
import ModelCriticism
import ModelFit
import TestSupport
import Testing

/// Fractions of missing information, determinacy, casewise figures, new data
/// and further standard errors of defined parameters against lavaan 0.7-2.3170
/// and fits without single cases (`case-figures.R`).
struct CaseFigureTests {
  struct Reference: Decodable {
    var names: [String]
    var fmi: [Double]
    var determinacy: [Double]
    var bartlett: [Double]
    var secondOrder: [Double]
    var monteCarlo: [Double]
    var monteCarloLimits: [Double]
    var logLikelihood: [Double]
    var incompleteLogLikelihood: [Double]
    var cases: [Int]
    var cook: [Double]
  }

  private func reference() throws -> Reference {
    try loadFixture(Reference.self, "case-figures.json")
  }

  private func fit(
    _ text: String, _ table: String = "holzinger-swineford-1939.csv",
    group: String? = nil,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions()
    options.keepsCases = true
    configure(&options)
    return try Model(text: text).fit(
      to: HolzingerModel.table(table), group: group, options: options)
  }

  private func incomplete() throws -> Fit {
    try fit(
      HolzingerModel.text + "\nvisual ~~ a*textual\nsquare := a^2",
      "holzinger-swineford-missing.csv"
    ) {
      $0.missing = .fullInformation
      $0.model.standardizeLatent = true
    }
  }

  // MARK: Missing information

  @Test func missingInformationIsLavaans() throws {
    let reference = try reference()
    let fit = try incomplete()
    let fractions = try fit.missingInformation()
    var found: [String: Double] = [:]
    for (row, fraction) in zip(fit.parameters, fractions) {
      let name =
        "\(row.lhs)\(row.op.rawValue)\(row.op == .intercept ? "" : row.rhs)"
      if let fraction { found[name] = fraction }
    }
    #expect(found.count == reference.names.count)
    for (name, fmi) in pairs(reference.names, reference.fmi) {
      expectClose(
        try #require(found[name], "\(name)"), fmi, absolute: 2e-5, name)
    }
  }

  @Test func missingInformationNeedsALikelihood() throws {
    let fit = try fit(HolzingerModel.text)
    #expect(throws: LatentError.self) { try fit.missingInformation() }
  }

  // MARK: Factor scores

  @Test func determinacyIsLavaans() throws {
    let reference = try reference()
    let fit = try fit(HolzingerModel.text)
    expectClose(
      try fit.factorScoreQuality().map { $0.determinacy ?? .nan },
      reference.determinacy, relative: 1e-6)
    let bartlett = try fit.factorScoreQuality(.bartlett)
    expectClose(
      bartlett.map { $0.determinacy ?? .nan }, reference.bartlett,
      relative: 1e-6)
    expectClose(
      bartlett[0].reliability ?? .nan, pow(reference.bartlett[0], 2),
      relative: 1e-6)
  }

  /// The fit's own cases as new ones have the same scores, whatever the order
  /// of the columns; products too, whose centres are the fit's.
  @Test(arguments: [
    (HolzingerModel.text, nil as String?), (HolzingerModel.text, "school"),
    ("f =~ x1 + x2 + x3\nx9 ~ f + x7 + x4:x7\nx4 ~~ x7", nil),
    ("f =~ x1 + x2\ng =~ x4 + x5\nx9 ~ f + g + f:g", nil),
  ])
  func newCasesAreScoredLikeOwn(_ text: String, _ group: String?) throws {
    let fit = try fit(text, group: group)
    let data = try HolzingerModel.table()
    let turned = try DataTable(
      columns: Array(data.columns.reversed()))
    for method in FactorScoreMethod.allCases {
      let own = try fit.factorScores(method)
      let new = try fit.factorScores(method, of: turned, group: group)
      #expect(own.variables == new.variables)
      for (one, two) in pairs(own.cases, new.cases) {
        #expect(one.rowNumber == two.rowNumber && one.group == two.group)
        expectClose(
          two.values.map { $0 ?? .nan }, one.values.map { $0 ?? .nan },
          relative: 1e-10, absolute: 1e-12)
      }
    }
    let own = try fit.predictedValues()
    let new = try fit.predictedValues(of: turned, group: group)
    for (one, two) in pairs(own.cases, new.cases) {
      expectClose(
        two.values.map { $0 ?? .nan }, one.values.map { $0 ?? .nan },
        relative: 1e-10, absolute: 1e-12)
    }
  }

  /// New cases are standardized by the fit's means and standard deviations.
  @Test(arguments: [nil as String?, "school"])
  func newCasesAreStandardizedAsTheFits(_ group: String?) throws {
    var options = FitOptions()
    options.model.kind = .cfa
    options.standardizesObserved = true
    options.keepsCases = true
    let data = try HolzingerModel.table()
    let fit = try Model(text: HolzingerModel.text).fit(
      to: data, group: group, options: options)
    let own = try fit.factorScores()
    let new = try fit.factorScores(of: data, group: group)
    #expect(own.cases.count == new.cases.count)
    for (one, two) in pairs(own.cases, new.cases) {
      expectClose(
        two.values.map { $0 ?? .nan }, one.values.map { $0 ?? .nan },
        relative: 1e-10, absolute: 1e-12)
    }
  }

  @Test func newCasesNeedTheVariables() throws {
    let fit = try fit(HolzingerModel.text)
    let data = try DataTable(columns: [(name: "x1", numbers: [1, 2])])
    #expect(throws: LatentError.self) { try fit.factorScores(of: data) }
  }

  // MARK: Cases

  @Test func logLikelihoodsAreLavaans() throws {
    let reference = try reference()
    let diagnostics = try fit(HolzingerModel.text).caseDiagnostics()
    expectClose(
      diagnostics.cases.prefix(20).map(\.logLikelihood),
      reference.logLikelihood, relative: 1e-6)
    let incomplete = try incomplete().caseDiagnostics()
    expectClose(
      incomplete.cases.prefix(40).map(\.logLikelihood),
      reference.incompleteLogLikelihood, relative: 1e-5)
  }

  /// Log-likelihoods of the cases sum to the fit's, and distances have the mean
  /// that the implied covariances give them.
  @Test(arguments: [
    ("x9 ~ x1 + x2\nx8 ~ x9", nil as String?), (HolzingerModel.text, "school"),
  ])
  func casesSumToTheWhole(_ text: String, _ group: String?) throws {
    let fit = try fit(text, group: group)
    let diagnostics = try fit.caseDiagnostics()
    #expect(diagnostics.cases.count == 301)
    expectClose(
      diagnostics.cases.reduce(0) { $0 + $1.logLikelihood },
      try #require(fit.measures["logl"]), relative: 1e-9)
    for item in diagnostics.cases {
      #expect(item.pValue >= 0 && item.pValue <= 1)
      #expect(item.degreesOfFreedom == fit.sample[0].variables.count)
    }
  }

  /// Three steps of Newton's method reach the fit without the case.
  @Test func influenceIsThatOfFitsWithoutTheCase() throws {
    let reference = try reference()
    let fit = try fit("visual =~ x1 + x2 + x3 + x9") {
      $0.model.meanStructure = true
    }
    let diagnostics = try fit.caseDiagnostics()
    for (row, cook) in pairs(reference.cases, reference.cook) {
      let item = try #require(
        diagnostics.cases.first { $0.rowNumber == row })
      expectClose(
        try #require(item.cookDistance), cook, relative: 1e-4, "\(row)")
    }
    #expect(reference.cases.count >= 10)
  }

  /// With groups that share parameters, against fits without the case; one far
  /// from all others moves the estimates out of reach of a single step.
  @Test(arguments: [0, 7.0]) func influenceInGroups(shift: Double) throws {
    let names = (1...9).map { "x\($0)" }
    let read = try HolzingerModel.table()
    var values = try names.map { try read.numbers(named: $0) }
    values[0][9] += shift
    values[2][9] -= shift
    let text = "visual =~ x1 + x2 + x3 + x9"
    var options = FitOptions()
    options.model.kind = .cfa
    options.model.groupEqual = [.loadings, .intercepts]
    options.keepsCases = true
    func fit(_ rows: [Int]) throws -> Fit {
      var columns = zip(names, values).map { name, own in
        (name: name, numbers: rows.map { own[$0] })
      }
      columns.append(
        (name: "school", numbers: rows.map { $0 < 156 ? 1 : 2 }))
      return try Model(text: text).fit(
        to: DataTable(columns: columns), group: "school", options: options)
    }
    let rows = Array(0..<read.rowCount)
    let whole = try fit(rows)
    let covariance = try #require(whole.parameterCovariance)
    let diagnostics = try whole.caseDiagnostics()
    let chosen = diagnostics.cases.sorted {
      ($0.cookDistance ?? 0) > ($1.cookDistance ?? 0)
    }.prefix(2)
    #expect(shift == 0 || chosen[0].rowNumber == 10)
    for item in chosen {
      let other = try fit(rows.filter { $0 + 1 != item.rowNumber })
      let free = zip(whole.parameters, other.parameters).filter {
        $0.0.isFree
      }.sorted { ($0.0.free ?? 0) < ($1.0.free ?? 0) }
      let change = free.map { $0.1.estimate - $0.0.estimate }
      // V is singular: equal parameters count once.
      var seen: Set<String> = []
      let places = free.indices.filter {
        free[$0].0.label.isEmpty || seen.insert(free[$0].0.label).inserted
      }
      let inverse = try #require(
        covariance.submatrix(rows: places, columns: places)
          .choleskyInverse()?.inverse)
      let own = places.map { change[$0] }
      let expected = zip(own, inverse * own).reduce(0) { $0 + $1.0 * $1.1 }
      expectClose(
        try #require(item.cookDistance), expected, relative: 1e-4)
    }
  }

  @Test(
    arguments: [
      { (options: inout FitOptions) in options.estimation.estimator = .gls },
      { options in options.cluster = "school" },
      { options in options.samplingWeights = "ageyr" },
    ] as [@Sendable (inout FitOptions) -> Void])
  func diagnosticsNeedALikelihood(
    _ configure: @Sendable (inout FitOptions) -> Void
  ) throws {
    let fit = try fit(HolzingerModel.text) { configure(&$0) }
    #expect(throws: LatentError.self) { try fit.caseDiagnostics() }
  }

  // MARK: Defined parameters

  private static let mediation =
    "x4 ~ a*x1\nx9 ~ b*x4 + x1\nab := a*b\nr := a/b\nq := a^2"

  @Test func secondOrderDeltaIsLavaans() throws {
    let fit = try fit(Self.mediation).withDefinitionErrors(.secondOrder)
    expectClose(
      fit.parameters.filter { $0.op == .definition }.map {
        $0.standardError ?? .nan
      }, try reference().secondOrder, relative: 1e-6)
  }

  /// lavaan's are those of a million draws, ours of as many others.
  @Test func monteCarloIsLavaans() throws {
    let reference = try reference()
    let fit = try fit(Self.mediation).withDefinitionErrors(
      .monteCarlo(draws: 400_000, seed: 3))
    let rows = fit.parameters.filter {
      $0.op == .definition && $0.lhs != "r"
    }
    expectClose(
      rows.map { $0.standardError ?? .nan }, reference.monteCarlo,
      relative: 5e-3)
    expectClose(
      rows.flatMap { [$0.lower ?? .nan, $0.upper ?? .nan] },
      reference.monteCarloLimits, relative: 1e-2, absolute: 2e-4)
    let again = try self.fit(Self.mediation).withDefinitionErrors(
      .monteCarlo(draws: 400_000, seed: 3))
    #expect(again.parameters == fit.parameters)
  }

  @Test func definitionsAreNeeded() throws {
    let fit = try fit(HolzingerModel.text)
    #expect(throws: LatentError.self) {
      try fit.withDefinitionErrors(.secondOrder)
    }
    let others = try self.fit(Self.mediation)
    #expect(throws: LatentError.self) {
      try others.withDefinitionErrors(.monteCarlo(draws: 10, seed: 1))
    }
  }
}
