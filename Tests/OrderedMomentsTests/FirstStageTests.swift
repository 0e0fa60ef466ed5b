import Foundation
import LinearAlgebra
import OrderedMoments
import TestSupport
import Testing

/// First-stage statistics by other software.
struct FirstStageReference: Decodable, CustomTestStringConvertible, Sendable {
  var name: String
  var data: [String: [Double?]]
  var ordered: [String]
  var zeroAdd: [Double]
  var keepMargins: Bool
  var vector: [Double]
  var gamma: [[Double]]

  var testDescription: String { name }

  /// The file of all sets.
  struct File: Decodable { var sets: [FirstStageReference] }

  static let all =
    (try? loadFixture(File.self, "first-stages.json"))?.sets ?? []

  /// The first stage of the set's data.
  func firstStage(threads: Int = 1) throws -> FirstStage {
    let names = data.keys.sorted().filter { $0.hasPrefix("y") }
    let exogenous = data.keys.sorted().filter { $0.hasPrefix("x") }
    var options = FirstStageOptions()
    options.zeroAdd = (zeroAdd[0], zeroAdd[1])
    options.zeroKeepMargins = keepMargins
    options.threads = threads
    let columns = names.map { name -> FirstStageColumn in
      let values = data[name] ?? []
      guard ordered.contains(name) else {
        return .continuous(values.map { $0 ?? .nan })
      }
      let most = values.compactMap { $0 }.max() ?? 0
      return .ordered(
        codes: values.map { $0.map { UInt8($0 - 1) } ?? 255 },
        categoryCount: Int(most))
    }
    return try FirstStageSolver(
      variables: names, columns: columns, exogenous: exogenous,
      exogenousColumns: exogenous.map {
        (data[$0] ?? []).map { $0 ?? .nan }
      }, options: options
    ).solve()
  }
}

/// First stages against lavaan's.
struct FirstStageTests {
  @Test func referencesAreThere() {
    #expect(FirstStageReference.all.count > 10)
  }

  /// lavaan stops an iteration at a relative change of about 1e-8.
  @Test(arguments: FirstStageReference.all)
  func statisticsAreLavaans(_ reference: FirstStageReference) throws {
    let stage = try reference.firstStage()
    expectClose(stage.vector, reference.vector, relative: 1e-7, absolute: 1e-8)
  }

  @Test(arguments: FirstStageReference.all)
  func asymptoticCovariancesAreLavaans(_ reference: FirstStageReference) throws
  {
    let stage = try reference.firstStage()
    let gamma = stage.asymptoticCovariance()
    let rows = (0..<gamma.rows).map { gamma.row($0) }
    expectClose(rows, reference.gamma, relative: 1e-6, absolute: 1e-6)
    expectClose(stage.asymptoticVariances(), gamma.diagonal, relative: 1e-12)
  }

  /// A product with influences is that of their matrix, whose mean products
  /// are Γ.
  @Test(arguments: FirstStageReference.all)
  func productsNeedNoMatrix(_ reference: FirstStageReference) throws {
    let stage = try reference.firstStage()
    let influences = stage.influences
    let matrix = influences.matrix()
    let n = stage.layout.count
    var factor = Matrix(rows: n, columns: 2)
    for i in 0..<n {
      factor[i, 0] = Double(i % 3) - 1
      factor[i, 1] = 1 / Double(i + 1)
    }
    let product = stage.influenceProduct(factor)
    expectClose(
      product.elements, (matrix * factor).elements, relative: 1e-12,
      absolute: 1e-11)
    let gamma = stage.asymptoticCovariance()
    let weights = stage.asymptoticVariances().map { 1 / $0 }
    var norm = 0.0
    for j in 0..<n {
      for i in 0..<n {
        norm += weights[i] * weights[j] * gamma[i, j] * gamma[i, j]
      }
    }
    expectClose(
      influences.squaredNorm(weights: weights), norm, relative: 1e-11)
    // Influences have mean 0.
    for j in 0..<n {
      var sum = 0.0
      for (r, count) in influences.counts.enumerated() {
        sum += count * matrix[r, j]
      }
      if !reference.name.contains("empty") {
        #expect(abs(sum / stage.size) < 1e-10 * max(1, gamma[j, j]))
      }
    }
  }

  /// Threads change no bit.
  @Test(arguments: FirstStageReference.all)
  func threadsChangeNothing(_ reference: FirstStageReference) throws {
    let one = try reference.firstStage()
    let four = try reference.firstStage(threads: 4)
    #expect(one.vector == four.vector)
    #expect(one.asymptoticVariances() == four.asymptoticVariances())
    #expect(one.asymptoticCovariance() == four.asymptoticCovariance())
  }
}
