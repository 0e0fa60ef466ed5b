import Messages
import ModelSyntax
import Testing

/// Each text has markers where its errors must be reported.
@Suite struct SyntaxErrorTests {
  @Test func missingOperators() {
    expectErrors(
      "f =~ x1 + x2 1️⃣x3", "missing-operator", remedy: "`+ x3`")
    expectErrors("f =~ x1 + a 1️⃣2*x3", "missing-operator")
    expectErrors(
      "y ~ x 1️⃣z ~ w", "missing-operator", remedy: "new line")
    expectErrors("y ~ x\n1️⃣z", "missing-operator", remedy: "`+`")
    expectErrors("a := b 1️⃣c", "missing-operator")
    expectErrors("1️⃣f", "missing-operator")
  }

  @Test func missingOperands() {
    expectErrors("y ~ x + 1️⃣+ z", "unexpected-token", remedy: "Delete")
    expectErrors("y ~ a1️⃣*", "missing-operand")
    expectErrors("y ~ 1️⃣*x", "missing-operand")
    expectErrors("y ~ x:1️⃣", "missing-operand")
    expectErrors("y ~1️⃣", "missing-right-side")
    expectErrors("y ~ +1️⃣", "missing-right-side")
    expectErrors("1️⃣~ x", "missing-left-side")
    expectErrors("1️⃣:= a", "missing-left-side")
    expectErrors("a :=1️⃣", "missing-right-side")
    expectErrors("a := b *1️⃣", "missing-operand")
    expectErrors("a := 1️⃣* b", "missing-operand")
    expectErrors("y ~ start(0.5, 1️⃣)*x", "missing-operand")
    expectErrors("y ~ 1️⃣start()*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣start(1) + x", "missing-operand")
  }

  @Test func secondOperators() {
    expectErrors("a ~ b 1️⃣~ c", "second-relation")
    expectErrors("a < b 1️⃣< c", "second-relation", remedy: "b < c")
    expectErrors("f =~ x1 +\ng 1️⃣=~ y1", "second-relation", remedy: "`+`")
    expectErrors("y ~ x + 1️⃣~ z", "second-relation")
  }

  @Test func unknownOperators() {
    expectErrors("f 1️⃣= x1 + x2", "unknown-operator", remedy: "`=~`")
    expectErrors("y 1️⃣<- x", "unknown-operator", remedy: "`~`")
    expectErrors("f 1️⃣~= x", "unknown-operator", remedy: "`=~`")
    expectErrors("a 1️⃣<= b", "unknown-operator", remedy: "`<`")
    expectErrors("a 1️⃣>= b", "unknown-operator", remedy: "`>`")
    expectErrors("a 1️⃣=> b", "unknown-operator", remedy: "`>`")
  }

  @Test func parentheses() {
    expectErrors("y ~ 1️⃣(1/3*x", "unclosed-parenthesis")
    expectErrors("y ~ c1️⃣(a, b*x\nz ~ w", "unclosed-parenthesis")
    expectErrors("y ~ 1️⃣(a ~ x", "unclosed-parenthesis")
    expectErrors("y ~ (a 1️⃣~ x)", "unexpected-token")
    expectErrors("a := exp1️⃣(b", "unclosed-parenthesis")
    expectErrors("y ~ x1️⃣)", "unopened-parenthesis")
    expectErrors("a := b1️⃣)", "unopened-parenthesis")
    expectErrors("a := (b 1️⃣c)", "unexpected-token")
  }

  @Test func names() {
    expectErrors("1️⃣1 ~ x", "invalid-name")
    expectErrors("y ~ 1️⃣2", "invalid-name")
    expectErrors("y ~ 1️⃣1x", "invalid-name", remedy: "1*x")
    expectErrors("y ~~ 1️⃣1", "invalid-name", remedy: "y ~ 1")
    expectErrors("f =~ 1️⃣1", "invalid-name")
    expectErrors("1️⃣if ~ x", "reserved-name", remedy: "`if`")
    expectErrors("y ~ 1️⃣TRUE*x", "reserved-name")
    expectErrors("a := 1️⃣NA", "reserved-name")
    expectErrors("1️⃣_id ~ x", "invalid-name", remedy: "`_id`")
    expectErrors("y ~ 1️⃣`x", "unterminated-name")
    expectErrors("y ~ 1️⃣`  `", "invalid-name")
    expectErrors("1️⃣a + b := c", "invalid-definition")
    expectErrors("y ~ a:b1️⃣:c", "unexpected-token", remedy: "product")
  }

