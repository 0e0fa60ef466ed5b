import Foundation
import Testing

/// Each class of wrong input: one clear error, nothing on stdout, exit 2.
@Suite struct BadInputTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  /// Forty seeded rows of x1 to x9, changed by `change`.
  private func writeCases(
    _ name: String = "cases.csv", rows: Int = 40,
    change: (inout [String], Int) -> Void
  ) throws {
    var state: UInt64 = 1
    var lines = ["x1,x2,x3,x4,x5,x6,x7,x8,x9"]
    for row in 0..<rows {
      var cells = (0..<9).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return "\(Double(state >> 40) / 1000)"
      }
      change(&cells, row)
      lines.append(cells.joined(separator: ","))
    }
    try scratch.write(lines.joined(separator: "\n") + "\n", to: name)
  }

  @Test func malformedModelText() throws {
    try scratch.write("f =~ x1 + x2 x3\ny ~\n", to: "bad.lav")
    for command in [["fit", "bad.lav", "data.csv"], ["parse", "bad.lav"]] {
      let run = try CommandRun(command, in: scratch.folder)
      expectRefusal(run, "bad.lav:1:14: error:", "bad.lav:2:4: error:", "^")
    }
  }

  @Test(arguments: ["", "\n\n", "# nothing\n", "---\nkind: cfa\n---\n"])
  func emptyModel(text: String) throws {
    try scratch.write(text, to: "empty.lav")
    expectRefusal(try scratch.run("fit", "empty.lav", "data.csv"), "empty")
  }

  @Test func modelThatIsNoText() throws {
    try scratch.write(Data((0...255).map { UInt8($0) }), to: "binary.lav")
    expectRefusal(
      try scratch.run("fit", "binary.lav", "data.csv"), "not text", "UTF-8")
  }

  @Test func missingColumn() throws {
    try scratch.write("f =~ x1 + x2 + x33\n", to: "column.lav")
    expectRefusal(
      try scratch.run("fit", "column.lav", "data.csv"), "x33", "x3")
  }

  @Test func longNamesAreCut() throws {
    let name = String(repeating: "x", count: 3000)
    try scratch.write("f =~ x1 + x2 + \(name)\n", to: "long.lav")
    for arguments in [
      ["fit", "long.lav", "data.csv"],
      ["fit", "model.lav", "data.csv", "--estimator", name],
    ] {
      let run = try CommandRun(arguments, in: scratch.folder)
      expectRefusal(run, "xxx...")
      #expect(run.errors.utf8.count < 600, "\(run.errors)")
    }
  }

  @Test func textInNumbers() throws {
    try writeCases { cells, row in if row == 2 { cells[3] = "many" } }
    expectRefusal(
      try scratch.run("fit", "model.lav", "cases.csv"), "x4", "many",
      "cases.csv:4")
  }

  @Test func constantVariable() throws {
    try writeCases { cells, _ in cells[4] = "3" }
    expectRefusal(
      try scratch.run("fit", "model.lav", "cases.csv"), "x5", "not vary")
  }

  @Test func collinearVariables() throws {
    try writeCases { cells, _ in
      cells[8] = "\((Double(cells[6]) ?? 0) + (Double(cells[7]) ?? 0))"
    }
    expectRefusal(
      try scratch.run("fit", "model.lav", "cases.csv"), "x9",
      "linear combination")
  }

  @Test func fewerCasesThanVariables() throws {
    try writeCases(rows: 6) { _, _ in }
    expectRefusal(
      try scratch.run("fit", "model.lav", "cases.csv"), "n = 6", "p = 9")
  }

  @Test func covarianceThatIsNotPositiveDefinite() throws {
    try scratch.write(
      "x1,x2,x3\n1,.9,-.9\n.9,1,.9\n-.9,.9,1\n", to: "cov.csv")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "one.lav")
    expectRefusal(
      try scratch.run("fit", "one.lav", "--cov", "cov.csv", "--nobs", "50"),
      "not positive definite")
    expectRefusal(
      try scratch.run("fit", "one.lav", "--cov", "cov.csv"), "number of")
    expectRefusal(
      try scratch.run(
        "fit", "one.lav", "--cov", "cov.csv", "--nobs", "fifty"), "fifty")
  }

  @Test func unidentifiedModelNamesItsParameters() throws {
    try scratch.write(
      Scratch.model + "visual ~ textual\ntextual ~ visual\n", to: "loop.lav")
    expectRefusal(
      try scratch.run("fit", "loop.lav", "data.csv"), "not identified",
      "visual", "textual")
    try scratch.write("f =~ x1 + x2\n", to: "few.lav")
    expectRefusal(
      try scratch.run("fit", "few.lav", "data.csv"), "not identified")
  }

  @Test func emptyAndBinaryData() throws {
    try scratch.write("", to: "empty.csv")
    expectRefusal(
      try scratch.run("fit", "model.lav", "empty.csv"), "empty")
    try scratch.write(
      Data([0x50, 0x4B, 3, 4, 0, 0, 0, 0]), to: "book.xlsx")
    expectRefusal(try scratch.run("fit", "model.lav", "book.xlsx"), "book")
  }

  @Test func wrongEncoding() throws {
    try scratch.write(
      Data("x1,x2,x3\n1,2,".utf8) + Data([0xFF, 0xFF, 0x0A]),
      to: "odd.csv")
    expectRefusal(
      try scratch.run("fit", "model.lav", "odd.csv"), "odd.csv")
    expectRefusal(
      try scratch.run("fit", "model.lav", "data.csv", "--encoding", "utf9"),
      "utf-8")
  }

  @Test func filesThatAreNotThere() throws {
    expectRefusal(
      try scratch.run("fit", "modle.lav", "data.csv"), "modle.lav",
      "Did you mean `model.lav`?")
    expectRefusal(
      try scratch.run("fit", "model.lav", "daat.csv"), "daat.csv",
      "Did you mean `data.csv`?")
    expectRefusal(try scratch.run("fit", "model.lav"), "no data")
    expectRefusal(try scratch.run("validate", "nowhere"), "nowhere")
  }

  /// Files whose columns are not those that they seem to be.
  @Test func misreadHeadersAreExplained() throws {
    try scratch.write("f =~ x1 + x2 + größe\n", to: "names.lav")
    for (text, message) in [
      ("x1 x2 größe\n1 2 3\n", "name what stands between its cells"),
      ("x1|x2|größe\n1|2|3\n", "name what stands between its cells"),
      ("1.5,2.5,3.5\n1,2,3\n", "put a line with the names"),
      ("y\n1\n", "The only column is y."),
    ] {
      try scratch.write(text, to: "header.csv")
      expectRefusal(
        try scratch.run("fit", "names.lav", "header.csv"), message)
    }
    try scratch.write(
      Data("x1,x2,gr".utf8) + Data([0xF6, 0xDF]) + Data("e\n1,2,3\n".utf8),
      to: "latin.csv")
    expectRefusal(
      try scratch.run("fit", "names.lav", "latin.csv"), "windows-1252")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("loop.csv").path, withDestinationPath: "loop.csv")
    let run = try scratch.run("fit", "model.lav", "loop.csv")
    expectRefusal(run, "There is no data file `loop.csv`.")
    #expect(!run.errors.contains("`loop.csv`?"))
  }

  @Test func unknownNames() throws {
    expectRefusal(try scratch.run("help", "fitt"), "Did you mean `fit`?")
    expectRefusal(
      try scratch.run("fit", "model.lav", "data.csv", "--estimatr", "ML"),
      "--estimator")
    expectRefusal(try scratch.run("fitt", "model.lav"), "`fit`")
    expectRefusal(try scratch.run("model.lav"), "latent fit model.lav")
    expectRefusal(
      try scratch.run("fit", "model.lav", "data.csv", "--group", "scool"),
      "school")
    expectRefusal(
      try scratch.run(
        "fit", "model.lav", "data.csv", "--fit-measures", "cfi,rmseaa"),
      "Did you mean `rmsea`?")
    expectRefusal(
      try scratch.run("fit", "model.lav", "data.csv", "--std-lv"), "std-lv")
  }

  @Test(arguments: [
    ("estimator", "MX", "ML"), ("estimator", "WLSMVX", "WLSMV"),
    ("estimator", "FML", "Use ML"), ("missing", "doubly.robust", "available"),
    ("kind", "cfaa", "`cfa`"), ("likelihood", "x", "wishart"),
    ("information", "x", "first.order"),
    ("se", "external", "robust.sem"), ("se", "x", "none"),
    ("se", "robust.cluster", "--cluster"),
    ("test", "satora.bentler", "`satorra.bentler`"),
    ("test", "none,standard", "alone"), ("test", "bollen.stine", "bootstrap"),
    ("h1-information", "x", "unstructured"),
    ("observed-information", "h1", "--information observed"),
    ("group-equal", "loading", "`loadings`"), ("bounds", "x", "pos.var"),
    ("level", "95", "0.95"), ("std-lv", "perhaps", "true or false"),
    ("effect-coding", "x", "loadings"),
    ("conditional-x", "perhaps", "true or false"),
    ("ordered", "q7", "`q7`"), ("parameterization", "gamma", "theta"),
    ("cluster", "x99", "x99"),
    ("sampling-weights", "school", "school"),
    ("sampling-weights-normalization", "x", "group"),
    ("format", "yaml", "json"),
    ("residuals", "raws", "`raw`"), ("standardized", "x", "nox"),
    ("delimiter", "x", "comma"), ("iter-max", "0", "1 or more"),
    ("nobs", "100", "cov"), ("group-layout", "x", "side-by-side"),
    ("missing-codes", "1,,2", "empty element"),
  ])
  func valuesThatAreNotPossible(
    option: String, value: String, message: String
  ) throws {
    expectRefusal(
      try scratch.run(
        "fit", "model.lav", "data.csv", "--\(option)", value), message)
  }

  @Test(arguments: [
    ("level: 1\nf =~ x1 + x2 + x3\nlevel: 2\nf =~ x1 + x2 + x3", "level"),
    ("f =~ x1 + x2 + x3\nx1 | t1", "x1"),
  ])
  func whatComesLaterIsRefused(text: String, message: String) throws {
    try scratch.write(text + "\n", to: "later.lav")
    expectRefusal(
      try scratch.run("fit", "later.lav", "data.csv"), message)
    #expect(try scratch.run("parse", "later.lav").status == 0)
  }

  @Test func fullInformationNeedsCases() throws {
    try scratch.write(
      "x1,x2,x3\n1,0.4,0.3\n0.4,1,0.3\n0.3,0.3,1\n", to: "c.csv")
    try scratch.write("f =~ x1 + x2 + x3\n", to: "f.lav")
    expectRefusal(
      try scratch.run(
        "fit", "f.lav", "--cov", "c.csv", "--nobs", "100", "--missing", "fiml"),
      "covariances only")
    expectRefusal(
      try scratch.run(
        "fit", "model.lav", "data.csv", "--missing", "ml", "--estimator", "GLS"),
      "GLS")
    expectRefusal(
      try scratch.run("fit", "model.lav", "data.csv", "--auxiliary", "ageyr"),
      "--missing fiml")
    expectRefusal(
      try scratch.run(
        "fit", "model.lav", "data.csv", "--missing", "fiml", "--auxiliary",
        "age"), "ageyr")
  }
}
