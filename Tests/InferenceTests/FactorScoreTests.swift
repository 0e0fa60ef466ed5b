import CasePrediction
import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Factor scores against conditional expectations computed by the oracle, and
/// by what defines them.
struct FactorScoreTests {
  private static let text =
    "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f + x7\nx8 ~ g + x7"

  private func fit(_ text: String, hasMeans: Bool) throws -> Fit {
    var item = InferenceCase("", text)
    item.options.model.meanStructure = hasMeans
    return try Fits.fit(item)
  }

  /// E(η | x) by the joint covariances of latent and observed variables.
  @Test(arguments: [false, true])
  func regressionIsTheConditionalMean(hasMeans: Bool) throws {
    let fit = try fit(Self.text, hasMeans: hasMeans)
    let scores = try fit.factorScores()
    #expect(scores.variables == ["f", "g"])
    let rows = try #require(fit.sample[0].cases)
    let model = fit.reticular(theta: fit.theta)
    let names = fit.sample[0].variables
    let inverse = try #require(model.covariance.generalInverse())
    let joint = try fit.jointCovariance()
    let mean = try #require(fit.sample[0].mean)
    for i in [0, 17, 101] {
      let deviation = names.indices.map { rows[i, $0] - mean[$0] }
      let solved = inverse * deviation
      for latent in 0..<2 {
        var expected = try fit.latentMean(latent)
        for j in names.indices { expected += joint[latent, j] * solved[j] }
        expectClose(
          try #require(scores.cases[i].values[latent]), expected,
          relative: 1e-7, absolute: 1e-8, "\(latent)")
      }
      #expect(scores.cases[i].rowNumber == i + 1)
    }
  }

