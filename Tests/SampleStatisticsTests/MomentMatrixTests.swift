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

  /// Moments of a text in place of a file.
  private func read(_ text: String, count: Int? = nil) throws -> SampleMoments {
    var reader = reader
    reader.contents = ["m.csv": Array(text.utf8)]
    return try reader.read(contentsOf: "m.csv", observationCount: count)
  }

  @Test(
    "The layout of SPSS and AMOS",
    arguments: [
      "corr,x,1,,\ncorr,y,.5,1,\ncorr,z,.2,.1,1\n",
      "corr,x,1,.5,.2\ncorr,y,,1,.1\ncorr,z,,,1\n",
      "CORR,z,.2,.1,1\nCORR,x,1,.5,.2\nCORR,y,.5,1,.1\n",
    ])
  func typedRows(rows: String) throws {
    let moments = try read(
      "ROWTYPE_,VARNAME_,x,y,z\nn,,50,50,50\n" + rows
        + "stddev,,2,3,4\nmean,,10,20,30\n")
    #expect(moments.variableNames == ["x", "y", "z"])
    #expect(moments.observationCount == 50)
    #expect(moments.mean == [10, 20, 30])
    let expected: [Double] = [4, 3, 1.6, 3, 9, 1.2, 1.6, 1.2, 16]
    #expect(distance(moments.covariance.elements, expected) < 1e-14)
  }

  @Test(
    "What the layout lacks or has too much",
    arguments: [
      ("rowtype_,x\ncov,1\n", "varname_"),
      ("rowtype_,varname_,x,y\ncov,x,1,0\n", "row cov of y"),
      ("rowtype_,varname_,x\nmse,x,1\n", "mse"),
      ("g,rowtype_,varname_,x\n1,cov,x,1\n2,cov,x,1\n", "groups 1 and 2"),
      ("rowtype_,varname_,x\nmean,,1\n", "cov or corr"),
      ("rowtype_,varname_,x\ncov,x1,1\n", "x1"),
    ])
  func typedRowErrors(text: String, part: String) {
    let error = dataError { _ = try read(text, count: 9) }
    #expect(error?.code == .malformedMatrix)
    #expect(
      error?.message.contains(part) == true, "\(String(describing: error))")
  }

  @Test("Words that are names", arguments: ["inf", "Inf", "NaN", "NA", "true"])
  func wordsAsNames(name: String) throws {
    for text in [
      "y,\(name)\n1,.5\n.5,1\n", ",y,\(name)\ny,1,.5\n\(name),.5,1\n",
      "\(name),1,.5\ny,.5,1\n",
    ] {
      let moments = try read(text, count: 9)
      #expect(Set(moments.variableNames) == ["y", name])
      #expect(moments.covariance.elements == [1, 0.5, 0.5, 1])
    }
  }

  @Test("Numbers as people write them") func writtenNumbers() throws {
    let moments = try read(
      "x;y\n1\u{A0}605,5;\u{2212}0,5\n\u{2212}0,5;2\n", count: 9)
    #expect(moments.covariance.elements == [1605.5, -0.5, -0.5, 2])
    #expect(moments.warnings.count == 4)
    let error = dataError { _ = try read("x;y\n1,605;1\n1;2\n", count: 9) }
    #expect(error?.remedy.contains("decimal-mark") == true)
    let stars = dataError { _ = try read("x;y\n1;0.3**\n0.3;2\n", count: 9) }
    #expect(stars?.remedy.contains("stars") == true)
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
