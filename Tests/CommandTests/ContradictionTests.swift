import Foundation
import Testing

/// Options that contradict each other, or that nothing would use.
@Suite struct ContradictionTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write(
      "x1,x2,x3\n1,.4,.3\n.4,1,.5\n.3,.5,1\n", to: "cov.csv")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "one.lav")
  }

  @Test(arguments: [
    (["--group-label", "Pasteur"], "needs `group`"),
    (["--group", "school", "--group-label", "Pasteur,Pasteur"], "named twice"),
    (["--group-equal", "loadings"], "needs groups"),
    (["--group-partial", "visual=~x2"], "needs groups"),
    (
      ["--sampling-weights-normalization", "none"], "needs `sampling-weights`"
    ),
    (["--vcov", "true", "--se", "none"], "needs standard errors"),
    (["--format", "csv", "--residuals", "raw"], "--residuals asks"),
    (
      ["--estimator", "GLS", "--missing", "fiml"],
      "help: Use --estimator ML, or --missing listwise."
    ),
    (["--format", "csv", "--vcov", "true"], "--vcov asks"),
    (["--format", "csv", "--implied", "true"], "--implied asks"),
    (["--format", "json", "--format", "text"], "--format is given twice"),
    (["--format=json", "--format", "text"], "--format is given twice"),
    (["--fit-measures", "cfi,rmseaa", "--iter-max", "1"], "`rmsea`"),
    (["--group", "id"], "fewer than 2 cases: 1, 2, 3, 4, 5, 6, 7, 8, 9, 11"),
  ])
  func fit(options: [String], message: String) throws {
    let run = try CommandRun(
      ["fit", "model.lav", "data.csv"] + options, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test(arguments: [
    (["--nobs", "100", "--missing-codes", "-9"], "missing-codes"),
    (["--nobs", "9223372036854775807"], "too large"),
    (["--nobs", "2"], "more cases than variables"),
  ])
  func covariances(options: [String], message: String) throws {
    let run = try CommandRun(
      ["fit", "one.lav", "--cov", "cov.csv"] + options, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func optionsOfAnExpansionNeedIt() throws {
    let run = try scratch.run("parse", "model.lav", "--std-lv", "true")
    #expect(run.status == 2)
    #expect(run.errors.contains("--expand table"))
    let expanded = try scratch.run(
      "parse", "model.lav", "--std-lv", "true", "--expand", "table")
    #expect(expanded.status == 0)
  }

  @Test func latentVariablesNamedLikeColumns() throws {
    try scratch.write("x1 =~ x2 + x3 + x4\n", to: "clash.lav")
    let run = try scratch.run("fit", "clash.lav", "data.csv")
    #expect(run.status == 2)
    #expect(run.errors.contains("model.latent-in-data"))
    try scratch.write("x1 =~ x2 + x3\nx2 ~~ x3\n", to: "clash.lav")
    let moments = try scratch.run(
      "fit", "clash.lav", "--cov", "cov.csv", "--nobs", "100")
    #expect(moments.errors.contains("model.latent-in-data"))
  }

  /// Every measure of a fit can be asked for by name.
  @Test(arguments: ["ML", "ULS"])
  func everyFitMeasureIsKnown(estimator: String) throws {
    let all = try scratch.run(
      "fit", "model.lav", "data.csv", "--estimator", estimator, "--format",
      "json")
    let measures = try #require(try all.json()["fit"] as? [String: Any])
    #expect(measures.count > 20)
    let run = try scratch.run(
      "fit", "model.lav", "data.csv", "--estimator", estimator,
      "--fit-measures", measures.keys.sorted().joined(separator: ","))
    #expect(run.status == 0, "\(run.errors)")
  }
}