  /// Bartlett's scores are unbiased: data that the factors produce without
  /// residuals give the factors back.
  @Test func bartlettReturnsTheFactors() throws {
    let fit = try fit("f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6", hasMeans: true)
    let scores = try fit.factorScores(.bartlett)
    let predicted = try fit.predictedValues(.bartlett)
    let again = try fit.replacingCases(
      predicted.cases.map { $0.values.map { $0 ?? .nan } }
    ).factorScores(.bartlett)
    for (one, two) in pairs(scores.cases, again.cases) {
      for (a, b) in pairs(one.values, two.values) {
        expectClose(
          try #require(b), try #require(a), relative: 1e-9, absolute: 1e-9)
      }
    }
    // Their errors are larger than those of the regression.
    let shrunken = try fit.factorScores()
    for (a, b) in pairs(
      scores.cases[0].standardErrors, shrunken.cases[0].standardErrors)
    {
      #expect(try #require(a) > #require(b))
    }
  }

  /// A case with missing values is scored by the others: the same as in a
  /// model of the observed variables with the same parameters.
  @Test(arguments: FactorScoreMethod.allCases)
  func missingValuesAreLeftOut(_ method: FactorScoreMethod) throws {
    let fit = try fit("f =~ x1 + x2 + x3 + x4", hasMeans: true)
    let rows = try #require(fit.sample[0].cases)
    var cases = (0..<4).map { i in (0..<4).map { rows[i, $0] } }
    cases[1][2] = .nan
    cases[2] = [.nan, .nan, .nan, .nan]
    cases[3][0] = .nan
    cases[3][3] = .nan
    let scores = try fit.replacingCases(cases).factorScores(method)
    let loadings = ["x1", "x2", "x3", "x4"].map {
      fit.parameter("f", "=~", $0)?.estimate ?? .nan
    }
    let residuals = ["x1", "x2", "x3", "x4"].map {
      fit.parameter($0, "~~", $0)?.estimate ?? .nan
    }
    let variance = try #require(fit.parameter("f", "~~", "f")?.estimate)
    let mean = fit.implied[0].mean
    for (i, item) in cases.enumerated() {
      let observed = item.indices.filter { !item[$0].isNaN }
      if observed.isEmpty {
        #expect(scores.cases[i].values == [nil])
        #expect(scores.cases[i].standardErrors == [nil])
        continue
      }
      // One factor: precisions add up.
      let precision = observed.reduce(0) {
        $0 + loadings[$1] * loadings[$1] / residuals[$1]
      }
      let sum = observed.reduce(0) {
        $0 + loadings[$1] * (item[$1] - mean[$1]) / residuals[$1]
      }
      let total = method == .bartlett ? precision : precision + 1 / variance
      expectClose(
        try #require(scores.cases[i].values[0]), sum / total, relative: 1e-9)
      expectClose(
        try #require(scores.cases[i].standardErrors[0]),
        (1 / total).squareRoot(), relative: 1e-8)
    }
  }

  /// An outcome is predicted by its equation.
  @Test func outcomesFollowTheirEquations() throws {
    let fit = try fit("x4 ~ x1 + x2\nx5 ~ x4", hasMeans: true)
    let predicted = try fit.predictedValues()
    let rows = try #require(fit.sample[0].cases)
    let names = predicted.variables
    #expect(names == fit.sample[0].variables)
    func value(_ name: String) throws -> Double {
      rows[5, try #require(names.firstIndex(of: name))]
    }
    func coefficient(_ lhs: String, _ op: String, _ rhs: String = "")
      throws -> Double
    {
      try #require(fit.parameter(lhs, op, rhs)?.estimate)
    }
    let expected: [String: Double] = [
      "x4": try coefficient("x4", "~1") + coefficient("x4", "~", "x1")
        * value("x1") + coefficient("x4", "~", "x2") * value("x2"),
      "x5": try coefficient("x5", "~1") + coefficient("x5", "~", "x4")
        * value("x4"),
      "x1": try value("x1"), "x2": try value("x2"),
    ]
    for (name, number) in pairs(names, predicted.cases[5].values) {
      expectClose(
        try #require(number), try #require(expected[name]), relative: 1e-10)
    }
    let error = #expect(throws: LatentError.self) { try fit.factorScores() }
    #expect(error?.code == "scores.no-latent-variables")
  }

  /// A factor that only other factors measure is scored through them: its
  /// score is unbiased too, and is missing where nothing measures them.
  @Test func secondOrderFactorsHaveBartlettScores() throws {
    let fit = try Fits.fit(Fits.cases[4])
    let place = try #require(
      try fit.factorScores().variables.firstIndex(of: "top"))
    let bartlett = try fit.factorScores(.bartlett).cases[0]
    #expect(bartlett.values.allSatisfy { $0 != nil })
    let shrunken = try fit.factorScores().cases[0]
    #expect(
      try #require(bartlett.standardErrors[place])
        > #require(shrunken.standardErrors[place]))
  }

  @Test func fitsWithoutCasesHaveNoScores() throws {
    let fit = try fit("f =~ x1 + x2 + x3 + x4", hasMeans: true)
    var sample = fit.sample
    sample[0].cases = nil
    let without = try Fit(
      fit.table, sample: sample, options: fit.options)
    let error = #expect(throws: LatentError.self) { try without.factorScores() }
    #expect(error?.code == "scores.no-cases")
  }
}

extension Fit {
  /// The same model fitted to the same moments, with other cases to score.
  fileprivate func replacingCases(_ cases: [[Double]]) throws -> Fit {
    var sample = self.sample
    let variables = sample[0].variables
    sample[0].cases = SampleCases(
      complete: variables,
      columns: variables.indices.map { j in cases.map { $0[j] } })
    return try Fit(table, sample: sample, options: options)
  }

  /// Covariances of the latent with the observed variables: the oracle's
  /// model with a nearly perfect indicator of each latent variable.
  fileprivate func jointCovariance() throws -> Matrix {
    let latent = table.roles[0].latent
    let rows =
      reticularRows(group: 1, theta: theta)
      + latent.flatMap {
        [
          ReticularRow($0, "=~", "score_\($0)", 1),
          ReticularRow("score_\($0)", "~~", "score_\($0)", 0),
        ]
      }
    let names = latent.map { "score_\($0)" } + sample[0].variables
    let model = ReticularModel(rows: rows, observed: names, latent: latent)
    let count = latent.count
    return model.covariance.submatrix(
      rows: Array(0..<count), columns: Array(count..<names.count))
  }

  /// A latent mean: implied, or what the means of the predictors imply.
  fileprivate func latentMean(_ index: Int) throws -> Double {
    if table.hasMeanStructure { return implied[0].latentMean[index] }
    // g ~ f + x7 with f at 0.
    guard table.roles[0].latent[index] == "g" else { return 0 }
    let slope = parameter("g", "~", "x7")?.estimate ?? .nan
    let place = sample[0].variables.firstIndex(of: "x7") ?? 0
    return slope * (sample[0].mean?[place] ?? .nan)
  }
}
