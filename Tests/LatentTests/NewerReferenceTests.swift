import Latent
import TestSupport
import Testing

/// Numbers that lavaan 0.7-2 has and 0.6-14 has not, made by
/// Validation/tools/lavaan-0.7.R.
struct NewerReferenceTests {
  /// log L leaves out x at the moments that it is fixed to, those of the
  /// saturated model.
  @Test func likelihoodGivenIncompleteExogenousVariables() throws {
    let model = try Model(
      text: HolzingerModel.text
        + "\nvisual ~ sex + agemo\ntextual ~ visual + agemo")
    var options = FitOptions()
    options.missing = .fullInformationExogenous
    let fit = try model.fit(
      to: try HolzingerModel.table("holzinger-swineford-missing.csv"),
      options: options)
    let measures = fit.measures
    expectClose(
      try #require(measures["logl"]), -3361.5719507, absolute: 1e-6)
    expectClose(
      try #require(measures["unrestricted_logl"]), -3296.80731491,
      absolute: 1e-6)
    expectClose(try #require(measures["aic"]), 6785.144, absolute: 5e-4)
    expectClose(try #require(measures["bic"]), 6900.064, absolute: 5e-4)
    // Twice the difference of the two is χ².
    expectClose(
      2
        * ((try #require(measures["unrestricted_logl"]))
          - (try #require(measures["logl"]))),
      try #require(measures["chisq"]), relative: 1e-10)
  }

  /// Bartlett's scores of a factor that factors measure come through the
  /// composed loadings.
  @Test func bartlettScoresOfAHigherFactor() throws {
    var options = FitOptions()
    options.keepsCases = true
    options.model.kind = .cfa
    let fit = try Model(
      text: HolzingerModel.text
        + "\ngeneral =~ visual + textual + speed"
    ).fit(to: try HolzingerModel.table(), options: options)
    let scores = try fit.factorScores(.bartlett)
    #expect(scores.variables == ["visual", "textual", "speed", "general"])
    let expected = [
      [-1.36953898978, -0.09955027855, 0.2318376297, -0.84328965655],
      [0.07592924021, -1.19815113739, 0.9886434951, 0.05692247735],
      [-0.56109948221, -2.10473948735, -1.1216759847, -1.38126004583],
    ]
    for (found, row) in zip(scores.cases, expected) {
      for (value, reference) in pairs(found.values, row) {
        expectClose(try #require(value), reference, absolute: 2e-5)
      }
      expectClose(
        try #require(found.standardErrors[3]), 0.6056897908, relative: 1e-5)
    }
  }

  /// A factor of the third order is scored through two sets of loadings.
  @Test func bartlettScoresOfAThirdOrder() throws {
    var options = FitOptions()
    options.keepsCases = true
    let text = """
      a =~ x1 + x2
      b =~ x3 + x4
      c =~ x5 + x6
      d =~ x7 + x8
      ab =~ 1*a + 1*b
      cd =~ 1*c + 1*d
      all =~ 1*ab + 1*cd
      """
    let fit = try Model(text: text).fit(
      to: try HolzingerModel.table(), options: options)
    let scores = try fit.factorScores(.bartlett)
    let place = try #require(scores.variables.firstIndex(of: "all"))
    #expect(scores.cases.allSatisfy { $0.values[place] != nil })
    // A single factor's scores of both kinds are multiples of each other.
    let regression = try fit.factorScores(.regression)
    let ratio =
      try #require(scores.cases[0].values[place])
      / #require(regression.cases[0].values[place])
    for (one, two) in pairs(scores.cases, regression.cases) {
      expectClose(
        try #require(one.values[place]),
        ratio * (try #require(two.values[place])), absolute: 1e-9)
    }
  }

  /// An inequality that holds with equality is warned of as a bound is.
  @Test func activeInequalities() throws {
    let moments = try SampleMoments(
      variableNames: ["k1", "k2", "k3", "k4"], observationCount: 300,
      covariance: [
        1, 0.5, 0.55, 0.5, 0.5, 1, 0.5, 0.55, 0.55, 0.5, 1, 0.5, 0.5, 0.55,
        0.5, 1,
      ])
    var options = FitOptions()
    options.model.standardizeLatent = true
    let text = "need =~ k1 + k2\nwish =~ k3 + k4\nneed ~~ r*wish"
    let bounded = try Model(text: text + "\nr < 1").fit(
      to: moments, options: options)
    #expect(bounded.warnings.contains { $0.code == "constraints.active" })
    let loose = try Model(text: text + "\nr < 2").fit(
      to: moments, options: options)
    #expect(!loose.warnings.contains { $0.code == "constraints.active" })
  }

  /// A ratio whose denominator is on both sides of zero has no standard
  /// deviation; a proportion with a clear denominator has one.
  @Test func unstableRatios() async throws {
    let table = try HolzingerModel.table()
    let model = try Model(
      text: """
        x4 ~ a*x1
        x7 ~ b*x4 + c*x1
        ab := a*b
        small := ab/c
        clear := ab/(1 + a)
        """)
    var options = FitOptions()
    options.keepsCases = true
    let fit = try model.fit(to: table, options: options)
    var drawing = BootstrapOptions()
    drawing.replicates = 1...200
    let draws = try await fit.bootstrap(drawing)
    let results = try BootstrapResults(draws)
    let warnings = fit.withStandardErrors(from: results).warnings.filter {
      $0.code == "bootstrap.unstable-ratio"
    }
    #expect(warnings.count == 1)
    #expect(warnings.first?.message.hasPrefix("small:") == true)
  }
}
