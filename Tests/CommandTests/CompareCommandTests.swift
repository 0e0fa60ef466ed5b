import Foundation
import Testing

@testable import Requests

@Suite struct CompareCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    for (name, equal) in [
      ("configural", ""), ("weak", "group-equal: loadings\n"),
      ("strong", "group-equal: loadings,intercepts\n"),
    ] {
      try scratch.write(
        "---\nkind: cfa\ndata: ../data.csv\ngroup: school\n\(equal)"
          + "format: csv\n---\n" + Scratch.model,
        to: "invariance/\(name).lav")
    }
    try scratch.write(
      "g =~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9\n", to: "one.lav")
  }

  @Test func modelsOfFrontMatterAreCompared() throws {
    let run = try scratch.run(
      "compare", "invariance/strong.lav", "invariance/configural.lav",
      "invariance/weak.lav", "--allow-outside", "true")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("(alpha = .05) weak holds"))
    #expect(
      run.output.contains(
        "  weak        configural    8.19   6   .224  -.002  7480.59  7680.77"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func dataAndOptionsOfTheCommandLineWin() throws {
    for data in [["data.csv"], ["--data", "data.csv"]] {
      let run = try CommandRun(
        ["compare", "model.lav", "one.lav"] + data
          + ["--likelihood", "wishart", "--format", "json"],
        in: scratch.folder)
      #expect(run.status == 0)
      let models = try #require(
        run.json()["models"] as? [[String: Any]])
      let chiSquare = try #require(models[0]["chisq"] as? Double)
      #expect(abs(chiSquare - 85.022) <= 0.0005)
      #expect(models[1]["against"] as? String == "model")
      #expect(models[1]["df_diff"] as? Int == 3)
    }
  }

  @Test func theEstimatorHasItsName() throws {
    let run = try scratch.run(
      "compare", "model.lav", "one.lav", "data.csv", "--estimator", "MLR")
    #expect(run.output.contains("  Estimator        MLR\n"))
  }

  @Test func outputGoesToAFile() throws {
    let run = try scratch.run(
      "compare", "model.lav", "one.lav", "data.csv", "--format", "csv",
      "--output", "table.csv")
    #expect(run.status == 0 && run.output.isEmpty)
    let text = try String(contentsOf: scratch.url("table.csv"), encoding: .utf8)
    #expect(text.split(separator: "\n").count == 3)
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var message: String
    var status: Int32 = 2

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Mistake(arguments: [], message: "There are no models to compare"),
    Mistake(
      arguments: ["model.lav", "data.csv"], message: "There is one model"),
    Mistake(
      arguments: ["model.lav", "model.lav", "data.csv"],
      message: "`model.lav` is given twice"),
    Mistake(
      arguments: ["model.lav", "data.csv", "one.lav"],
      message: "between model files"),
    Mistake(
      arguments: ["model.lav", "one.lav", "data.csv", "--data", "data.csv"],
      message: "given twice, as an argument and as --data"),
    Mistake(
      arguments: ["model.lav", "one.lav", "--data", "-"],
      message: "cannot come from stdin"),
    Mistake(
      arguments: ["model.lav", "one.lav"], message: "There are no data"),
    Mistake(
      arguments: [
        "model.lav", "invariance/weak.lav", "--allow-outside", "true",
      ],
      message: "differ in the option --data"),
    Mistake(
      arguments: ["model.lav", "invariance/weak.lav", "data.csv"],
      message: "differ in the option --group"),
    Mistake(
      arguments: ["model.lav", "ones.lav", "data.csv"],
      message: "Did you mean `one.lav`?"),
    Mistake(
      arguments: ["model.lav", "one.lav", "data.csv", "--format", "xml"],
      message: "Unknown format `xml`"),
    Mistake(
      arguments: ["model.lav", "one.lav", "data.csv", "--iter-max", "1"],
      message: "model did not converge and cannot be compared", status: 1),
  ])
  func mistakes(_ mistake: Mistake) throws {
    let run = try CommandRun(
      ["compare"] + mistake.arguments, in: scratch.folder)
    #expect(run.status == mistake.status)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(mistake.message), "\(run.errors)")
  }

  @Test func anErrorNamesTheModel() throws {
    try scratch.write("f =~ x1 + x2\n", to: "small.lav")
    let run = try scratch.run("compare", "one.lav", "small.lav", "data.csv")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("small.lav: error: "))
    #expect(run.errors.contains("model.too-many-parameters"))
  }

  @Test(arguments: [
    (["a/x.lav", "a/y.lav"], ["x", "y"]),
    (["a/x.lav", "a/x.txt"], ["x.lav", "x.txt"]),
    (["a/x.lav", "b/x.lav"], ["a/x", "b/x"]),
    (["a/x.lav", "a/x.txt", "b/x.lav"], ["a/x.lav", "a/x.txt", "b/x.lav"]),
  ])
  func names(_ paths: [String], _ names: [String]) {
    #expect(AnalysisComparison.names(paths) == names)
  }

  @Test func everyFlagOfTheHelpFitsATerminal() throws {
    let help = try scratch.run("help", "compare")
    #expect(help.status == 0)
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(help.output.contains("latent compare full.lav partial.lav"))
  }
}
