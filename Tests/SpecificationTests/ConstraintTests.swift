import Messages
import ModelSyntax
import Specification
import TestSupport
import Testing

@Suite struct ConstraintTests {
  @Test func signsOfInequalities() throws {
    let table = try lower("y ~ a*x + b*z\na > b\na < 2*b\na == b^2\na > 0")
    let rows = [5.0, 2.0] + [Double](repeating: 0, count: table.rows.count - 2)
    #expect(
      table.constraints.map(\.kind) == [
        .inequality, .inequality, .equality, .inequality,
      ])
    expectClose(
      table.constraints.map { $0.expression.value(rows) }, [3, -1, 1, 5])
    let statements = table.constraints.map { table.rows[$0.row] }
    #expect(statements.map(\.op) == [.greater, .less, .equal, .greater])
    #expect(statements.allSatisfy { $0.block == nil && !$0.isFree })
  }

  @Test func sharedLabelsComeFirst() throws {
    let table = try lower("y ~ a*x + a*z\nm ~ a*x\na > 0.5")
    let shared = table.constraints.prefix(2)
    #expect(shared.allSatisfy { $0.kind == .equality })
    #expect(shared.map { table.rows[$0.row].rhs } == [".p2.", ".p3."])
    let form = try #require(shared.first?.expression.linearForm())
    #expect(form.coefficients == [0: 1, 1: -1])
    #expect(table.rows.last?.origin == .automatic)
  }

  @Test func effectCodingIsLinear() throws {
    let table = try lower("f =~ x1 + x2 + x3") {
      $0.effectCodingLoadings = true
      $0.effectCodingIntercepts = true
      $0.meanStructure = true
    }
    let forms = table.constraints.compactMap { $0.expression.linearForm() }
    #expect(forms.map(\.coefficients.count) == [3, 3])
    #expect(forms.map(\.constant) == [-3, 0])
    #expect(forms.allSatisfy { $0.coefficients.values.allSatisfy { $0 == 1 } })
  }

  @Test func definitionsUseEachOther() throws {
    let table = try lower(
      "total := direct + indirect\nm ~ a*x\ny ~ b*m + c*x\n"
        + "indirect := a*b\ndirect := c\ntotal == 1")
    var rows = [Double](repeating: 0, count: table.rows.count)
    rows.replaceSubrange(0..<3, with: [2, 3, 4])
    #expect(table.definitions.map(\.name) == ["total", "indirect", "direct"])
    expectClose(
      table.definitions.map { $0.expression.value(rows) }, [10, 6, 4])
    #expect(table.definitions[0].expression.rows == [0, 1, 2])
    #expect(table.rows[table.definitions[0].row].label == "total")
    expectClose(table.constraints[0].expression.value(rows), 9)
  }

  @Test func labelsOfFixedParametersAreRows() throws {
    let table = try lower("y ~ a*x + 0.5*z + k*z\nab := a*k")
    #expect(table.rows[1].fixedValue == 0.5)
    #expect(table.definitions[0].expression.rows == [0, 1])
  }

  @Test func piIsALabelIfThereIsOne() throws {
    let constant = try lower("y ~ a*x\nk := pi")
    expectClose(constant.definitions[0].expression.value([0]), Double.pi)
    let label = try lower("y ~ pi*x\nk := pi")
    #expect(label.definitions[0].expression.rows == [0])
  }

  @Test func fixedValuesSpreadOverALabel() throws {
    let table = try lower("y ~ a*x + 0.5*z + a*z\nm ~ a*w")
    #expect(table.rows.prefix(3).map(\.fixedValue) == [0.5, 0.5, 0.5])
    #expect(table.constraints.isEmpty)
  }

  @Test func equalTakesTheLabelOfWhatItNames() throws {
    let table = try lower("f =~ x1 + a*x2 + equal('f =~ x2')*x3")
    #expect(table.rows[2].label == "a")
    #expect(table.constraints.count == 1)
  }
}

/// Formulas that come back to a parameter, as lavaan 0.7-2 reads them.
struct RepeatedFormulaTests {
  @Test(arguments: [
    ("y ~ x + z\ny ~ a*x", "y", "x", "a", nil as Double?),
    ("y ~ .5*x\ny ~ a*x", "y", "x", "a", 0.5),
    ("y ~ a*x\ny ~ .5*x", "y", "x", "a", 0.5),
    ("f =~ x1 + x2 + x3\nf =~ start(.5)*x2\nf =~ b*x2", "f", "x2", "b", nil),
    ("y ~ x\ny ~ 0.5?x", "y", "x", "", nil),
  ])
  func modifiersJoin(
    _ text: String, _ lhs: String, _ rhs: String, _ label: String,
    _ value: Double?
  ) throws {
    let rows = try lower(text) { $0.kind = .sem }.rows
      .filter { $0.lhs == lhs && $0.rhs == rhs }
    #expect(rows.count == 1)
    #expect(rows.first?.label == label)
    #expect(rows.first?.fixedValue == value)
    if text.contains("0.5?") || text.contains("start") {
      #expect(rows.first?.start == 0.5)
    }
  }

  /// Of two modifiers of one kind the last counts, and a warning says so.
  @Test(arguments: [
    ("y ~ a*x\ny ~ b*x", "y ~ b*x"), ("y ~ .3*x\ny ~ .5*x", "y ~ .5*x"),
    ("y ~ .5*x\ny ~ NA*x", "y ~ x"), ("y ~ a*b*x", "y ~ b*x"),
    ("0.4*x -> y\n0.5*x -> y", "y ~ 0.5*x"),
    ("y ~ start(1)*x\ny ~ start(2)*x", "y ~ start(2)*x"),
    ("y ~ start(1)*start(2)*x", "y ~ start(2)*x"),
    ("y ~ lower(0)*x + lower(1)*x", "y ~ lower(1)*x"),
  ])
  func lastCounts(_ text: String, _ same: String) throws {
    let table = try lower(text) { $0.kind = .sem }
    let other = try lower(same) { $0.kind = .sem }
    #expect(table.warnings.map(\.code) == ["model.repeated-modifier"])
    #expect(table.rows.map(\.label) == other.rows.map(\.label))
    #expect(table.rows.map(\.fixedValue) == other.rows.map(\.fixedValue))
    #expect(table.rows.map(\.start) == other.rows.map(\.start))
    #expect(table.rows.map(\.lower) == other.rows.map(\.lower))
  }

  @Test func groupsEntriesAreReplacedTogether() throws {
    let table = try lower("y ~ c(a, b)*x\ny ~ c(a, d)*x") {
      $0.kind = .sem
      $0.groupLabels = ["1", "2"]
    }
    #expect(table.warnings.map(\.code) == ["model.repeated-modifier"])
    #expect(
      table.rows.filter { $0.op == .regression }.map(\.label) == ["a", "d"])
  }
}
