import Foundation
import TestSupport
import Testing

/// `latent efa` of incomplete and ordered variables, against what lavaan prints
/// (`Fixtures/exploratory-factors.R`), and by a codebook.
@Suite struct FactorCommandTests {
  private struct References: Decodable {
    struct Solution: Decodable {
      var fit: [String: Double]?
      var loadings, se: [[Double]]
    }
    var incomplete, ordered: Solution
    var wlsmv, ulsmv: [String: Double]
  }

  private let scratch: Scratch
  private let references: References

  init() throws {
    scratch = try Scratch()
    try FileManager.default.copyItem(
      at: fixtureURL("incomplete-items.csv"), to: scratch.url("items.csv"))
    try FileManager.default.copyItem(
      at: fixtureURL("ordered-items.csv"), to: scratch.url("ordered.csv"))
    references = try loadFixture(References.self, "exploratory-factors.json")
  }

  private func solution(
    of file: String = "items.csv", _ arguments: String...
  ) throws -> [String: Any] {
    let run = try scratch.run(
      arguments: ["efa", file, "--parallel", "0", "--format", "json"]
        + arguments)
    #expect(run.status == 0, "\(run.errors)")
    let groups = try #require(run.json()["groups"] as? [[String: Any]])
    let solutions = try #require(groups[0]["solutions"] as? [[String: Any]])
    return try #require(solutions.first)
  }

  private func fit(_ solution: [String: Any]) throws -> [String: Any] {
    try #require(solution["fit"] as? [String: Any])
  }

  @Test func incompleteCasesHaveTheirLikelihood() throws {
    let known = references.incomplete
    let own = try solution(
      "--missing", "fiml", "--factors", "3", "--rotation", "varimax")
    let fit = try fit(own)
    for (key, name) in [
      ("chisq", "chisq"), ("df", "df"), ("pvalue", "pvalue"), ("cfi", "cfi"),
      ("tli", "tli"), ("rmsea", "rmsea"), ("srmr", "srmr"), ("aic", "aic"),
      ("rmsea_ci_lower", "rmsea.ci.lower"), ("bic", "bic"),
      ("rmsea_ci_upper", "rmsea.ci.upper"),
      ("baseline_chisq", "baseline.chisq"),
    ] {
      // Half the last printed digit.
      expectClose(
        try #require(fit[key] as? Double), try #require(known.fit?[name]),
        absolute: 5.1e-4, key)
    }
    let loadings = try #require(own["loadings"] as? [[Double]])
    expectClose(loadings, known.loadings, absolute: 3e-6)
    let se = try #require(own["se"] as? [String: Any])
    expectClose(
      try #require(se["loadings"] as? [[Double]]), known.se, absolute: 3e-6)
  }

  @Test(arguments: ["dwls", "uls"])
  func orderedVariablesHaveRobustTests(_ extraction: String) throws {
    let known = extraction == "dwls" ? references.wlsmv : references.ulsmv
    let own = try solution(
      of: "ordered.csv", "--ordered", "true", "--factors", "3", "--rotation",
      "varimax", "--extraction", extraction)
    let fit = try fit(own)
    for (key, name) in [
      ("chisq_unscaled", "chisq"), ("df", "df"), ("chisq", "chisq.scaled"),
      ("pvalue", "pvalue.scaled"),
      ("chisq_scaling_factor", "chisq.scaling.factor"),
      ("baseline_chisq", "baseline.chisq.scaled"), ("cfi", "cfi.scaled"),
      ("tli", "tli.scaled"), ("rmsea", "rmsea.scaled"),
      ("rmsea_ci_upper", "rmsea.ci.upper.scaled"), ("srmr", "srmr"),
    ] {
      guard let expected = known[name] else { continue }
      expectClose(
        try #require(fit[key] as? Double), expected, relative: 2e-6, key)
    }
    guard extraction == "dwls" else { return }
    expectClose(
      try #require(own["loadings"] as? [[Double]]),
      references.ordered.loadings, absolute: 6e-4)
    let se = try #require(own["se"] as? [String: Any])
    expectClose(
      try #require(se["loadings"] as? [[Double]]), references.ordered.se,
      absolute: 6e-4)
  }

  /// The likelihood of incomplete cases knows no limit of 0.005.
  @Test func negativeUniqueVariancesAreSaid() throws {
    let run = try scratch.run(
      "efa", "items.csv", "--missing", "fiml", "--factors", "4", "--parallel",
      "0")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains("With 4 factors, the unique variance of x7 is"))
    #expect(run.output.contains("negative (a Heywood case)"))
  }

  @Test func pairsOfValuesHaveNoTest() throws {
    let own = try solution("--missing", "pairwise", "--factors", "2")
    #expect(try fit(own)["chisq"] is NSNull)
    #expect(own["se"] == nil)
  }

  @Test func aCodebookNamesTheItems() throws {
    try scratch.write(
      """
      constructs:
        textual: {items: [x6, x5, x4]}
        visual: {items: [x1..x3]}
      items:
        x5: Sentence completion
      """, to: "codebook.yaml")
    let run = try scratch.run(
      "efa", "items.csv", "--codebook", "codebook.yaml", "--factors", "2",
      "--parallel", "0", "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let groups = try #require(run.json()["groups"] as? [[String: Any]])
    #expect(
      groups[0]["variables"] as? [String]
        == ["x6", "x5", "x4", "x1", "x2", "x3"])
    #expect(
      (groups[0]["labels"] as? [String])?[1] == "Sentence completion")
  }
}
