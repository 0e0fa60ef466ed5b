import Foundation
import ModelSyntax
import Testing

@Suite struct FixtureTests {
  static let valid = Fixture.all("valid") + Fixture.all("beyond")

  @Test(arguments: valid)
  func rangesLieInTheTextAndNest(_ fixture: Fixture) throws {
    let tree = try SyntaxTree.parse(fixture.source)
    #expect(!tree.statements.isEmpty)
    #expect(TreeWalker(tree).problems.isEmpty)
  }

  @Test(arguments: valid)
  func printedTreesParseToTheSameTree(_ fixture: Fixture) throws {
    let tree = try SyntaxTree.parse(fixture.source)
    let again = try SyntaxTree.parse(text: tree.modelText)
    #expect(again.bare == tree.bare)
    #expect(again.modelText == tree.modelText)
  }

  /// Each invalid model has beside it what the command prints for it.
  ///
  /// Set `LATENT_RECORD` to write these files anew, then read them.
  @Test(arguments: Fixture.all("invalid"))
  func invalidModelsAreExplained(_ fixture: Fixture) throws {
    let file = Fixture.folder.appending(path: "invalid/\(fixture.name).txt")
    let found = #expect(throws: ModelSyntaxError.self) {
      try SyntaxTree.parse(fixture.source)
    }
    let error = try #require(found)
    let text = error.description + "\n"
    if ProcessInfo.processInfo.environment["LATENT_RECORD"] != nil {
      try Data(text.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected)
  }
}
