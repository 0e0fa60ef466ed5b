import Messages
import ModelSyntax
import Testing

/// Vectors by the functions of R that people paste, with what R 4.2.2 makes of
/// them.
@Suite struct VectorTests {
  static let numbers: [(text: String, values: [Double?])] = [
    ("rep(1, 3)", [1, 1, 1]),
    ("rep(c(1, NA), 2)", [1, nil, 1, nil]),
    ("rep(c(1, 2), each = 2)", [1, 1, 2, 2]),
    ("rep(1:2, times = c(2, 1))", [1, 1, 2]),
    ("rep(c(1, 2), length.out = 3)", [1, 2, 1]),
    ("rep_len(c(1, 2), 3)", [1, 2, 1]),
    ("c(rep(1, 2), NA)", [1, 1, nil]),
    ("as.numeric(NA)", [nil]),
    ("as.numeric(\"0.5\")", [0.5]),
    ("as.integer(1.9)", [1]),
    ("seq(0, 3)", [0, 1, 2, 3]),
    ("seq(0, 1, by = 0.5)", [0, 0.5, 1]),
    ("seq(0, 1, length.out = 5)", [0, 0.25, 0.5, 0.75, 1]),
    ("seq(3)", [1, 2, 3]),
    ("seq_len(2)", [1, 2]),
    ("rev(1:3)", [3, 2, 1]),
    ("1:3", [1, 2, 3]),
    ("2:1", [2, 1]),
    ("-1:1", [-1, 0, 1]),
    ("c(1:2, 5)", [1, 2, 5]),
    ("seq(0, 3, 3)", [0, 3]),
  ]

  @Test(arguments: numbers)
  func vectorsOfNumbers(_ text: String, _ values: [Double?]) throws {
    #expect(try modifiers("y ~ \(text)*x") == [.fixed(values)])
    #expect(
      try modifiers("y ~ start(\(text))*x") == [.start(values)])
  }

  static let labels: [(text: String, values: [String?])] = [
    ("rep(\"a\", 4)", ["a", "a", "a", "a"]),
    ("paste0(\"l\", 1:3)", ["l1", "l2", "l3"]),
    ("paste(\"l\", 1:2)", ["l 1", "l 2"]),
    ("paste(\"l\", 1:2, sep = \".\")", ["l.1", "l.2"]),
    ("paste0(c(\"a\", \"b\"), collapse = \"\")", ["ab"]),
    ("paste0(\"l\", c(1, 2.5))", ["l1", "l2.5"]),
    ("c(rep(\"a\", 2), NA)", ["a", "a", nil]),
    ("as.character(1:2)", ["1", "2"]),
    ("rev(c(\"a\", \"b\"))", ["b", "a"]),
  ]

  @Test(arguments: labels)
  func vectorsOfLabels(_ text: String, _ values: [String?]) throws {
    #expect(try modifiers("y ~ \(text)*x") == [.label(values)])
  }

  @Test func chainedWithOtherModifiers() throws {
    #expect(
      try modifiers("y ~ rep(\"a\", 2)*start(0.5)*x")
        == [.label(["a", "a"]), .start([0.5])])
    #expect(try modifiers("y ~ rep(2, 2)*3*x") == [.fixed([6, 6])])
  }

  /// lavaan reads it too.
  @Test func aPlusAtTheEndIsWarnedOf() throws {
    let tree = try SyntaxTree.parse(text: "y ~ x + z +\n")
    #expect(tree.warnings.map(\.code) == ["syntax.trailing-plus"])
    #expect(tree.modelText == "y ~ x + z\n")
  }

  @Test func namesOfFunctionsCanNameVariables() throws {
    let terms = try formulas("y ~ rep + seq + paste + rev")[0].terms
    #expect(terms.count == 4)
    #expect(try modifiers("y ~ rep*x") == [.label(["rep"])])
  }

  static let mistakes: [(text: String, says: String)] = [
    ("y ~ rep(1, 1e9)*x", "more than"),
    ("y ~ rep(1, -1)*x", "negative"),
    ("y ~ rep(1, 2, 3, 4, 5)*x", "too many arguments"),
    ("y ~ rep(1, often = 2)*x", "no argument `often`"),
    ("y ~ seq(0, 1, by = -1)*x", "never comes to its end"),
    ("y ~ seq(0, 1e12)*x", "more than"),
    ("y ~ 1:1e9*x", "more than"),
    ("y ~ rep()*x", ""),
    ("y ~ c(rep(1, 2), a)*x", "mixes numbers and labels"),
    ("y ~ paste0(\"a\", 1:2, collapse = 3)*x", "one text"),
  ]

  @Test(arguments: mistakes)
  func whatIsNoVectorIsRefused(_ text: String, _ says: String) {
    do {
      _ = try SyntaxTree.parse(text: text)
      Issue.record("no error for \(text)")
    } catch {
      #expect(error.diagnostics.count == 1)
      #expect(error.diagnostics[0].range != nil)
      #expect(
        says.isEmpty || error.diagnostics[0].message.contains(says),
        "\(error.diagnostics[0].message)")
    }
  }

  static let conditions = [
    "k := ifelse(a < b, 1, 2)", "k := 2*ifelse(a + b > c^2, a, b)",
    "k := ifelse(a >= b, ifelse(a <= 1, a, b), 0)",
  ]

  @Test(arguments: conditions)
  func conditionsPrintAsTheyRead(_ text: String) throws {
    let tree = try SyntaxTree.parse(text: text)
    let printed = tree.modelText
    #expect(try SyntaxTree.parse(text: printed).modelText == printed)
  }

  @Test(arguments: [
    "k := ifelse(a, 1, 2)", "k := ifelse(a < b, 1)",
    "k := ifelse(a == b, 1, 2)",
    "k := exp(a < b)", "a < ifelse(b, 1, 2)",
  ])
  func whatIsNoConditionIsRefused(_ text: String) {
    #expect(throws: ModelSyntaxError.self) {
      try SyntaxTree.parse(text: text)
    }
  }
}
