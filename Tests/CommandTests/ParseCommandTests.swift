import Foundation
import Testing

@Suite struct ParseCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The rows of a model, each joined by bars, empty values left out.
  private func rows(_ text: String, _ options: String...) throws -> [String] {
    try scratch.write(text, to: "model.lav")
    let run = try CommandRun(
      ["parse", "model.lav", "--format", "json"] + options,
      in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    let rows = try #require(try run.json()["rows"] as? [[String: Any]])
    let columns = [
      "lhs", "op", "rhs", "mod.idx", "block", "fixed", "start", "lower",
      "upper", "label", "prior", "efa", "rv",
    ]
    return rows.map { row in
      columns.compactMap { name in
        let text = row[name].map { "\($0)" } ?? "?"
        return text.isEmpty ? nil : "\(name) \(text)"
      }.dropFirst(0).joined(separator: ", ")
    }
  }

  // The output of lavaan 0.6-14's lavParseModelString(as.data.frame. = TRUE).
  /// Long formulas take time in proportion to their length.
  @Test(.timeLimit(.minutes(20))) func manyTerms() throws {
    let terms = (0..<30_000).map { "x\($0)" }
    try scratch.write("f =~ \(terms.joined(separator: " + "))\n", to: "m.lav")
    let run = try scratch.run("parse", "m.lav", "--format", "json")
    #expect(run.status == 0)
    let rows = try #require(try run.json()["rows"] as? [[String: Any]])
    #expect(rows.count == 30_000)
    #expect(rows.last?["rhs"] as? String == "x29999")
  }

  @Test func rowsAreThoseOfLavaansParser() throws {
    let found = try rows(
      """
      f =~ x1 + a*x2 + start(0.5)*x2 + c(1,NA)*x4 + c(a,b)*x5
      y1 + y2 ~ 1 + (1/3)*z + lower(0)*w + upper(1e5)*v
      x1 ~ 0*1
      efa("e")*g =~ x1
      """)
    #expect(
      found == [
        "lhs f, op =~, rhs x1, mod.idx 0, block 1",
        "lhs f, op =~, rhs x2, mod.idx 1, block 1, start 0.5, label a",
        "lhs f, op =~, rhs x4, mod.idx 2, block 1, fixed 1;NA",
        "lhs f, op =~, rhs x5, mod.idx 3, block 1, label a;b",
        "lhs y1, op ~1, mod.idx 0, block 1",
        "lhs y1, op ~, rhs z, mod.idx 4, block 1, fixed 0.333333333333333",
        "lhs y1, op ~, rhs w, mod.idx 5, block 1, lower 0",
        "lhs y1, op ~, rhs v, mod.idx 6, block 1, upper 1e+05",
        "lhs y2, op ~1, mod.idx 0, block 1",
        "lhs y2, op ~, rhs z, mod.idx 7, block 1, fixed 0.333333333333333",
        "lhs y2, op ~, rhs w, mod.idx 8, block 1, lower 0",
        "lhs y2, op ~, rhs v, mod.idx 9, block 1, upper 1e+05",
        "lhs x1, op ~1, mod.idx 10, block 1, fixed 0",
        "lhs g, op =~, rhs x1, mod.idx 11, block 1, efa e",
      ])
  }

  @Test func headersAreRowsAndCountBlocks() throws {
    let found = try rows("group: 1\nf =~ x1\ngroup: b\nf =~ x:z\n")
    #expect(
      found == [
        "lhs group, op :, rhs 1, mod.idx 0, block 1",
        "lhs f, op =~, rhs x1, mod.idx 0, block 1",
        "lhs group, op :, rhs b, mod.idx 0, block 2",
        "lhs f, op =~, rhs x:z, mod.idx 0, block 2",
      ])
  }

  @Test func constraintsStandApartWithoutBlanks() throws {
    try scratch.write(
      "y ~ a*x\nab := sqrt( a ) + 2\na == 2 * b\n", to: "model.lav")
    let run = try scratch.run("parse", "model.lav", "--format", "json")
    let constraints = try #require(
      try run.json()["constraints"] as? [[String: String]])
    #expect(
      constraints == [
        ["lhs": "ab", "op": ":=", "rhs": "sqrt(a)+2"],
        ["lhs": "a", "op": "==", "rhs": "2*b"],
      ])
  }

  @Test func textIsCanonicalAndReadsBackTheSame() throws {
    try scratch.write(
      "f=~x1+a*x2  # comment\n  +x3 ; y~1+x\n学习=~学习1+学习2", to: "model.lav")
    let once = try scratch.run("parse", "model.lav")
    #expect(
      once.output
        == "f =~ x1 + a*x2 + x3\ny ~ 1 + x\n学习 =~ 学习1 + 学习2\n")
    let twice = try scratch.run("parse", "-", input: once.output)
    #expect(twice.output == once.output)
  }

  @Test func expansionIsPlainText() throws {
    try scratch.write(
      "---\nkind: sem\n---\nx -> m -> y  # theory\neffects x -> y\n",
      to: "model.lav")
    let expanded = try scratch.run("parse", "model.lav", "--expand", "true")
    #expect(expanded.status == 0)
    #expect(
      expanded.output == """
        m ~ x.to.m*x
        y ~ m.to.y*m
        x.to.m.to.y := x.to.m*m.to.y
        total.indirect.x.to.y := x.to.m.to.y
        total.x.to.y := total.indirect.x.to.y

        """)
    let canonical = try scratch.run("parse", "model.lav")
    #expect(
      canonical.output
        == "---\nkind: sem\n---\nx -> m -> y\neffects x -> y\n")
    let flat = try scratch.run("parse", "model.lav", "--format", "json")
    let rows = try #require(try flat.json()["rows"] as? [[String: Any]])
    #expect(rows.map { $0["lhs"] as? String } == ["m", "y"])
    let constraints = try #require(
      try flat.json()["constraints"] as? [[String: String]])
    #expect(constraints[0]["rhs"] == "x.to.m*m.to.y")
    let groups = try scratch.run(
      "parse", "model.lav", "--expand", "true", "--group", "g",
      "--group-label", "A,B")
    #expect(groups.output.contains("x.to.m.to.y.A.minus.B := "))
  }

  @Test func wrongExpansionsAreExplained() throws {
    try scratch.write("x -> m\neffects x -> y\n", to: "model.lav")
    for (option, value) in [
      ("--expand", "true"), ("--expand", "table"), ("--format", "json"),
    ] {
      let run = try scratch.run("parse", "model.lav", option, value)
      #expect(run.status == 2)
      #expect(run.errors.contains("model.lav:2:14: error: `y` is not a"))
    }
    let unknown = try scratch.run("parse", "model.lav", "--expand", "maybe")
    #expect(unknown.status == 2)
  }

  @Test func expansionShowsTheWholeTable() throws {
    try scratch.write("f =~ x1 + x2 + x3\n", to: "model.lav")
    let run = try scratch.run(
      "parse", "model.lav", "--expand", "true", "--kind", "cfa",
      "--meanstructure", "true", "--format", "json")
    #expect(run.status == 0)
    let rows = try #require(try run.json()["rows"] as? [[String: Any]])
    #expect(rows.count == 11)
    #expect(rows[0]["free"] as? Int == 0)
    #expect(rows[0]["ustart"] as? Double == 1)
    #expect(rows.map { $0["free"] as? Int ?? -1 }.max() == 9)

    let plain = try scratch.run(
      "parse", "model.lav", "--expand", "table", "--kind", "lavaan")
    #expect(plain.status == 0)
    #expect(plain.output.contains("3 free parameters"))

    let groups = try scratch.run(
      "parse", "model.lav", "--expand", "table", "--group", "g",
      "--group-label", "A,B")
    #expect(groups.output.contains("Group 2 of 2: B"))
    let unknown = try scratch.run(
      "parse", "model.lav", "--expand", "true", "--group", "g")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("--group-label"))
  }
}
