import LinearAlgebra
import Messages
import SampleStatistics
import TableReading
import TestSupport
import Testing

@Suite("Groups and their moments")
struct GroupedDataTests {
  private let names = ["x1", "x2", "x3", "x4"]

  @Test("Groups, deletion and moments agree with R")
  func holzinger() throws {
    let table = try fixtureTable("moments/holzinger.csv")
    let reference = try Reference()
    let data = try GroupedData(
      table,
      selecting: SampleSelection(
        variables: names, groupVariable: "school", divisor: .countMinusOne))
    #expect(data.groups.map(\.label) == ["Pasteur", "Grant-White"])
    #expect(data.warnings.isEmpty)
    for group in data.groups {
      let moments = group.moments
      #expect(reference["n:" + group.label] == [Double(group.observationCount)])
      #expect(group.deletedCount == 1)
      #expect(group.deletions.map(\.variable) == ["x2"])
      let mean = try #require(moments.mean)
      #expect(distance(mean, reference["mean:" + group.label]) < 1e-14)
      #expect(
        distance(moments.covariance.elements, reference["cov:" + group.label])
          < 1e-13)
      let likelihood = moments.divided(by: .count)
      let n = Double(moments.observationCount)
      #expect(
        distance(
          likelihood.covariance.elements,
          reference["cov:" + group.label].map { $0 * (n - 1) / n }) < 1e-13)
      #expect(
        distance(
          likelihood.divided(by: .countMinusOne).covariance.elements,
          moments.covariance.elements) < 1e-14)
    }
    #expect(data.groups[0].cases?.rowNumbers.prefix(3) == [1, 2, 4])
    #expect(data.groups[1].cases?[0, 0] == 3.8333333)
  }

  @Test("A product of columns agrees with R") func product() throws {
    let table = try fixtureTable("moments/holzinger.csv")
    let data = try GroupedData(
      table,
      selecting: SampleSelection(
        variables: names + ["x1:x3"], divisor: .countMinusOne))
    let reference = try Reference()["cov:product"]
    #expect(
      distance(data.groups[0].moments.covariance.elements, reference) < 1e-13)
  }

  @Test func tinyValuesVary() throws {
    let table = try DataTable(columns: [
      (name: "x", numbers: [1e-200, 2e-200, 4e-200]),
      (name: "y", numbers: [1e-100, 2e-100, 4e-100]),
      (name: "z", numbers: [3e-200, 3e-200, 3e-200]),
    ])
    let small = dataError {
      _ = try GroupedData(table, selecting: SampleSelection(variables: ["x"]))
    }
    #expect(small?.message == "The variance of x is too small for a double.")
    let constant = dataError {
      _ = try GroupedData(table, selecting: SampleSelection(variables: ["z"]))
    }
    #expect(constant?.message.contains("does not vary") == true)
    let data = try GroupedData(
      table, selecting: SampleSelection(variables: ["y"]))
    let variance = data.groups[0].covariance[0, 0]
    #expect(abs(variance / (14.0 / 9 * 1e-200) - 1) < 1e-12)
  }

  @Test func groupsOfOneCaseAreNamed() throws {
    let ids = (0..<8000).map { Double($0) }
    let table = try DataTable(columns: [
      (name: "id", numbers: ids),
      (name: "half", numbers: ids.map { $0 < 1 ? 2 : 1 }),
    ])
    let error = dataError {
      _ = try table.usableGroupLabels(of: "id", choosing: nil)
    }
    #expect(error?.code == .smallGroup)
    #expect(
      error?.message == "8000 groups of id have fewer than 2 cases: "
        + "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 7990 more.")
    let chosen = try table.usableGroupLabels(of: "half", choosing: ["1"])
    #expect(chosen == ["1"])
    let one = dataError {
      _ = try table.usableGroupLabels(of: "half", choosing: nil)
    }
    #expect(one?.message == "1 group of half has fewer than 2 cases: 2.")
  }

  @Test func labelsSelectAndOrder() throws {
    let table = try DataTable(columns: [
      DataColumn(name: "g", numbers: [2, 1, 3, 2, 1, .nan, 3]),
      DataColumn(name: "x", numbers: [1, 2, 3, 4, 5, 6, 7]),
    ])
    var selection = SampleSelection(variables: ["x"], groupVariable: "g")
    let all = try GroupedData(table, selecting: selection)
    #expect(all.groups.map(\.label) == ["2", "1", "3"])
    #expect(all.warnings.map(\.code) == ["data.group-missing"])
    selection.groupLabels = ["3", "2"]
    let some = try GroupedData(table, selecting: selection)
    #expect(some.groups.map(\.label) == ["3", "2"])
    #expect(
      some.groups.map { $0.cases?.values.elements } == [[3, 7], [1, 4]])
    for (labels, remedy) in [
      (["3", "4"], "The groups are 2, 1 and 3."),
      (["3", "3"], "Name each group once."),
    ] {
      selection.groupLabels = labels
      let wrong = selection
      let error = dataError { _ = try GroupedData(table, selecting: wrong) }
      #expect(error?.code == .unknownGroup && error?.remedy == remedy)
    }
  }

  @Test(
    "Unusable data are refused by name",
    arguments: [
      (
        "x,y\n1,2\n3,4\n5,6\n", ["x", "z"], LatentError.Code.unknownColumn, "z"
      ),
      ("x,y\n1,2\n3,4\n5,6\n", ["x", "x"], .duplicateColumn, "x"),
      ("x,y\n1,2\n3,a\n5,6\n", ["x", "y"], .textInNumbers, "'a' at line 3"),
      ("x,y\n1,2\n3,a\n5,6\n", ["x", "x:y"], .textInNumbers, "'a' at line 3"),
      ("x,y\n1,2\n3,2\n5,2\n", ["x", "y"], .constantVariable, "y"),
      ("x,y\n1,NA\n3,\n5,.\n", ["x", "y"], .allMissing, "y"),
      ("x,y\n1,NA\n3,NA\nNA,1\nNA,2\n", ["x", "y"], .noCompleteRow, "x (2)"),
      ("x,y\n1,2\n3,NA\n5,4\n", ["x", "y"], nil, ""),
      ("x,y\n1,2\n3,NA\nNA,4\n", ["x", "y"], .smallGroup, "1 complete row"),
      (
        "x,y\n1,2\n3,4\n5,Inf\n", ["x", "y"], .infiniteValue, "'Inf' at line 4"
      ),
      ("x,y\n1,2\n3,4\n5,-1e999\n", ["x:y"], .infiniteValue, "line 4"),
      (
        "x,y\n1,7\n3,7\nNA,4\n", ["x", "y"], .constantVariable, "complete rows"
      ),
      ("x,y\n1,2\n", ["x", "y"], .smallGroup, "single row"),
    ] as [(String, [String], LatentError.Code?, String)])
  func refusals(
    text: String, variables: [String], code: LatentError.Code?, part: String
  ) throws {
    let table = try CSVReader().read(text: text)
    let error = dataError {
      _ = try GroupedData(
        table, selecting: SampleSelection(variables: variables))
    }
    #expect(error?.code == code)
    #expect(error.map { $0.message.contains(part) } ?? true)
  }

  @Test func groupsAreNamedInErrors() throws {
    let table = try CSVReader().read(
      text: "g,x\na,1\na,2\nb,3\nb,NA\n")
    let error = dataError {
      _ = try GroupedData(
        table,
        selecting: SampleSelection(variables: ["x"], groupVariable: "g"))
    }
    #expect(error?.code == .smallGroup)
    #expect(error?.message.contains("in group b") == true)
  }

  @Test("Large means cost no digits") func robust() throws {
    var generator = SeededGenerator(seed: 5)
    let small = (0..<1000).map { _ in
      (0..<2).map { _ in Double(Int.random(in: -50...50, using: &generator)) }
    }
    // Sums of small integers are exact: an independent exact reference.
    let n = 1000.0
    let sums = (0..<2).map { j in small.map { $0[j] }.reduce(0, +) }
    func exact(_ i: Int, _ j: Int) -> Double {
      (n * small.map { $0[i] * $0[j] }.reduce(0, +) - sums[i] * sums[j])
        / (n * (n - 1))
    }
    let shifted = SampleCases(
      complete: ["a", "b"],
      columns: (0..<2).map { j in small.map { $0[j] + 1e9 } })
    let moments = shifted.moments(divisor: .countMinusOne)
    #expect(
      distance(
        moments.covariance.elements,
        [exact(0, 0), exact(1, 0), exact(1, 0), exact(1, 1)]
      ) < 1e-14)
    let mean = try #require(moments.mean)
    #expect(abs(mean[0] - (1e9 + sums[0] / n)) <= mean[0].ulp)
  }

  @Test("The order of rows and of variables does not matter")
  func permutation() throws {
    let table = try fixtureTable("moments/holzinger.csv")
    let rows = try #require(
      GroupedData(table, selecting: SampleSelection(variables: names))
        .groups[0].cases)
    let moments = rows.moments(divisor: .count)
    var generator = SeededGenerator(seed: 11)
    let order = Array(0..<rows.count).shuffled(using: &generator)
    var accumulator = MomentAccumulator(variableCount: 4)
    accumulator.accumulate(rows, drawing: order, divisor: .count)
    #expect(
      distance(accumulator.covariance, moments.covariance.elements) < 1e-14)
    let mean = try #require(moments.mean)
    #expect(distance(accumulator.mean, mean) < 1e-14)

    let swapped = try GroupedData(
      table, selecting: SampleSelection(variables: ["x4", "x2", "x1", "x3"])
    ).groups[0].moments
    let selected = try moments.selecting(["x4", "x2", "x1", "x3"])
    #expect(
      distance(swapped.covariance.elements, selected.covariance.elements)
        < 1e-14)
    #expect(swapped.mean == selected.mean)
  }

  @Test("A draw with repetition has the moments of the rows drawn")
  func draws() throws {
    let rows = SampleCases(complete: ["a"], columns: [[1, 2, 4]])
    var accumulator = MomentAccumulator(variableCount: 1)
    accumulator.accumulate(rows, drawing: [2, 2, 0, 0], divisor: .count)
    #expect(accumulator.mean == [2.5])
    #expect(accumulator.covariance == [2.25])
    accumulator.accumulate(rows, drawing: [1, 1], divisor: .count)
    #expect(accumulator.mean == [2] && accumulator.covariance == [0])
  }
}
