import Foundation
import Testing

@Suite struct ValidateCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    // Cases read from all of the folder that is validated, and no further.
    try scratch.write(
      Data(contentsOf: scratch.url("data.csv")), to: "cases/data.csv")
    try scratch.write(
      "---\nkind: cfa\ndata: ../data.csv\n---\n" + Scratch.model,
      to: "cases/one/model.lav")
  }

  private func validate(
    _ reference: String, _ options: String...
  ) throws -> CommandRun {
    try scratch.write(reference, to: "cases/one/reference.json")
    return try CommandRun(["validate", "cases"] + options, in: scratch.folder)
  }

  // Printed figures of Rosseel (2012).
  private let published = """
    {"published": {"fit": {"chisq": "85.306", "df": "24", "cfi": ".931",
      "pvalue": "< .001"},
      "parameters": [{"lhs": "visual", "op": "=~", "rhs": "x2",
        "est": "0.554", "se": "0.100"}]}}
    """

  @Test func printedFiguresAgreeWithinHalfTheirLastDigit() throws {
    let run = try validate(published)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("agrees"))
    #expect(
      run.output.contains("1 of 1 cases agree; 6 values compared."))
  }

  @Test func aFigureOneDigitOffDiffers() throws {
    let run = try validate(
      published.replacingOccurrences(of: "85.306", with: "85.307"))
    #expect(run.status == 1)
    #expect(run.output.contains("differs"))
    #expect(run.output.contains("published chisq"))
    #expect(run.output.contains("0 of 1 cases agree"))
  }

  @Test func fullPrecisionNumbersHaveTiers() throws {
    // The estimate to seven digits, then off by two in a million.
    let good =
      #"{"parameters": [{"lhs": "visual", "op": "=~", "rhs": "x2", "#
      + #""group": 1, "est": 0.55350019, "z": null}]}"#
    #expect(try validate(good).status == 0)
    let bad = good.replacingOccurrences(of: "0.55350019", with: "0.5535013")
    let run = try validate(bad, "--format", "json")
    #expect(run.status == 1)
    let json = try run.json()
    let cases = try #require(json["cases"] as? [[String: Any]])
    #expect(cases[0]["verdict"] as? String == "differs")
    #expect(cases[0]["values"] as? Int == 1)
    let worst = try #require(cases[0]["worst"] as? Double)
    #expect(worst > 1.9 && worst < 2.1)
  }

  @Test func rowsThatTheFitLacksDiffer() throws {
    let run = try validate(
      #"{"parameters": [{"lhs": "visual", "op": "=~", "rhs": "x9", "#
        + #""est": 1.0}], "fit": {"no_such": 1}, "r2": {"x1": 0.5958}}"#)
    #expect(run.status == 1)
    #expect(run.output.contains("visual =~ x9 and 2 more"))
  }

  @Test func malformedCases() throws {
    #expect(try validate("{").status == 2)
    #expect(try validate("{}").status == 2)
    #expect(try validate(#"{"fit": {}}"#).status == 2)
    try scratch.write("f =~\n", to: "cases/one/model.lav")
    let run = try validate(published)
    #expect(run.status == 2)
    #expect(run.output.contains("malformed"))
  }

  @Test(arguments: [
    (
      #"{"parameters": [{"lhs": "f", "op": "=~", "rhs": "x", "group": 1e300,"#
        + #" "est": 1}]}"#, "there is no group 1e+300"
    ),
    (
      #"{"fit": {"df": 24}, "implied": {"cov": {"values": [[1]]}}}"#,
      "implied: cov has 0 names"
    ),
    (
      #"{"published": {"fit": {"chisq": "1e999999999"}}}"#,
      "`1e999999999` is not a finite number"
    ),
  ])
  func referencesThatCannotBeRead(reference: String, reason: String) throws {
    let run = try validate(reference)
    #expect(run.status == 2)
    #expect(run.output.contains("malformed"))
    #expect(run.output.contains(reason), "\(run.output)")
  }

  @Test func figuresWithExponents() throws {
    let good = published.replacingOccurrences(
      of: #""85.306""#, with: #""8.5306e1""#)
    #expect(try validate(good).status == 0)
    let bad = good.replacingOccurrences(of: "8.5306e1", with: "8.5307e1")
    #expect(try validate(bad).status == 1)
  }

  @Test func aFolderWithoutCases() throws {
    try scratch.write("text", to: "other/file.txt")
    let run = try scratch.run("validate", "other")
    #expect(run.status == 2)
    #expect(run.errors.contains("no cases"))
  }
}
