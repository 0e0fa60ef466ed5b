import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Incomplete cases together with robust tests, comparisons, invariance,
/// auxiliary variables, products and scores.
struct IncompleteModelTests {
  static func options(_ preset: EstimatorPreset = .ml) -> FitOptions {
    var options = FitOptions(preset)
    options.model.kind = .cfa
    options.missing = .fullInformation
    return options
  }

  static func data() throws -> DataTable {
    try HolzingerModel.table("holzinger-swineford-missing.csv")
  }

  /// lavaan 0.6-14: `lavTestLRT` of both models, `missing = "fiml"`,
  /// `estimator = "MLR"`, `rel.tol` 1e-10.
  @Test func scaledDifferenceOfIncompleteCases() throws {
    let orthogonal =
      HolzingerModel.text + """

        visual ~~ 0*textual + 0*speed
        textual ~~ 0*speed
        """
    let fits = try [HolzingerModel.text, orthogonal].map {
      try Model(text: $0).fit(to: Self.data(), options: Self.options(.mlr))
    }
    let pair = try #require(try compare(fits).pair(0, 1))
    #expect(pair.relation == .nested)
    let test = try #require(pair.test)
    #expect(test.degreesOfFreedom == 3)
    expectClose(test.chiSquare, 30.73271267, relative: 1e-5)
  }

  @Test func auxiliaryVariablesClimbTheLadder() throws {
    let model = try Model(text: HolzingerModel.text)
    var options = Self.options()
    options.auxiliary = ["ageyr"]
    let configural = try model.fit(
      to: Self.data(), group: "school", options: options)
    #expect(
      !configural.warnings.contains { $0.code.rawValue.contains("admissib") })
    var choices = InvarianceOptions()
    choices.criterion = .chiSquare
    choices.significance = 0.999999
    let ladder = try model.invariance(from: configural, steps: choices)
    #expect(
      ladder.rungs.map(\.name)
        == ["configural", "metric", "scalar", "strict", "latent means"])
    #expect(ladder.rungs[1].candidates.count == 6)
  }

  @Test func scoresDoNotTakeAuxiliaryVariables() throws {
    let model = try Model(text: HolzingerModel.text)
    var options = Self.options()
    options.keepsCases = true
    let plain = try model.fit(to: Self.data(), options: options)
    options.auxiliary = ["ageyr"]
    let helped = try model.fit(to: Self.data(), options: options)
    let one = try plain.factorScores()
    let two = try helped.factorScores()
    // A case that has nothing but its auxiliary value has no score.
    let helpedByRow = Dictionary(
      uniqueKeysWithValues: two.cases.map { ($0.rowNumber, $0) })
    #expect(two.cases.count == one.cases.count + 1)
    for item in one.cases {
      let other = try #require(helpedByRow[item.rowNumber])
      for (x, y) in pairs(item.values, other.values) {
        let (x, y) = (try #require(x), try #require(y))
        #expect(abs(x - y) < 0.1)
      }
    }
  }

  /// Factors are centred at the means of the cases that have them, products at
  /// those of the cases that have both.
  @Test func productsOfIncompleteCasesAreCentred() throws {
    let model = try Model(
      text: HolzingerModel.text + "\nspeed ~ visual + textual + visual:textual")
    let data = try Self.data()
    for missing in [MissingTreatment.fullInformation, .twoStage, .pairwise] {
      var options = Self.options()
      options.missing = missing
      let sample = try model.fit(to: data, options: options).sample[0]
      let patterns = try #require(sample.incompleteCases)
      func column(_ name: String) throws -> [Double] {
        let place = try #require(patterns.variableNames.firstIndex(of: name))
        return (0..<patterns.count).map { patterns[$0, place] }
      }
      func centred(_ values: [Double]) -> [Double] {
        let present = values.filter { !$0.isNaN }
        let mean = present.reduce(0, +) / Double(present.count)
        return values.map { $0 - mean }
      }
      let product = centred(
        zip(centred(try column("x1")), centred(try column("x4"))).map(*))
      for (own, other) in pairs(try column("x1:x4"), product) {
        #expect(own.isNaN == other.isNaN)
        if !own.isNaN { expectClose(own, other, absolute: 1e-12) }
      }
    }
  }

  @Test func weightsAndMomentErrorsAreRefused() throws {
    let model = try Model(text: HolzingerModel.text)
    var weighted = Self.options()
    weighted.samplingWeights = "ageyr"
    weighted.missing = .pairwise
    for (options, code) in [
      (weighted, "missing.sampling-weights"),
      (Self.options(.mlm), "missing.standard-errors"),
    ] {
      #expect {
        try model.fit(to: Self.data(), options: options)
      } throws: {
        ($0 as? LatentError)?.code.rawValue == code
      }
    }
  }
}
