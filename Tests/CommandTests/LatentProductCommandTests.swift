import Foundation
import Testing

/// Latent products on the command line.
@Suite struct LatentProductCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write(
      "visual =~ x1 + x2 + x3\nspeed =~ x7 + x8 + x9\n"
        + "x4 ~ visual + speed + visual:speed\n", to: "product.lav")
    try scratch.write(
      "visual =~ x1 + x2 + x3\nspeed =~ x7 + x8\n"
        + "x4 ~ visual + speed + visual:speed\n", to: "unequal.lav")
  }

  private func parameters(_ run: CommandRun) throws -> [String] {
    let rows = try #require(try run.json()["parameters"] as? [[String: Any]])
    return rows.map { row in
      ["lhs", "op", "rhs"].map { row[$0] as? String ?? "" }.joined()
    }
  }

  @Test func optionsChooseTheIndicators() throws {
    let matched = try parameters(
      scratch.run("fit", "product.lav", "data.csv", "--format", "json"))
    #expect(matched.filter { $0.hasPrefix("visual:speed=~") }.count == 3)
    #expect(matched.contains("x4~visual:speed"))
    let all = try parameters(
      scratch.run(
        "fit", "unequal.lav", "data.csv", "--products", "all", "--format",
        "json"))
    #expect(all.filter { $0.hasPrefix("visual:speed=~") }.count == 6)
    try scratch.write(
      "---\nproducts: all\nproduct-centering: single\n---\n"
        + "visual =~ x1 + x2 + x3\nspeed =~ x7 + x8\n"
        + "x4 ~ visual + speed + visual:speed\n", to: "front.lav")
    #expect(
      try parameters(
        scratch.run("fit", "front.lav", "data.csv", "--format", "json"))
        == all)
  }

  @Test func optionsWithoutAProductAreDoubted() throws {
    for (option, value) in [("products", "all"), ("product-centering", "none")]
    {
      let run = try scratch.run(
        "fit", "model.lav", "data.csv", "--\(option)", value)
      #expect(run.status == 0)
      #expect(run.errors.contains("latent products change nothing"))
      let own = try scratch.run(
        "fit", "product.lav", "data.csv", "--\(option)", value)
      #expect(own.errors.isEmpty)
    }
  }

  @Test func centringChangesIntercepts() throws {
    func intercept(_ centering: String) throws -> Double {
      let run = try scratch.run(
        "fit", "product.lav", "data.csv", "--meanstructure", "true",
        "--product-centering", centering, "--format", "json")
      let rows = try #require(try run.json()["parameters"] as? [[String: Any]])
      let row = rows.first {
        $0["lhs"] as? String == "x1:x7" && $0["op"] as? String == "~1"
      }
      return try #require(row?["est"] as? Double)
    }
    #expect(abs(try intercept("double")) < 1e-6)
    // The covariance of x1 and x7, R: cov(x1, x7) * 300/301
    #expect(abs(try intercept("single") - 0.0847654) < 1e-6)
    #expect(try intercept("none") > 20)
  }

  @Test func expandedTextHasNamesOfLavaan() throws {
    let run = try scratch.run("parse", "product.lav", "--expand", "true")
    #expect(run.status == 0)
    #expect(run.output.contains("visual.speed =~ 1*x1.x7 + x2.x8 + x3.x9\n"))
    #expect(run.output.contains("x4 ~ visual + speed + visual.speed\n"))
    #expect(
      run.output.hasPrefix("# x1.x7: x1 times x7, each less its mean, less"))
    let groups = try scratch.run(
      "parse", "product.lav", "--expand", "true", "--group", "school",
      "--group-label", "Pasteur,Grant-White")
    #expect(groups.output.contains("the mean of the product, in each group\n"))
    // The text alone, as lavaan's parser reads it.
    let rows = try scratch.run("parse", "unequal.lav", "--format", "json")
    #expect(rows.status == 0)
    #expect(!rows.output.contains("x1:x7"))
  }

  @Test func effectsOfLatentModerators() throws {
    let arguments = [
      "effects", "product.lav", "data.csv", "--from", "visual", "--to", "x4",
      "--monte-carlo", "0",
    ]
    let run = try CommandRun(arguments, in: scratch.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("0.000 (mean)"))
    #expect(run.output.contains("direct at speed = "))
    let refused = try CommandRun(
      arguments + ["--at", "percentiles"], in: scratch.folder)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("speed is latent"))
    let scale = try CommandRun(
      arguments + ["--std-lv", "true"], in: scratch.folder)
    #expect(scale.status == 2)
    #expect(scale.errors.contains("units of visual and speed"))
  }

  @Test(arguments: [
    (["fit", "unequal.lav", "data.csv"], "3 indicators and `speed` 2"),
    (["fit", "product.lav", "data.csv", "--products", "some"], "some"),
    (
      ["fit", "product.lav", "data.csv", "--product-centering", "twice"],
      "twice"
    ),
    (
      ["fit", "product.lav", "--cov", "cov.csv", "--nobs", "300"],
      "which covariances do not tell"
    ),
    (["fit", "square.lav", "data.csv"], "none of its factors is latent"),
    (["fit", "header.lav", "data.csv"], "measured by products"),
  ])
  func wrongInput(_ arguments: [String], _ part: String) throws {
    let names = (1...9).filter { ![5, 6].contains($0) }.map { "x\($0)" }
    let rows = names.indices.map { row in
      names.indices.map { $0 == row ? "1" : "0.2" }.joined(separator: ",")
    }
    try scratch.write(
      ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n",
      to: "cov.csv")
    try scratch.write("x1:x2 =~ x3:x4 + x5:x6\n", to: "square.lav")
    try scratch.write("group1: f =~ x1 + x2 + x3\n", to: "header.lav")
    let run = try CommandRun(arguments, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(part), "\(run.errors)")
  }
}
