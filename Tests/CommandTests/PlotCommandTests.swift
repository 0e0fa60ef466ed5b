import Foundation
import Testing

/// `--plot` of `latent effects` and `latent bootstrap`.
@Suite struct PlotCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write(
      "x7 ~ x1 + x2 + x1:x2\nx9 ~ x7 + x1\n", to: "moderated.lav")
    try scratch.write(
      "x7 ~ a*x1\nx9 ~ b*x7 + c*x1\nab := a*b\ntotal := c + a*b\n",
      to: "mediation.lav")
  }

  private func effects(_ model: String, _ arguments: [String]) throws
    -> CommandRun
  {
    try CommandRun(
      ["effects", model, "data.csv", "--from", "x1", "--to", "x9"] + arguments,
      in: scratch.folder)
  }

  private func picture(_ name: String) throws -> String {
    try String(contentsOf: scratch.url(name), encoding: .utf8)
  }

  @Test func theOnlyModeratedPathIsDrawn() throws {
    let run = try effects("moderated.lav", ["--plot", "a.svg"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    let svg = try picture("a.svg")
    #expect(svg.contains("x1 → x7 → x9, by x2"))
    #expect(svg.contains("by the delta method"))
    // The same in another process.
    _ = try effects("moderated.lav", ["--plot", "b.svg"])
    #expect(try picture("b.svg") == svg)
  }

  @Test(arguments: [
    ("x1→x7  →x9", "x1 → x7 → x9"),
    ("total x1 -> x9", "x1 → x9, total effect"),
    ("std_all: x1->x7->x9", "completely"),
    ("x1 -> x7 -> x9 at x2 = 6", "x1 → x7 → x9 at x2 = 6.000"),
    ("x1 -> x7 -> x9 per unit of x2", "Index of moderated mediation"),
    ("x1 -> x7 -> x9 by x2", "percentile intervals, 60 bootstrap draws"),
  ])
  func effectsAreChosenByName(name: String, part: String) throws {
    let run = try effects(
      "moderated.lav",
      [
        "--plot", "a.svg", "--plot-of", name, "--bootstrap", "60", "--at",
        "x2=5,6", "--plot-width", "column",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let svg = try picture("a.svg")
    #expect(svg.contains(part))
    #expect(svg.contains("width=\"85mm\""))
  }

  @Test func aBootstrapDrawsStatistics() throws {
    let run = try scratch.run(
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "60", "--plot",
      "a.svg", "--plot-of", "std.all: ab")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try picture("a.svg").contains(">std.all: ab<"))
    let which = try scratch.run(
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "60", "--plot",
      "b.svg")
    #expect(which.status == 2)
    #expect(
      which.errors.contains("Name one by the option --plot-of: ab or total."))
    let unknown = try scratch.run(
      "bootstrap", "mediation.lav", "data.csv", "--bootstrap", "60", "--plot",
      "b.svg", "--plot-of", "totale")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("Did you mean `total`?"))
    #expect(!FileManager.default.fileExists(atPath: scratch.url("b.svg").path))
  }

  @Test(arguments: [
    (["--plot", "a.png"], "Pictures are SVG files"),
    (["--plot", "none/a.svg"], "Is there a folder"),
    (["--plot", "data.csv"], "Pictures are SVG files"),
    (["--plot-of", "x1 -> x7 -> x9 by x2"], "Add --plot"),
    (["--plot-width", "column"], "Add --plot"),
    (["--plot", "a.svg", "--plot-width", "wide"], "--plot-width"),
    (
      ["--plot", "a.svg", "--plot-of", "x1 -> x6 -> x9 by x2"],
      "Did you mean `x1 -> x7 -> x9 by x2`?"
    ),
    (["--plot", "a.svg", "--plot-of", "x1 -> x7 -> x9"], "Add --bootstrap"),
  ])
  func wrongInput(_ arguments: [String], _ part: String) throws {
    let run = try effects("moderated.lav", arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(part), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.url("a.svg").path))
  }

  @Test func severalEffectsNeedAName() throws {
    let run = try effects(
      "moderated.lav", ["--plot", "a.svg", "--plot-of", "x1 -> x7 -> x9 by"])
    #expect(run.status == 2)
    let plain = try effects("mediation.lav", ["--plot", "a.svg"])
    #expect(plain.status == 2)
    #expect(plain.errors.contains("Which effect"))
    let drawn = try effects(
      "mediation.lav", ["--plot", "a.svg", "--bootstrap", "60"])
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(try picture("a.svg").contains("x1 → x7 → x9"))
  }
}
