import Messages
import ModelSyntax
import Testing

/// What people bring along from other programs is recognized by one error
/// that says how it is written here.
@Suite struct ForeignSyntaxTests {
  /// The errors of a text.
  private func errors(_ text: String) -> [Diagnostic] {
    do {
      _ = try SyntaxTree.parse(text: text)
      return []
    } catch {
      return error.diagnostics
    }
  }

  private func expect(
    _ text: String, _ code: String, remedy: String,
    at place: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = errors(text)
    #expect(found.count == 1, "\(found)", sourceLocation: sourceLocation)
    guard let error = found.first else { return }
    #expect(
      error.code.rawValue == "syntax." + code, "\(error)",
      sourceLocation: sourceLocation)
    #expect(
      error.remedy.contains(remedy), "\(error)",
      sourceLocation: sourceLocation)
    if let place, let range = error.range {
      #expect(
        SourceText(text).text(in: range) == place,
        sourceLocation: sourceLocation)
    }
  }

  @Test(
    "Code of R around a model",
    arguments: [
      "fit <- cfa('bond =~ bo1 + bo2', data = work)",
      "mod <- '\nbond =~ bo1 + bo2\n'\nfit <- cfa(mod, work)\nsummary(fit)",
      "mod = \"bond =~ bo1 + bo2\"", "mod <<- 'bond =~ bo1 + bo2'",
      "mod <- \u{201C}\nbond =~ bo1 + bo2\n\u{201D}\nfit <- sem(mod, data = work)",
      "mod <- \u{2018}\n  bond =~ bo1 + bo2  # factor\n\u{2019}",
      "mod <- paste0(\"bond =~ \", \"bo1 + bo2\")",
      "library(lavaan)\nmod <- '\nbond =~ bo1 + bo2'\n",
      "fit = sem(model = \"bond =~ bo1 + bo2\", data = d)",
      "cfa(\n  \"bond =~ bo1 + bo2\",\n  data = d)",
      "work$x <- scale(work$x)\nm <- 'bond =~ bo1 + bo2'",
      "fit <- bsem('bond =~ bo1 + bo2', data = d)",
      "'\nbond =~ bo1 + bo2\n'",
      "> mod <- 'bond =~ bo1 + bo2'",
      "fit <- lavaan::cfa('bond =~ bo1 + bo2', data = d)",
    ])
  func r(text: String) {
    expect(text, "r-code", remedy: "quotes, such as `bond =~ bo1 + bo2`")
  }

  @Test(
    "Calls of R without a model",
    arguments: [
      "bond =~ bo1 + bo2\nsummary(fit, fit.measures = TRUE)",
      "library(lavaan)\nbond =~ bo1 + bo2", "fit <- cfa(model, data = work)",
      "setwd(\"C:/work\")\nbond =~ bo1 + bo2",
    ])
  func calls(text: String) {
    expect(text, "r-code", remedy: "only the formulas")
  }

  @Test func formulasOfR() {
    expect(
      "> bond =~ bo1 + bo2", "r-code", remedy: "`bond =~ bo1 + bo2`", at: ">")
    expect("m <- y ~ x", "r-code", remedy: "`y ~ x`")
  }

  @Test(
    "Code of Python",
    arguments: [
      "import semopy\ndesc = \"\"\"\nbond =~ bo1 + bo2\n\"\"\"",
      "desc = \"\"\"\nbond =~ bo1 + bo2\n\"\"\"\nmodel = semopy.Model(desc)",
      "from semopy import Model\nm = Model('bond =~ bo1 + bo2')",
    ])
  func python(text: String) {
    expect(text, "python-code", remedy: "`bond =~ bo1 + bo2`")
  }

  @Test func documents() {
    expect(
      "```r\ny ~ x\n```", "document", remedy: "Delete the lines", at: "```r")
    expect("~~~\ny ~ x\n~~~", "document", remedy: "Delete the lines")
  }

  @Test(
    "Paths of Stata",
    arguments: [
      (
        "(Bond -> bo1 bo2 bo3) (Craft -> cr1 cr2) (Bond -> Craft)",
        "`Bond =~ bo1 + bo2 + bo3`, `Craft =~ cr1 + cr2` and `Craft ~ Bond`"
      ),
      ("(x1 x2 <- F)", "`F =~ x1 + x2`"), ("(y <- x z)", "`y ~ x + z`"),
      ("sem (x1 x2 x3 <- F), standardized", "`F =~ x1 + x2 + x3`"),
      ("(mpg <- weight@b _cons)", "`mpg ~ b*weight`"),
      ("(x1@1 x2 <- F)", "`F =~ 1*x1 + x2`"),
      (
        "sem (l -> x1 x2), latent(l) cov(e.x1*e.x2)",
        "`l =~ x1 + x2` and `x1 ~~ x2`"
      ),
    ])
  func stata(text: String, formulas: String) {
    expect(text, "stata-syntax", remedy: formulas)
  }

  @Test(
    "Statements of Mplus",
    arguments: [
      ("f BY x1-x3;", "`f =~ x1 + x2 + x3`"),
      (
        "MODEL:\n  f BY x1@1 x2* x3*0.5;\n  y ON f x;",
        "`f =~ 1*x1 + NA*x2 + start(0.5)*x3` and `y ~ f + x`"
      ),
      ("f by x1 x2\n x3;\ny on f;", "`f =~ x1 + x2 + x3` and `y ~ f`"),
      ("x1 WITH x2;", "`x1 ~~ x2`"), ("y ON x (a);", "`y ~ a*x`"),
      (
        "TITLE: a study;\nDATA: FILE IS d.dat;\nMODEL: f BY x1 x2;",
        "`f =~ x1 + x2`"
      ),
    ])
  func mplus(text: String, formulas: String) {
    expect(text, "mplus-syntax", remedy: formulas)
  }

  @Test(
    "Equations with errors",
    arguments: [
      ("x1 = (1) F + (1) e1\nx2 = F + (1) e2", "AMOS", "`F =~ 1*x1 + x2`"),
      ("V1 = F1 + E1;\nV2 = *F1 + E2;", "EQS", "`F1 =~ V1 + V2`"),
      ("V1 = 1.0*F1 + E1;", "EQS", "`F1 =~ 1.0*V1`"),
      ("y = x + z + (1) e1", "AMOS", "`y ~ x + z`"),
      ("x1 x2 x3 = Bond", "SIMPLIS", "`Bond =~ x1 + x2 + x3`"),
    ])
  func equations(text: String, program: String, formulas: String) {
    expect(text, "equation-syntax", remedy: formulas, at: "=")
    #expect(errors(text).first?.message.contains(program) == true)
  }

  @Test(
    "Formulas that are nearly ours",
    arguments: [
      ("f =~ a1-a3", "range", "`f =~ a1 + a2 + a3`"),
      ("f =~ a1 + a2 + ... + a4", "range", "`f =~ a1 + a2 + a3 + a4`"),
      ("f =~ a1 to a3", "range", "`f =~ a1 + a2 + a3`"),
      ("f =~ a1~a3", "range", "`f =~ a1 + a2 + a3`"),
      ("f ~= a1 + a2", "unknown-operator", "`f =~ a1 + a2`"),
      ("F 1 =~ a1 + a2", "invalid-name", "`F1 =~ a1 + a2`"),
      ("f =~ item 1 + item 2", "invalid-name", "f =~ `item 1` + `item 2`"),
      ("f =~ a1 a2 a3", "missing-operator", "`f =~ a1 + a2 + a3`"),
      ("f =~ a1; a2; a3", "unexpected-token", "`f =~ a1 + a2 + a3`"),
      ("f =~ (a1 + a2)", "unexpected-token", "`f =~ a1 + a2`"),
      ("y ~ x + I(x^2)", "r-formula", "`y ~ x + x:x`"),
      ("y ~ factor(g)", "r-formula", "a column of the data"),
      ("y ~ x + (1|g)", "r-formula", "`cluster: g`"),
    ])
  func nearlyOurs(text: String, code: String, formula: String) {
    expect(text, code, remedy: formula)
  }

  @Test(
    "Paths and programs",
    arguments: [
      ("F -> a, NA, 1\nF -> b, l2, NA", "unknown-operator", "`F =~ 1*a + b`"),
      ("F -> a b c", "unknown-operator", "`F =~ a + b + c`"),
      ("y \u{2190} x + z", "unknown-operator", "`y ~ x + z`"),
      ("a <=== F = 1,\nb <=== F;", "unknown-operator", "`F =~ a + b`"),
      ("F: a, b, c", "unknown-header", "`F =~ a + b + c`"),
      ("a = F\nb = F", "equation-syntax", "`F =~ a + b`"),
      ("[y@0];", "mplus-syntax", "`y ~ 0*1`"),
      ("BOUND(0 1) b", "semopy-syntax", "`b > 0` and `b < 1`"),
      ("Sem.Path(\"a\", \"F\", 1)", "amos-syntax", "`a ~ F`"),
      ("DA NI=6 NO=200", "lisrel-syntax", "LX"),
      (
        "mxPath(from = \"F\", to = c(\"a\", \"b\", \"c\"))", "r-code",
        "`F =~ a + b + c`"
      ),
    ])
  func pathsAndPrograms(text: String, code: String, formula: String) {
    expect(text, code, remedy: formula)
  }

  @Test func longArrows() {
    expect("x1 <--- F", "unknown-operator", remedy: "`F =~ x1`", at: "<---")
    expect("F --> x1", "unknown-operator", remedy: "`x1 ~ F`", at: "-->")
    expect("F <--> G", "unknown-operator", remedy: "`F ~~ G`", at: "<-->")
  }

  /// Errors of our own language keep their messages.
  @Test(
    "Own errors",
    arguments: [
      ("f = x1 + x2", "unknown-operator"), ("y <- x", "unknown-operator"),
      ("y ~ with + x z", "missing-operator"),
      ("y ~ x\ny ~", "missing-right-side"),
      ("start(1)*x ~ y", "misplaced-modifier"),
      ("a = exp(b)", "unknown-operator"),
    ])
  func ownErrors(text: String, code: String) {
    #expect(
      errors(text).map(\.code.rawValue).contains("syntax." + code),
      "\(errors(text))")
  }

  @Test func fullWidthCommaIsToldOnce() {
    let found = errors("f =~ x1\u{FF0C}x2")
    #expect(found.map(\.code) == ["syntax.unexpected-token"])
    #expect(found[0].message.contains("\u{FF0C}"))
  }

  /// Looking at what is wrong takes time in proportion to the text.
  @Test(.timeLimit(.minutes(20))) func manyLines() {
    for line in [
      "f BY x1-x3;", "x1 = F + (1) e1", "(x <- F)", "y ~ ~ ~x", "`",
      "F -> x y z", "f =~ x1-x30", "F 1 =~ x", "F -> x, l, NA", "y ~ log(x)",
      "y <- lm(y ~ x)", "f =~ x1; x2; x3", "F: x, y, z", "m(mxPath(", "f ~= x",
    ] {
      let text = String(repeating: line + "\n", count: 5000)
      #expect(!errors(text).isEmpty)
    }
  }
}
