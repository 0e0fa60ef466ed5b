import Foundation
import LinearAlgebra
import Messages
import SampleStatistics
import TableReading
import TestSupport
import Testing

@Suite("Reading moment matrices")
struct MomentMatrixTests {
  private let covariance = [4, 1, 0.5, 1, 9, 2, 0.5, 2, 16]
  private let reader = MomentMatrixReader()

  private func path(_ name: String) -> String {
    fixturePath("matrices/" + name)
  }

  @Test(
    "Every spelling of one matrix reads the same",
    arguments: [
      "full.csv", "full-row-names.csv", "corner.csv", "lower.dat",
      "lower-row-names.txt", "lower-padded.csv", "write-table.txt",
      "decimal-commas.csv",
    ])
  func sameMatrix(file: String) throws {
    let moments = try reader.read(
      contentsOf: path(file), observationCount: 128)
    #expect(moments.variableNames == ["x", "y", "z"])
    #expect(moments.covariance.elements == covariance)
    #expect(moments.observationCount == 128 && moments.mean == nil)
    #expect(moments.divisor == .countMinusOne)
  }

  @Test func withoutNames() throws {
    let numbered = try reader.read(
      contentsOf: path("no-names.dat"), observationCount: 20)
    #expect(numbered.variableNames == ["V1", "V2", "V3"])
    var named = reader
    named.variableNames = ["x", "y", "z"]
    let moments = try named.read(
      contentsOf: path("no-names.dat"), observationCount: 20)
    #expect(moments.variableNames == ["x", "y", "z"])
    #expect(moments.covariance.elements == covariance)
    named.variableNames = ["x", "y"]
    let wrong = named
    let error = dataError {
      _ = try wrong.read(
        contentsOf: path("no-names.dat"), observationCount: 20)
    }
    #expect(error?.code == .malformedMatrix)
  }

  @Test func rowsOfDeviationsMeansAndCount() throws {
    let moments = try reader.read(contentsOf: path("correlation-rows.csv"))
    #expect(distance(moments.covariance.elements, covariance) < 1e-15)
    #expect(moments.mean == [10, 20, 30])
    #expect(moments.observationCount == 128)
    #expect(moments.standardDeviations == [2, 3, 4])
  }

