import Codebooks
import Messages
import ModelSyntax
import TableReading
import Testing

/// Codebooks as YAML and as tables, beside data.
@Suite struct CodebookTests {
  private static let text = """
    title: Firms
    scale: 1..7
    missing: [99, 97..98]
    group: district
    constructs:
      trust:
        label: Trust
        label_zh: 信任
        items: [tr1..tr3]
        reversed: [tr2]
      growth: [cg1, cg2]
      climate:
        label: {en: Climate, zh: 氛围}
        dimensions: [trust, growth]
    items:
      tr1: Our partners keep their promises
      tr2: {label: They use our weaknesses, scale: 1-5}
      cg1: {ordered: true, missing: [], values: {1: low, 7: high}}
      age:
    """

  private static func table(
    _ columns: [(name: String, numbers: [Double])]
  ) throws -> DataTable {
    try DataTable(columns: columns)
  }

  @Test func readsConstructsAndItems() throws {
    let codebook = try Codebook(text: Self.text)
    #expect(codebook.title == "Firms")
    #expect(codebook.constructs.map(\.name) == ["trust", "growth", "climate"])
    #expect(codebook.constructs[0].items == ["tr1", "tr2", "tr3"])
    #expect(codebook.constructs[0].labels.text(in: "zh") == "信任")
    #expect(codebook.constructs[2].labels.text(in: "zh") == "氛围")
    #expect(codebook.constructs[2].labels.text() == "Climate")
    #expect(codebook.constructs[2].dimensions == ["trust", "growth"])
    #expect(
      codebook.items(of: codebook.constructs[2]).map(\.name)
        == ["tr1", "tr2", "tr3", "cg1", "cg2"])
    let second = try #require(codebook.item(named: "tr2"))
    #expect(second.isReversed)
    #expect(second.scale == 1...5)
    #expect(second.missing == [.numbers(99...99), .numbers(97...98)])
    let growth = try #require(codebook.item(named: "cg1"))
    #expect(growth.level == .ordinal)
    #expect(growth.scale == 1...7)
    #expect(growth.valueLabels.map(\.text) == ["low", "high"])
    #expect(codebook.orderedItems == ["cg1"])
    #expect(codebook.group?.variable == "district")
    #expect(codebook.item(named: "age") != nil)
  }

  @Test func turnsReversedItemsAndTakesCodesOut() throws {
    let codebook = try Codebook(
      text: """
        scale: 1..5
        missing: [9]
        constructs: {a: {items: [x1, x2], reversed: [x2]}}
        items: {x2: {label: Turned, values: {1: never, 5: always}}}
        """)
    let table = try Self.table([
      ("x1", [1, 2, 9, 7]), ("x2", [1, 9, 4, .nan]), ("y", [9, 9, 9, 9]),
    ])
    let described = try codebook.describing(table)
    let first = try described.table.numbers(named: "x1")
    #expect(first[0] == 1 && first[1] == 2 && first[2].isNaN && first[3] == 7)
    let second = try described.table.numbers(named: "x2")
    #expect(second[0] == 5 && second[1].isNaN && second[2] == 2)
    #expect(try described.table.numbers(named: "y") == [9, 9, 9, 9])
    let own = try #require(
      described.table.variables.first { $0.name == "x2" })
    #expect(own.label == "Turned")
    #expect(own.label(of: .number(5)) == "never")
    #expect(described.warnings.count == 1)
    #expect(described.warnings[0].message.contains("x1 (7: 1 case)"))
  }

  @Test(arguments: [
    ("scale: 1..7\nconstrcts: {a: [x]}", "`constrcts`", "`constructs`"),
    ("constructs: {a: {itms: [x]}}", "`itms`", "`items`"),
    ("constructs: {a: {items: [x, x]}}", "stands twice", "once"),
    ("constructs: {a: {items: [x], reversed: [x]}}", "scale", "1..7"),
    ("constructs: {a: {dimensions: [b]}, bb: [x]}", "`b`", "bb"),
    (
      "constructs: {a: {dimensions: [b]}, b: {dimensions: [a]}}",
      "dimension of itself", "own"
    ),
    ("constructs: {a: {items: [x], dimensions: [b]}, b: [y]}", "and", "items"),
    ("constructs: {a: [x]}\nitems: {x: {scale: 7..1}}", "scale", "1..7"),
    ("a: &b [x]\nc: *b", "Anchors", "Write out"),
    ("constructs: [a", "YAML", "name: value"),
    ("constructs: {a: [x], a: [y]}", "twice", "once"),
    ("", "empty", "constructs"),
    ("[1, 2]", "members", "name: value"),
    ("constructs: {a: [a]}", "a construct and an item", "another name"),
    ("group: g", "no items", "constructs"),
  ])
  func refusesWhatHasNoMeaning(
    text: String, message: String, remedy: String
  ) throws {
    let error = #expect(throws: LatentError.self) { try Codebook(text: text) }
    #expect(error?.message.contains(message) == true, "\(error!)")
    #expect(error?.remedy.contains(remedy) == true, "\(error!)")
  }

  @Test func showsItemsThatTheDataDoNotHaveWithCarets() throws {
    let codebook = try Codebook(
      text: "constructs: {trust: {items: [tr1, tr9]}}\ngroup: dis",
      name: "book.yaml")
    let table = try Self.table([("tr1", [1, 2]), ("tr2", [1, 2])])
    let error = #expect(throws: LatentError.self) {
      try codebook.describing(table)
    }
    #expect(error?.line == 1)
    #expect(error?.column == 35)
    #expect(error?.others.count == 1)
    #expect(error?.remedy.contains("tr1") == true)
    #expect("\(error!)".contains("^"))
  }

  @Test func readsTables() throws {
    let csv = """
      item,label,label_zh,construct,dimension_of,reversed,scale,missing,values,role
      tr1,Promises,承诺,trust,climate,,1..5,9,1=never;5=always,
      tr2,Weakness,,trust,climate,yes,1..5,,,
      cg1,,,growth,climate,,1..7,97..99,,
      district,,,,,,,,,group
      """
    let codebook = try Codebook(
      table: CSVReader().read(bytes: Array(csv.utf8), name: "book.csv"))
    #expect(codebook.constructs.map(\.name) == ["trust", "climate", "growth"])
    #expect(
      codebook.construct(named: "climate")?.dimensions
        == ["trust", "growth"])
    #expect(codebook.item(named: "tr2")?.isReversed == true)
    #expect(
      codebook.item(named: "tr1")?.labels == ["": "Promises", "zh": "承诺"])
    #expect(codebook.item(named: "tr1")?.valueLabels.count == 2)
    #expect(codebook.item(named: "cg1")?.missing == [.numbers(97...99)])
    #expect(codebook.group?.variable == "district")
  }

  @Test(arguments: [
    ("name,lable\nx,y", "lable", "label"),
    ("label\nx", "no column `item`", "item"),
    ("item,scale\nx,5..1", "not a scale", "1..7"),
    ("item,reversed\nx,yes", "reversed", "scale"),
    ("item,role\nx,boss", "boss", "group"),
  ])
  func refusesTables(csv: String, message: String, remedy: String) throws {
    let table = try CSVReader().read(bytes: Array(csv.utf8), name: "book.csv")
    let error = #expect(throws: LatentError.self) {
      try Codebook(table: table)
    }
    #expect(error?.message.contains(message) == true)
    #expect(error?.remedy.contains(remedy) == true)
  }

  @Test func draftsWhatCanBeReadAgain() throws {
    var rows: [[Double]] = []
    for i in 0..<60 {
      let t = Double(i % 5) + 1
      rows.append([
        t, 6 - t, t, Double(i % 3) + 1, Double((i + 1) % 3) + 1,
        Double(i % 2), Double(i) + 0.5,
      ])
    }
    let names = ["tr1", "tr2", "tr3", "cg_1", "cg_2", "sex", "size"]
    let table = try Self.table(
      names.indices.map { place in
        (names[place], rows.map { $0[place] })
      })
    let text = try Codebook.draft(of: table)
    let codebook = try Codebook(text: text)
    #expect(codebook.constructs.map(\.name) == ["tr", "cg"])
    #expect(codebook.constructs[0].items == ["tr1", "tr2", "tr3"])
    #expect(codebook.item(named: "tr2")?.isReversed == true)
    #expect(codebook.item(named: "tr1")?.isReversed == false)
    #expect(codebook.item(named: "tr1")?.scale == 1...5)
    #expect(codebook.item(named: "cg_1")?.scale == 1...3)
    #expect(text.contains("# group: sex"))
    #expect(codebook.item(named: "size") == nil)
    _ = try codebook.describing(table)
  }

  @Test func refusesADraftWithoutItems() throws {
    let table = try Self.table([("a", [0.5, 1.5]), ("b", [100, 2000])])
    let error = #expect(throws: LatentError.self) {
      try Codebook.draft(of: table)
    }
    #expect(error?.remedy.contains("tr1") == true)
  }

  @Test func writesTheMeasurementModel() throws {
    let codebook = try Codebook(
      text: """
        title: A study
        ordered: true
        weights: w
        constructs:
          trust: {label: Trust, items: [tr1, "tr 2"]}
          growth: [cg1, cg2]
          climate: {dimensions: [trust, growth]}
          alone: [z]
        """)
    let text = codebook.modelText(codebook: "book.yaml")
    #expect(
      text == """
        ---
        kind: cfa
        codebook: book.yaml
        sampling-weights: w
        ---
        # A study
        trust   =~ tr1 + `tr 2`  # Trust
        growth  =~ cg1 + cg2
        climate =~ trust + growth
        # One indicator alone measures nothing without its error variance:
        # alone   =~ z

        """)
    #expect(
      codebook.modelText().contains(
        "ordered: [tr1, tr 2, cg1, cg2, z]"))
    _ = try SyntaxTree.parse(SourceText(text))
  }

  /// Each level doubles the time where aliases are composed.
  @Test(arguments: [
    (0..<40).map {
      "? &a\($0) [*a\(max(0, $0 - 1)), *a\(max(0, $0 - 1))]\n: 1\n"
    }
    .joined(),
    "a: &x [b]\nc: *x\n", "&x a: b\n", "constructs: {a: &x [a1, a2], b: *x}",
    "a: !!seq &x [b]\n", "constructs:\n  a: &x\n    items: [a1]\n",
  ])
  func anchorsAndAliasesAreRefusedAtOnce(text: String) {
    #expect {
      try Codebook(text: text)
    } throws: { error in
      "\(error)".contains("Anchors (`&`) and aliases (`*`)")
    }
  }

  @Test func charactersOfAnchorsWithinTextsStay() throws {
    let codebook = try Codebook(
      text: """
        title: R &D, 2*3 *all*
        constructs:
          a: {label: '&more', items: [x1, x2]}
        items:
          x1: "*all"
          x2: Research &development
        """)
    #expect(codebook.title == "R &D, 2*3 *all*")
    #expect(codebook.constructs[0].labels.text() == "&more")
    #expect(
      codebook.items.map { $0.labels.text() }.sorted() == [
        "*all", "Research &development",
      ])
  }

  /// Sizes that a small text reaches by ranges, dimensions and long lines.
  @Test(arguments: [
    "constructs:\n"
      + (0..<2000).map { "  c\($0): [x1..x999]\n" }.joined(),
    "constructs:\n"
      + (0..<50).map { "  c\($0): [x\($0)_1..x\($0)_999]\n" }.joined(),
  ])
  func largeCodebooksAreRefused(text: String) {
    #expect {
      try Codebook(text: text)
    } throws: { error in
      "\(error)".contains("Is it the right file?")
    }
  }

  @Test func dimensionsOfDimensionsCountOnce() throws {
    var text = "constructs:\n  c0: [x1, x2]\n  d0: [x3, x4]\n"
    for level in 1..<60 {
      let below = "dimensions: [c\(level - 1), d\(level - 1)]"
      text += "  c\(level): {\(below)}\n  d\(level): {\(below)}\n"
    }
    let codebook = try Codebook(text: text)
    let top = try #require(codebook.construct(named: "c59"))
    #expect(
      codebook.items(of: top).map(\.name) == ["x1", "x2", "x3", "x4"])
  }

  @Test(arguments: [
    "constructs: {'tr` =~ v; `q': [x1, x2]}", "constructs: {a: ['x`1', x2]}",
    "constructs:\n  \"a\\nb\": [x1, x2]\n", "group: 'a`b'\nitems: {x1: }",
  ])
  func namesThatModelsCannotHoldAreRefused(text: String) {
    #expect {
      try Codebook(text: text)
    } throws: { error in
      "\(error)".contains("cannot stand in a model")
    }
  }
}