  @Test func modifiers() {
    expectErrors("y ~ 1️⃣c(a, 1)*x", "mixed-vector", remedy: "c(NA, 1)*x")
    expectErrors("y ~ 1️⃣start(a)*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣label(1)*x", "invalid-modifier")
    expectErrors("y ~ x*1️⃣2", "misplaced-modifier", remedy: "2*x")
    expectErrors("y ~ 1️⃣a/2*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣2/x", "invalid-modifier")
    expectErrors("y ~ -1️⃣a*x", "invalid-modifier", remedy: "==")
    expectErrors("y ~ 1️⃣sin(1, 2)*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣strat(1)*x", "invalid-modifier", remedy: "start()")
    expectErrors("1️⃣start(2)*f =~ x", "misplaced-modifier")
    expectErrors("1️⃣a*f + g =~ x", "misplaced-modifier")
    expectErrors("y ~ 1️⃣efa(\"b\")*x", "misplaced-modifier")
    expectErrors("y ~ 1️⃣a*0", "misplaced-modifier")
    expectErrors("y ~ c(1, 2)*1️⃣c(1, 2, 3)*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣sqrt(-1)*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣1e999*x", "invalid-number")
    expectErrors("y ~ 1️⃣\"a*x", "unterminated-string")
    expectErrors("y ~ 1️⃣a:b*x", "invalid-modifier")
    expectErrors("y ~ 1️⃣a?x", "invalid-modifier", remedy: "0.5?x")
  }

  @Test func separators() {
    expectErrors("y ~ x1️⃣, z", "unexpected-token", remedy: "`+`")
    expectErrors("y ~ x 1️⃣- z", "unexpected-token")
    expectErrors("y ~ x 1️⃣^ 2", "unexpected-token")
    expectErrors("a := b1️⃣, c", "unexpected-token")
    expectErrors("a := 1️⃣\"b\"", "unexpected-string")
  }

  @Test func headers() {
    expectErrors("group:1️⃣", "missing-header-value", remedy: "group: 1")
    expectErrors("group: 1 1️⃣y ~ x", "unexpected-token", remedy: "line")
    expectErrors("1️⃣grup: 1\ny ~ x", "unknown-header", remedy: "group:")
    expectErrors("1️⃣zone: 1\ny ~ x", "unknown-header", remedy: "level:")
    expectErrors("level: 1️⃣=~ x", "missing-header-value")
  }

  @Test func characters() {
    expectErrors(
      "f 1️⃣＝～ x1 ＋ x2", "confusable-character", remedy: "`f =~ x1 + x2`")
    expectErrors(
      "y ~ 1️⃣（1/3）*x", "confusable-character", remedy: "`y ~ (1/3)*x`")
  }

  @Test func pastedCharacters() {
    expectErrors("y ~ 1️⃣“a”*x", "confusable-character")
    expectErrors("y ~ a*x\nd 1️⃣≔ 2*a", "confusable-character", remedy: ":=")
    expectErrors(
      "f =~ x1 + x2\nstd.lv 1️⃣= TRUE", "unknown-operator",
      remedy: "`std-lv: true`")
    expectErrors("y ~ 1️⃣−1*x", "confusable-character")
    expectErrors("y ~ 1️⃣０.５*x", "confusable-character", remedy: "0.5")
    expectErrors("y ~ x 1️⃣！ note", "confusable-character")
    expectErrors("y ~ x1️⃣； z ~ w", "confusable-character")
    expectErrors("y ~ x1️⃣\0", "invisible-character")
    expectErrors("y ~ x1️⃣\u{200B}", "invisible-character")
    expectErrors("y ~ 1️⃣🙂", "unexpected-character")
    expectErrors("1️⃣[x1;", "unexpected-character", remedy: "x ~ 1")
    expectErrors("a 1️⃣≤ b", "confusable-character", remedy: "`<`")
  }

  @Test func codeOfOtherPrograms() {
    expectErrors("1️⃣model <- '\nf =~ x1\n'\nfit", "r-code", remedy: "quotes")
    expectErrors("1️⃣m = \"y ~ x\"", "r-code", remedy: "quotes")
    expectErrors("1️⃣'\nf =~ x1 + x2\n'", "r-code")
    expectErrors("1️⃣library(lavaan)\ny ~ x", "r-code")
    expectErrors("f 1️⃣BY x1-x3;", "mplus-syntax", remedy: "`=~`")
    expectErrors("y 1️⃣ON x;", "mplus-syntax", remedy: "`~`")
    expectErrors("x 1️⃣with y;", "mplus-syntax", remedy: "`~~`")
    expectErrors("1️⃣MODEL:\ny ~ x", "mplus-syntax")
    expectErrors("1️⃣group1: y ~ x", "misplaced-interaction")
    expectErrors("1️⃣group1: f =~ x", "misplaced-interaction")
    expectErrors("1️⃣f:g =~ x1:z1 + x2", "misplaced-interaction")
  }

  @Test func wholeTexts() {
    expectErrors("1️⃣", "empty-model")
    expectErrors("1️⃣# nothing\n\n! here", "empty-model")
    expectErrors("---\na: 1\n---\n1️⃣", "empty-model")
    expectErrors("1️⃣---\na: 1\ny ~ x", "unterminated-front-matter")
    expectErrors("y ~ x\n1️⃣---\nz ~ w", "misplaced-front-matter")
  }

  @Test func everyStatementIsReported() {
    expectErrors(
      "f 1️⃣= x\nok ~ x\ny ~ z 2️⃣w\nv ~ a 3️⃣@ b",
      "unknown-operator", "missing-operator", "unexpected-character")
  }

  @Test func errorsAreNotWithoutEnd() throws {
    let text = String(repeating: "y ~\ny ~ x z\n", count: 500)
    let found = errors(in: text)
    #expect(found.count == 101)
    #expect(found.last?.code == "syntax.too-many-errors")
  }
}
