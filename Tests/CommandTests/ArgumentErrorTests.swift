import Foundation
import Testing

/// Wrong arguments: one sentence, one remedy, whoever finds them.
@Suite struct ArgumentErrorTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  /// The argument parser's refusals look like all others.
  @Test(arguments: [
    (
      ["fit", "model.lav", "data.csv", "--iter-max", "-5"],
      "latent: error: --iter-max: `-5` is not a number of iterations.\nhelp: "
    ),
    (
      ["fit", "model.lav", "data.csv", "--level", "-0.5"],
      "latent: error: --level: `-0.5` is not a confidence level.\nhelp: "
    ),
    (
      [
        "effects", "model.lav", "--from", "x", "--to", "y", "--monte-carlo",
        "-3",
      ],
      "latent: error: --monte-carlo: `-3` is not a number of draws.\nhelp: "
    ),
    (
      ["fit", "model.lav", "data.csv", "--std-lv", "--kind", "cfa"],
      "latent: error: The option --std-lv has no value.\nhelp: "
    ),
    (
      ["fit", "model.lav", "data.csv", "--std-lv"],
      "latent: error: The option --std-lv has no value.\nhelp: "
    ),
    (
      ["fit", "model.lav", "data.csv", "--estimatr", "ML"],
      "latent: error: Unknown option `--estimatr`. Did you mean "
        + "`--estimator`?\nhelp: `latent help fit` "
    ),
    (
      ["effects", "model.lav", "data.csv"],
      "latent: error: Missing expected argument `--from <a,b>`.\nhelp: "
        + "`latent help effects` "
    ),
    (
      ["fit", "model.lav", "data.csv", "third"],
      "latent: error: Unexpected argument `third`.\nhelp: "
    ),
    (
      ["predict", "model.lav", "data.csv", "--format", "nope"],
      "latent: error: --format: Unknown format `nope`.\nhelp: Expected "
        + "csv, text, markdown, html, docx, latex, xlsx, tables or json.\n"
    ),
    (
      ["test", "model.lav", "data.csv", "--score", "true", "--format", "csv"],
      "latent: error: --format: This command does not write csv.\nhelp: "
        + "Expected text, markdown, html, docx, latex, xlsx, tables or json.\n"
    ),
    (
      ["validate", ".", "--format", "csv"],
      "latent: error: --format: Unknown format `csv`.\nhelp: "
    ),
    (
      ["invariance", "model.lav", "data.csv", "--alpha", "5"],
      "latent: error: --alpha: `5` is not a level of significance.\nhelp: "
    ),
    (
      ["bootstrap", "model.lav", "data.csv", "--bootstrap", "100000000000"],
      "latent: error: --bootstrap: `100000000000` is not a number of replicates."
        + "\nhelp: "
    ),
  ])
  func errorsOfArgumentsHaveOneForm(
    arguments: [String], start: String
  ) throws {
    let run = try CommandRun(arguments, in: scratch.folder)
    expectRefusal(run, start)
    #expect(run.errors.hasPrefix(start))
    #expect(run.errors.split(separator: "\n").count == 2)
  }
}
