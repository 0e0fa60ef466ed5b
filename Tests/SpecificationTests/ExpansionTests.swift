import Foundation
import ModelSyntax
import Specification
import TestSupport
import Testing

@Suite struct ExpansionTests {
  @Test func casesAreThere() {
    #expect(ExpansionCase.all.count >= 14)
  }

  /// Set `LATENT_RECORD` to write the expanded texts anew, then read them and
  /// run `expansions.R`.
  @Test(arguments: ExpansionCase.all)
  func expandsAsRecorded(_ item: ExpansionCase) throws {
    let tree = try SyntaxTree.parse(text: item.text("lav"))
    let text = try tree.expanded(options: item.options).modelText
    if ProcessInfo.processInfo.environment["LATENT_RECORD"] != nil {
      try Data(text.utf8).write(to: item.url("txt"))
    }
    #expect(try text == item.text("txt"))
  }

  /// The text that is printed makes the table that the tree makes.
  @Test(arguments: ExpansionCase.all)
  func expandedTextMeansTheSame(_ item: ExpansionCase) throws {
    let tree = try SyntaxTree.parse(text: item.text("lav"))
    let expanded = try tree.expanded(options: item.options)
    let again = try SyntaxTree.parse(text: expanded.modelText)
    #expect(
      try again.expanded(options: item.options).modelText
        == expanded.modelText)
    var direct = try ParameterTable(lowering: tree, options: item.options)
    var printed = try ParameterTable(lowering: again, options: item.options)
    for index in direct.rows.indices { direct.rows[index].range = nil }
    for index in printed.rows.indices { printed.rows[index].range = nil }
    #expect(direct.rows == printed.rows)
    #expect(direct.constraints == printed.constraints)
    #expect(direct.definitions == printed.definitions)
  }

  @Test(arguments: ExpansionCase.all)
  func rangesPointIntoTheSource(_ item: ExpansionCase) throws {
    let text = try item.text("lav")
    let tree = try SyntaxTree.parse(text: text)
    let table = try ParameterTable(lowering: tree, options: item.options)
    let statements = tree.statements.map(\.range)
    for row in table.rows where row.origin == .user {
      let range = try #require(row.range)
      let isInside = statements.contains {
        $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound
      }
      #expect(isInside, "\(row)")
    }
  }

  @Test func chainsAreRegressions() throws {
    let tree = try SyntaxTree.parse(
      text: "b1*a, c(1, 2)*b -> m -> y, z\nv*x, w <-> u, 0*t")
    #expect(
      try tree.expanded().modelText == """
        m ~ b1*a + c(1, 2)*b
        y ~ m
        z ~ m
        x ~~ v*u + v*t + 0*t
        w ~~ u + 0*t

        """)
  }

  /// Exogenous latent variables covary with each other but not with observed
  /// ones: beside observed causes, latent mediators keep their regressions.
  @Test func directFrameworksWithObservedCauses() throws {
    let tree = try SyntaxTree.parse(
      text: "m =~ m1 + m2\nframework direct n(x, z) -> s(m, k) -> y")
    #expect(
      try tree.expanded().modelText.hasPrefix(
        """
        m =~ m1 + m2
        m ~ x.to.m*x + z.to.m*z
        y ~ 0*m + x.to.y*x + z.to.y*z
        direct.x.to.y := x.to.y

        """))
    let latent = try SyntaxTree.parse(
      text: "m =~ m1 + m2\nx =~ x1 + x2\nframework direct x -> m -> y")
    #expect(
      try latent.expanded().modelText == """
        m =~ m1 + m2
        x =~ x1 + x2
        y ~ x.to.y*x
        direct.x.to.y := x.to.y
        total.x.to.y := direct.x.to.y

        """)
  }

  @Test func onlyWhatAnEffectNeedsIsLabelled() throws {
    let tree = try SyntaxTree.parse(
      text: "m + n ~ x + l*z\ny ~ NA*m + x\neffect x -> m -> y")
    #expect(
      try tree.expanded().modelText == """
        m ~ x.to.m*x + l*z
        n ~ x + l*z
        y ~ NA*m + m.to.y*m + x
        x.to.m.to.y := x.to.m*m.to.y

        """)
  }

  @Test func repeatedEffectsAreDefinedOnce() throws {
    let tree = try SyntaxTree.parse(
      text: "framework x -> m -> y\neffects x -> y\neffect x -> m -> y")
    let table = try ParameterTable(lowering: tree, options: ModelOptions())
    #expect(
      table.definitions.map(\.name) == [
        "direct.x.to.y", "x.to.m.to.y", "total.indirect.x.to.y",
        "total.x.to.y",
      ])
  }

  @Test func namesOfVariablesBecomePartsOfNames() throws {
    let tree = try SyntaxTree.parse(
      text: "`1st try`, 学习 -> `m-1` -> y\neffect `1st try` -> `m-1` -> y")
    let table = try ParameterTable(lowering: tree, options: ModelOptions())
    #expect(table.definitions.map(\.name) == ["v1st_try.to.m_1.to.y"])
    let text = try tree.expanded().modelText
    #expect(text.contains("`m-1` ~ v1st_try.to.m_1*`1st try` + 学习\n"))
  }

  @Test func differencesComparePairsOfGroups() throws {
    let tree = try SyntaxTree.parse(text: "x -> m -> y\neffects x -> y")
    var options = ModelOptions()
    options.groupLabels = ["Grant-White", "2"]
    let table = try ParameterTable(lowering: tree, options: options)
    let names = [
      "x.to.m.to.y.Grant_White", "x.to.m.to.y.2",
      "x.to.m.to.y.Grant_White.minus.2",
      "total.indirect.x.to.y.Grant_White", "total.indirect.x.to.y.2",
      "total.x.to.y.Grant_White", "total.x.to.y.2",
    ]
    #expect(table.definitions.map(\.name) == names)
    let values = table.rows.indices.map { Double($0 + 1) }
    let effects = table.definitions.map { $0.expression.value(values) }
    expectClose(effects[2], effects[0] - effects[1])
    #expect(effects[0] != effects[1])
  }

  @Test func whatGroupsShareIsOneEffect() throws {
    let tree = try SyntaxTree.parse(
      text: "a*x -> m\nc(b, b)*m -> y\neffects x -> y")
    var options = ModelOptions()
    options.groupLabels = ["1", "2"]
    let table = try ParameterTable(lowering: tree, options: options)
    #expect(
      table.definitions.map(\.name) == [
        "x.to.m.to.y", "total.indirect.x.to.y", "total.x.to.y",
      ])
  }

  @Test func loweredFrameworksHoldTheirRows() throws {
    let table = try lower("framework n(a, b) -> m -> g(c, d), full")
    let user = table.rows.filter { $0.origin == .user && !$0.op.isConstraint }
    #expect(
      user.map { "\($0.lhs) \($0.op.rawValue) \($0.rhs)" } == [
        "m ~ a", "m ~ b", "c ~ m", "d ~ m", "c ~~ d",
      ])
    #expect(table.definitions.count == 12)
  }
}
