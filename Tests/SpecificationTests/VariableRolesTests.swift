import ModelSyntax
import Specification
import Testing
import VariableNames

@Suite struct VariableRolesTests {
  @Test func rolesOfAStructuralModel() throws {
    let table = try lower(
      "f =~ x1 + x2\ng =~ f + x3\ny ~ g + w + w:z\nm ~ y + w\ne ~~ y\n"
        + "h =~ x4 + x5\nh ~ m")
    let roles = table.roles[0]
    #expect(
      roles.observed
        == ["x1", "x2", "x3", "x4", "x5", "y", "m", "w", "w:z", "e"])
    #expect(roles.observedExogenous == ["w", "w:z"])
    #expect(roles.observedEndogenous == ["y", "m"])
    #expect(roles.indicators == ["x1", "x2", "x3", "x4", "x5"])
    #expect(roles.latent == ["f", "g", "h"])
    #expect(roles.latentExogenous == ["g"])
    #expect(roles.latentEndogenous == ["f", "h"])
    #expect(roles.interactions.map(\.name) == ["w:z"])
  }

  @Test func groupBlocksAreMatchedByName() throws {
    let table = try lower("group: b\ny ~ z\ngroup: a\ny ~ x") {
      $0.groupLabels = ["a", "b"]
    }
    #expect(table.groupLabels == ["a", "b"])
    #expect(table.roles.map(\.observed) == [["y", "x"], ["y", "z"]])
    #expect(table.hasMeanStructure)
  }

  @Test func headersNameTheGroups() throws {
    let table = try lower("group: a\ny ~ z\ngroup: b\ny ~ x")
    #expect(table.groupLabels == ["a", "b"])
    #expect(table.blockCount == 2)
  }

  @Test func levelsAreRepeatedInEachGroup() throws {
    let text =
      "level: within\nf =~ x1 + x2\nlevel: between\nb =~ x1 + x2"
    let table = try lower(text) { $0.groupLabels = ["1", "2"] }
    let places = table.rows.filter { $0.op == .measurement }.map {
      [$0.block, $0.group, $0.level]
    }
    #expect(
      places == [
        [1, 1, 1], [1, 1, 1], [2, 1, 2], [2, 1, 2], [3, 2, 1], [3, 2, 1],
        [4, 2, 2], [4, 2, 2],
      ])
  }

  @Test func thresholdsComeFromTheCounts() throws {
    let table = try lower("f =~ u + x2 + x3") {
      $0.ordered = ["u"]
      $0.thresholdCounts = ["u": 2]
    }
    // As lavaan() lists them for an indicator with three categories.
    let lines = table.rows.map {
      "\($0.lhs) \($0.op.rawValue) \($0.rhs) \($0.free ?? 0)"
    }
    #expect(
      lines == [
        "f =~ u 0", "f =~ x2 1", "f =~ x3 2", "u | t1 3", "u | t2 4",
        "u ~~ u 0", "x2 ~~ x2 5", "x3 ~~ x3 6", "f ~~ f 7", "u ~*~ u 0",
        "u ~1  0", "x2 ~1  8", "x3 ~1  9", "f ~1  0",
      ])
  }

  /// What lavaan 0.7-2 frees in the second group, by what is equal (Wu &
  /// Estabrook, 2016).
  @Test func equalThresholdsFreeInterceptsAndScales() throws {
    func freed(
      _ sets: Set<GroupEquality>, _ kind: ResponseParameterization
    ) throws -> [String] {
      let table = try lower("f =~ u + b + x3 + x4") {
        $0.ordered = ["u", "b"]
        $0.thresholdCounts = ["u": 2, "b": 1]
        $0.groupLabels = ["1", "2"]
        $0.groupEqual = sets
        $0.parameterization = kind
      }
      return table.rows.filter {
        $0.group == 2 && $0.isFree && $0.label.isEmpty
          && ($0.op == .scaling || $0.op == .intercept || $0.key.isVariance)
      }.map { $0.lhs + $0.op.rawValue }
    }
    #expect(
      try freed([.loadings], .delta)
        == ["x3~~", "x4~~", "f~~", "x3~1", "x4~1"])
    #expect(
      try freed([.loadings, .thresholds], .delta)
        == ["x3~~", "x4~~", "f~~", "u~*~", "u~1", "b~1", "x3~1", "x4~1"])
    #expect(
      try freed([.loadings, .thresholds], .theta)
        == ["u~~", "x3~~", "x4~~", "f~~", "u~1", "b~1", "x3~1", "x4~1"])
    #expect(
      try freed([.loadings, .thresholds, .intercepts], .delta)
        == ["x3~~", "x4~~", "f~~", "u~*~", "f~1"])
    #expect(
      try freed([.loadings, .thresholds, .intercepts, .residuals], .theta)
        == ["f~~", "f~1"])
  }
}
