import Messages
import ModelSyntax
import Specification
import Testing

@Suite struct GroupMatchingTests {
  private static let text = "group: A\ny ~ a*x\ngroup: B\ny ~ b*x"

  /// The labels of the regression, by group label.
  private func labels(_ groups: [String], text: String = text) throws
    -> [String: String]
  {
    let table = try lower(text) {
      $0.groupLabels = groups
      $0.groupsFromText = false
    }
    let regressions = table.rows.filter { $0.op == .regression }
    return Dictionary(
      uniqueKeysWithValues: regressions.map {
        (table.groupLabel(of: $0), $0.label)
      })
  }

  @Test func headersAreMatchedByName() throws {
    #expect(try labels(["A", "B"]) == ["A": "a", "B": "b"])
    #expect(try labels(["B", "A"]) == ["A": "a", "B": "b"])
  }

  @Test func numberedHeadersAreMatchedByPosition() throws {
    let text = "group: 1\ny ~ a*x\ngroup: 2\ny ~ b*x"
    #expect(
      try labels(["Pasteur", "Grant"], text: text)
        == ["Pasteur": "a", "Grant": "b"])
  }

  @Test func aHeaderThatNamesNoGroupIsAnError() throws {
    let text = "group: Pasteur\ny ~ x\ngroup: Grant-Withe\ny ~ x"
    let found = problems(text) {
      $0.groupLabels = ["Grant-White", "Pasteur"]
    }
    #expect(found.map(\.code) == ["model.unknown-group"])
    #expect(found[0].message.contains("did you mean `Grant-White`?"))
    let range = try #require(found[0].range)
    #expect(SourceText(text).text(in: range) == "Grant-Withe")
  }

  @Test func aSingleLabelIsNotTwoGroups() {
    let found = problems(Self.text) { $0.groupLabels = ["A"] }
    #expect(found.map(\.code) == ["model.group-count"])
  }

  @Test func dataWithoutGroupsAreOneGroup() {
    let found = problems(Self.text) { $0.groupsFromText = false }
    #expect(found.map(\.code) == ["model.group-count"])
    #expect(
      found[0].message
        == "the text has 2 `group:` blocks, the data one group")
    #expect(found[0].remedy.contains("column that tells the groups apart"))
  }

  @Test func withoutDataTheTextNamesTheGroups() throws {
    #expect(try lower(Self.text).groupLabels == ["A", "B"])
    let single = try lower("group: A\ny ~ x") { $0.groupsFromText = false }
    #expect(single.blockCount == 1)
  }
}