  @Test(arguments: [
    "sd-row.dat", "sd-column.dat", "sd-header.csv",
    "sd-names.csv",
  ])
  func deviationsInAFile(file: String) throws {
    let moments = try reader.read(
      contentsOf: path("correlation.csv"), observationCount: 50,
      standardDeviations: path(file), means: path(file))
    #expect(distance(moments.covariance.elements, covariance) < 1e-15)
    #expect(moments.mean == [2, 3, 4])
    #expect(
      distance(
        moments.correlation.elements,
        [
          1, 1.0 / 6, 0.0625, 1.0 / 6, 1, 1.0 / 6, 0.0625, 1.0 / 6, 1,
        ]) < 1e-15)
  }

  @Test func lastPrintedDigitMayDiffer() throws {
    let moments = try reader.read(
      contentsOf: path("rounded.csv"), observationCount: 50)
    #expect(
      distance(moments.covariance.elements, [1, 0.334, 0.334, 1]) < 1e-15)
    #expect(moments.covariance[1, 0] == moments.covariance[0, 1])
  }

  @Test(
    "Wrong matrices are refused with the pair or the line",
    arguments: [
      (
        "asymmetric.csv", LatentError.Code.asymmetricMatrix, "z with y is 0.43",
        nil
      ),
      ("not-square.csv", .malformedMatrix, "2 rows for 3 variables", 3),
      ("ragged.csv", .malformedMatrix, "Row 2 of the matrix has 2 numbers", 3),
      (
        "shuffled-names.csv", .malformedMatrix, "Row 1 is named y, column 1 x",
        2
      ),
      ("negative-variance.csv", .invalidMoment, "variance of y is -2", nil),
      ("large-correlation.csv", .impossibleCorrelation, "y and x is 1.2", nil),
      ("gap.csv", .invalidMoment, "'NA' for y and x", 3),
      ("duplicate.csv", .duplicateColumn, "both named x", nil),
      ("sd-with-covariances.csv", .invalidMoment, "element of x is 4", nil),
      ("negative-sd.csv", .invalidMoment, "deviation of y is -3", nil),
      ("sd-names.csv", .malformedMatrix, "", nil),
    ] as [(String, LatentError.Code, String, Int?)])
  func refusals(file: String, code: LatentError.Code, part: String, line: Int?)
  {
    let error = dataError {
      _ = try reader.read(contentsOf: path(file), observationCount: 50)
    }
    #expect(error?.code == code)
    #expect(part.isEmpty || error?.message.contains(part) == true)
    #expect(line == nil || error?.line == line)
    #expect(error?.file == path(file))
  }

  /// Two prints of one number may differ by their rounding, and no more.
  @Test(arguments: [
    (".5", ".6", false), (".333", ".334", false), (".33", ".334", true),
    (".33", ".336", false), ("0", ".4", false), (".40", ".4", true),
  ])
  func printsOfOneNumber(upper: String, lower: String, agree: Bool) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("latent-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("x,y\n1,\(upper)\n\(lower),1\n".utf8).write(to: file)
    let error = dataError {
      let moments = try reader.read(
        contentsOf: file.path, observationCount: 50)
      #expect(moments.covariance[1, 0] == Double("0" + lower))
    }
    #expect(error?.code == (agree ? nil : .asymmetricMatrix))
    #expect(agree || error?.message.contains("y with x") == true)
  }

  @Test func rowsOfDeviationsStandOnce() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("latent-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("x,y\n1,.5\n.5,1\nsd,2,3\nstd,2,4\n".utf8).write(to: file)
    let error = dataError {
      _ = try reader.read(contentsOf: file.path, observationCount: 50)
    }
    #expect(error?.code == .malformedMatrix && error?.line == 5)
    #expect(error?.message == "There are two rows sd.")
  }

  @Test func hugeAndTinyVariancesHaveCorrelations() throws {
    for scale in [1e-200, 1e200] {
      let moments = try SampleMoments(
        variableNames: ["x", "y"], observationCount: 50,
        covariance: [scale, 0.5 * scale, 0.5 * scale, scale])
      #expect(distance(moments.correlation.elements, [1, 0.5, 0.5, 1]) < 1e-14)
      let wrong = dataError {
        _ = try SampleMoments(
          variableNames: ["x", "y"], observationCount: 50,
          covariance: [scale, 2 * scale, 2 * scale, scale])
      }
      #expect(wrong?.code == .impossibleCorrelation)
    }
  }

  @Test func countsHaveALimit() {
    let error = dataError {
      _ = try reader.read(
        contentsOf: path("full.csv"), observationCount: .max)
    }
    #expect(error?.code == .observationCount)
  }

  @Test func observationsAreNeeded() {
    for (file, count) in [
      ("full.csv", nil), ("full.csv", 1),
      ("fractional-n.csv", nil),
    ] as [(String, Int?)] {
      let error = dataError {
        _ = try reader.read(contentsOf: path(file), observationCount: count)
      }
      #expect(error?.code == .observationCount)
    }
  }

  @Test func severalGroups() throws {
    let groups = try reader.read(
      groups: [path("full.csv"), path("lower.dat")],
      observationCounts: [20, 30],
      means: [
        path("sd-row.dat"),
        path("sd-names.csv"),
      ])
    #expect(groups.map(\.observationCount) == [20, 30])
    #expect(groups.map(\.mean) == [[2, 3, 4], [2, 3, 4]])
    let uneven = dataError {
      _ = try reader.read(
        groups: [path("full.csv"), path("lower.dat")],
        observationCounts: [20])
    }
    #expect(uneven?.code == .malformedMatrix)
    let strangers = dataError {
      _ = try reader.read(
        groups: [path("rounded.csv"), path("lower.dat")],
        observationCounts: [20, 30])
    }
    #expect(strangers?.message.contains("such as z") == true)
  }

  @Test("Moments given in memory are checked too")
  func inMemory() {
    let wrong: [([String], Int, [Double], [Double]?, LatentError.Code)] = [
      (["x"], 1, [1], nil, .observationCount),
      (["x"], 10, [1, 2], nil, .malformedMatrix),
      (["x", "y"], 10, [1, 0.5, 0.4, 1], nil, .asymmetricMatrix),
      (["x", "y"], 10, [1, .nan, .nan, 1], nil, .invalidMoment),
      (["x", "y"], 10, [1, 2, 2, 1], nil, .impossibleCorrelation),
      (["x", "y"], 10, [1, 0, 0, 1], [1], .malformedMatrix),
      (["x", "x"], 10, [1, 0, 0, 1], nil, .duplicateColumn),
    ]
    for (names, count, covariance, mean, code) in wrong {
      let error = dataError {
        _ = try SampleMoments(
          variableNames: names, observationCount: count,
          covariance: covariance, mean: mean)
      }
      #expect(error?.code == code)
    }
  }

  @Test func selectingNamesTheNearest() throws {
    let moments = try SampleMoments(
      variableNames: ["trust", "growth"], observationCount: 9,
      covariance: [1, 0.2, 0.2, 2], mean: [3, 4])
    let one = try moments.selecting(["growth"])
    #expect(one.covariance.elements == [2] && one.mean == [4])
    let error = dataError { _ = try moments.selecting(["grwoth"]) }
    #expect(error?.remedy == "Did you mean growth?")
  }
}
