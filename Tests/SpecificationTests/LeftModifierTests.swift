import Messages
import ModelSyntax
import Specification
import Testing

/// Modifiers and variables on the left, as lavaan 0.7-2 reads them.
@Suite struct LeftModifierTests {
  /// Rows of the text with labels and fixed values, `*` for free ones.
  private func rows(_ text: String) throws -> [String] {
    try lower(text).rows.filter { $0.origin == .user }.map { row in
      row.key.compactDescription + " " + row.label
        + (row.fixedValue.map { " \($0)" } ?? " *")
    }
  }

  @Test(arguments: [
    ("a*y ~ x + z", ["y~x a *", "y~z a *"]),
    ("2*y ~ x + z", ["y~x  2.0", "y~z  2.0"]),
    ("a*y ~ b*x + z", ["y~x b *", "y~z a *"]),
    ("a*y ~~ z", ["y~~z a *"]),
    ("a*y ~ 1", ["y~1 a *"]),
    ("NA*f =~ x + z", ["f=~x  *", "f=~z  *"]),
    ("a*f =~ x + z", ["f=~x a 1.0", "f=~z a 1.0"]),
  ])
  func modifiersAreThoseOfEveryTerm(_ text: String, _ expected: [String])
    throws
  {
    #expect(try rows(text) == expected)
    let warnings = try SyntaxTree.parse(text: text).warnings
    #expect(warnings.map(\.code.rawValue) == ["syntax.misplaced-modifier"])
  }

  @Test func covariancesOfBothSidesCountOnce() throws {
    let text = "x + z ~~ e*x + z"
    #expect(try rows(text) == ["x~~x e *", "x~~z  *", "z~~z  *"])
    let warnings = try lower(text).warnings
    #expect(warnings.map(\.code.rawValue) == ["model.repeated-parameter"])
    // Two formulas may not say two things.
    #expect(problems("x ~~ z\nz ~~ e*x").count == 1)
  }
}
