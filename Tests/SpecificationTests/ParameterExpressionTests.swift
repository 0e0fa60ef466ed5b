import ModelSyntax
import Specification
import TestSupport
import Testing

@Suite struct ParameterExpressionTests {
  /// Expressions with R's values at a = 0.3, b = 0.7, c = 1.2 (R 4.2.2).
  static let references: [(text: String, value: Double)] = [
    ("a+b*c", 1.1399999999999999),
    ("a-b-c", -1.5999999999999999),
    ("-a^2", -0.089999999999999997),
    ("2^a^b", 1.3477114285196041),
    ("a/b/c", 0.35714285714285721),
    ("(a+b)^2/c", 0.83333333333333337),
    ("exp(a)*log(b)", -0.48146081451737516),
    ("log(c,2)", 0.26303440583379378),
    ("log2(b)+log10(c)", -0.43539192678213351),
    ("log1p(a)-expm1(b)", -0.75138844300298535),
    ("sqrt(a*b)", 0.45825756949558399),
    ("abs(a-b)", 0.39999999999999997),
    ("sin(a)+cos(b)*tan(c)", 2.2628102793557781),
    ("asin(a)+acos(b)+atan(c)", 1.9761495347977345),
    ("sinh(a)*cosh(b)/tanh(c)", 0.4584925587952996),
    ("pnorm(a)", 0.61791142218895267),
    ("pnorm(a,b,c)", 0.36944134018176367),
    ("qnorm(b)", 0.52440051270804067),
    ("qnorm(b,a,c)", 0.92928061524964867),
    ("dnorm(a)", 0.38138781546052414),
    ("dnorm(a,b,c)", 0.31448602307749429),
    ("min(a,b,c)", 0.29999999999999999),
    ("max(a,b,c)", 1.2),
    ("sum(a,b,c)", 2.2000000000000002),
    ("prod(a,b,c)", 0.252),
    ("mean(a)", 0.29999999999999999), ("mean(a, b)", 0.29999999999999999),
    ("pi*a", 0.94247779607693793),
    ("0.001*a + 0.5*b", 0.3503),
    ("(a-b)^3", -0.063999999999999987),
    ("a^-2", 11.111111111111112),
    ("-(a-b)*-c", -0.47999999999999993),
    ("asinh(a) + acosh(c) + atanh(b)", 1.7853360789722541),
    ("plogis(a) - qlogis(b) + sign(-c)", -1.2728553435755443),
    ("mean(c(a, b, c)) + sum(c(a, b), c) - min(c(b, a))", 2.6333333333333337),
    ("ifelse(a < b, a*c, b)", 0.36),
    ("ifelse(a >= b, a*c, b^2)", 0.48999999999999994),
    ("2*ifelse(a + b > c, a, ifelse(b <= c, c, b))", 2.4),
    ("gamma(c) + lgamma(b) - gamma(-a)", 5.5058870977566201),
    ("floor(a) + ceiling(b)*trunc(-c)", -1),
    ("c %% 2 + c*c %/% 4 - -b %% 5", -3.0999999999999996),
    ("if (a >= b) a*c else b^2", 0.48999999999999994),
    ("2*(if (a + b > c) a else c)", 2.4),
  ]

  /// R 4.2.2's numbers of functions with steps.
  @Test(arguments: [
    ("round(2.5)", 2), ("round(-3.5)", -4), ("round(0.15, 1)", 0.1),
    ("round(2.675, 2)", 2.67), ("round(1234.5678, -2)", 1200),
    ("round(0.285, 2)", 0.28), ("round(5.015, 2)", 5.02), ("7 %% -3", -2),
    ("-7 %/% 2", -4), ("round(1e300, 2)", 1e300),
  ])
  func steps(_ text: String, _ value: Double) throws {
    let found = try expression(text)
    expectClose(found.value([0.3, 0.7, 1.2]), value, relative: 1e-15, text)
    #expect(found.gradient([0.3, 0.7, 1.2]).isEmpty)
  }

  @Test(arguments: references)
  func value(_ reference: (text: String, value: Double)) throws {
    let actual = try expression(reference.text).value([0.3, 0.7, 1.2])
    expectClose(actual, reference.value, relative: 1e-13)
  }

  @Test(arguments: references.map(\.text))
  func gradient(_ text: String) throws {
    let expression = try expression(text)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      // Within the domain of every function above, and apart, so that the
      // kinks of abs, min and max are not met.
      let point = [
        generator.uniform(in: 0.1...0.3), generator.uniform(in: 0.45...0.75),
        generator.uniform(in: 1.1...1.9),
      ]
      let expected = richardsonGradient(of: expression.value, at: point)
      let actual = expression.gradient(point)
      #expect(actual.map(\.row) == expression.rows)
      for (row, derivative) in actual {
        expectClose(
          derivative, expected[row], relative: 1e-7, absolute: 1e-11, text)
      }
      for row in 0..<3 where !expression.rows.contains(row) {
        #expect(expected[row] == 0)
      }
    }
  }

  @Test func accumulatedGradientAddsToTheBuffer() throws {
    let expression = try expression("a*b + c^2")
    let rows = [0.3, 0.7, 1.2]
    var buffer = [1.0, 10, 100]
    var span = buffer.mutableSpan
    expression.accumulateGradient(rows.span, scaledBy: 2, into: &span)
    expectClose(buffer, [2.4, 10.6, 104.8], relative: 1e-14)
  }

  @Test(arguments: references.map(\.text))
  func descriptionReadsBack(_ text: String) throws {
    let original = try expression(text)
    let printed = original.description { ["a", "b", "c"][$0] }
    let again = try expression(printed)
    #expect(original.rows == again.rows)
    let point = [0.31, 0.62, 1.4]
    expectClose(
      again.value(point), original.value(point), relative: 1e-15, printed)
  }

  @Test func descriptionNamesRows() throws {
    #expect(
      try expression("-(a + b)*c^2").description == "-(.p1. + .p2.)*.p3.^2")
  }

  @Test func linearForms() throws {
    let form = try #require(
      try expression("2*(a - b)/4 - -c*3 + sum(a, 1) + pi*0 + log(1)")
        .linearForm())
    #expect(form.coefficients == [0: 1.5, 1: -0.5, 2: 3])
    #expect(form.constant == 1)
    let cancelled = try #require(try expression("a + b - a").linearForm())
    #expect(cancelled.coefficients == [1: 1])
  }

  @Test(arguments: ["a*b", "a/b", "1/a", "a^2", "exp(a)", "2^a", "abs(b)"])
  func nonlinearForms(_ text: String) throws {
    #expect(try expression(text).linearForm() == nil)
  }

  @Test func linearFormsAgreeWithValues() throws {
    let expression = try expression("(3*a - (b + c)/2)*4 - 7 + a^1")
    let form = try #require(expression.linearForm())
    let point = [0.4, -1.3, 2.2]
    let value = form.coefficients.reduce(form.constant) {
      $0 + $1.value * point[$1.key]
    }
    expectClose(value, expression.value(point), relative: 1e-14)
  }
}
