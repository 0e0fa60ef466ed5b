import Messages
import ModelSyntax
import Specification
import Testing

/// Texts that would exhaust time, memory or the stack without limits.
@Suite(.timeLimit(.minutes(20))) struct LargeModelTests {
  private func chain(
    _ count: Int, _ line: (Int) -> String
  ) -> [String] {
    (1...count).map { "d\($0) := \(line($0 - 1))" }
  }

  private func text(_ definitions: [String]) -> String {
    "y ~ a*x\nd0 := a\n" + definitions.joined(separator: "\n")
  }

  @Test func doublingDefinitionsAreRefused() throws {
    let source = text(chain(60) { "d\($0) + d\($0)" })
    let found = problems(source)
    #expect(found.map(\.code) == ["expression.too-long"])
    let range = try #require(found.first?.range)
    #expect(SourceText(source).text(in: range) == "d16")
  }

  @Test(arguments: [false, true])
  func longChainsAreRefused(isReversed: Bool) {
    let lines = chain(20_000) { "d\($0) + a" }
    let found = problems(text(isReversed ? lines.reversed() : lines))
    #expect(found.map(\.code) == ["expression.too-long"])
  }

  @Test func shortChainsWork() throws {
    let lines = chain(400) { "d\($0) + a" }
    let table = try lower(text(lines.reversed()))
    var rows = [Double](repeating: 0, count: table.rows.count)
    rows[0] = 0.5
    let last = try #require(table.definitions.first { $0.name == "d400" })
    #expect(last.expression.value(rows) == 200.5)
    #expect(last.expression.gradient(rows).map(\.derivative) == [401])
  }

  @Test func longSumsOfLongSumsAreRefused() {
    let sum = String(repeating: " + a", count: 1999)
    let found = problems(text(chain(200) { "d\($0)" + sum }))
    #expect(found.map(\.code) == ["expression.too-long"])
  }

  @Test func theLongestSumThatParsesHasDerivatives() throws {
    let table = try lower(
      "y ~ a*x\nk := a" + String(repeating: " + a", count: 2000))
    let rows = [Double](repeating: 1, count: table.rows.count)
    #expect(
      table.definitions[0].expression.gradient(rows).map(\.derivative)
        == [2001])
  }

  @Test func longCirclesAreFound() throws {
    let lines = chain(20_000) { "d\($0)" }
    let found = problems(
      "y ~ a*x\nd0 := d20000\n" + lines.joined(separator: "\n"))
    #expect(found.map(\.code) == ["model.circular-definition"])
    #expect(try #require(found.first).message.count < 200)
  }

  @Test func aHundredErrorsAreEnough() {
    let lines = (0..<2000).map { "beta\($0) == alpha\($0)" }
    let terms = (0..<2000).map { "b\($0)*x\($0)" }
    let source =
      "f =~ " + terms.joined(separator: " + ") + "\n"
      + lines.joined(separator: "\n")
    let found = problems(source)
    #expect(found.count == 101)
    #expect(found.last?.code == "syntax.too-many-errors")
    #expect(found.last?.message == "3900 more errors are not shown.")
  }

  @Test func unknownReferencesAreCutOffToo() {
    let terms = (0..<2000).map { "equal('g=~x\($0)')*x\($0)" }
    let found = problems("f =~ " + terms.joined(separator: " + "))
    #expect(found.count == 101)
  }

  @Test func longFormulasTakeLinearTime() throws {
    let terms = (0..<30_000).map { "x\($0)" }.joined(separator: " + ")
    let table = try lower("f =~ " + terms)
    #expect(table.freeCount == 60_000)
  }

  @Test func momentsThatFillTheMemoryAreRefused() {
    let terms = (0..<30_000).map { "x\($0)" }.joined(separator: " + ")
    #expect(problems("y ~ " + terms).map(\.code) == ["model.too-large"])
  }
}
