import Foundation
import LinearAlgebra
import Messages
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
    options.emptyCells.addedToTwoByTwo = zeroAdd[0]
    options.emptyCells.addedToOthers = zeroAdd[1]
    options.emptyCells.keepsMargins = keepMargins
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
      }, clusters: data["g"]?.map { Int($0 ?? 0) - 1 }, options: options
    ).solve(weights: data["w"]?.map { $0 ?? 0 })
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
    let product = stage.influences.product(factor)
    expectClose(
      product.elements, (matrix * factor).elements, relative: 1e-12,
      absolute: 1e-11)
    let gamma = stage.asymptoticCovariance()
    let lines = InfluenceLines(influences, team: WorkTeam(threads: 2))
    let root = Matrix(lines.product(SparseMatrix(factor)).buffer)
    expectClose(
      (root.transposed * root).elements,
      (factor.transposed * (gamma * factor)).elements, relative: 1e-11,
      absolute: 1e-11)
    let weights = stage.asymptoticVariances().map { 1 / $0 }
    var norm = 0.0
    for j in 0..<n {
      for i in 0..<n {
        norm += weights[i] * weights[j] * gamma[i, j] * gamma[i, j]
      }
    }
    let moved = lines.product(SparseMatrix(factor, scaledBy: weights))
    let square = MatrixBox(rows: lines.unitCount, columns: lines.unitCount)
    lines.addUnitProducts([0..<n / 2, n / 2..<n], weights: weights, to: square)
    expectClose(
      lines.team.squaredNorm(ofLower: square.buffer), norm, relative: 1e-11)
    let sums = lines.team.innerProducts(
      square.buffer, with: moved.buffer, moved.buffer)
    let spread = gamma * (Matrix(diagonal: weights) * factor)
    let form = spread.transposed * (Matrix(diagonal: weights) * spread)
    expectClose(sums.mixed, form[0, 0] + form[1, 1], relative: 1e-10)
    let own = Matrix(moved.buffer).transposed * Matrix(moved.buffer)
    let other = own * own
    expectClose(sums.own, other[0, 0] + other[1, 1], relative: 1e-10)
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

  /// Forms of correlations case by case are those with Γ.
  @Test(
    arguments: FirstStageReference.all.filter { reference in
      ["x1", "x2", "g", "y"].allSatisfy { reference.data[$0] == nil }
    })
  func formsOfCorrelations(_ reference: FirstStageReference) throws {
    let stage = try reference.firstStage()
    let layout = stage.layout
    guard layout.orderedCount == layout.variableCount else { return }
    let p = layout.variableCount
    var w = Matrix.identity(p)
    for j in 0..<p {
      for i in 0..<p { w[i, j] += 0.1 / Double(1 + i + j) }
    }
    var slopes = Matrix(rows: layout.count, columns: 2)
    for row in 0..<layout.count {
      slopes[row, row % 2] = 1 / Double(2 + row)
    }
    let lines = InfluenceLines(stage.influences, team: WorkTeam(threads: 2))
    let moved = lines.product(SparseMatrix(slopes))
    let value = lines.correlationForm(
      w, nil, less: SparseMatrix(slopes), moved)
    // Γ of the lines less what is predicted.
    let q = Matrix.identity(layout.count) - slopes * slopes.transposed
    let gamma = q * (stage.asymptoticCovariance() * q.transposed)
    var sum = 0.0
    for b in layout.covariances {
      for a in layout.covariances {
        guard case .covariance(let i, let j) = layout.moments[a],
          case .covariance(let k, let l) = layout.moments[b]
        else { continue }
        sum += (w[i, k] * w[j, l] + w[i, l] * w[j, k]) * gamma[a, b]
      }
    }
    expectClose(value, sum, relative: 1e-10)
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

  /// The errors of correlations are those that the delta method gives with
  /// lavaan's asymptotic covariances.
  @Test(
    arguments: FirstStageReference.all.filter {
      $0.data["x1"] == nil && $0.data["x2"] == nil && $0.data["g"] == nil
    })
  func errorsOfCorrelations(_ reference: FirstStageReference) throws {
    let stage = try reference.firstStage()
    let layout = stage.layout
    for pair in stage.correlationPairs() {
      let (i, j) = (pair.first, pair.second)
      let c = stage.covariance
      let scale = (c[i, i] * c[j, j]).squareRoot()
      var terms = [(layout.index(of: .covariance(i, j)), 1 / scale)]
      for k in [i, j] where !layout.isOrdered(k) {
        terms.append(
          (
            layout.index(of: .covariance(k, k)),
            -c[i, j] / scale / (2 * c[k, k])
          ))
      }
      var variance = 0.0
      for (a, left) in terms {
        for (b, right) in terms {
          variance += left * right * reference.gamma[a][b]
        }
      }
      expectClose(
        pair.standardError, (variance / (stage.size - 1)).squareRoot(),
        relative: 1e-5)
      #expect(pair.correlation == c[i, j] / scale || !layout.isOrdered(i))
    }
  }

  /// A standard error by `lavCor(d, ordered = c("y1", "y2"), se =
  /// "standard")`, and the test of a table's bivariate normal distribution, by
  /// lavaan
  /// 0.7-2.3170: `lavTables(d, categorical = c("y1", "y2"), dimension = 2,
  /// type = "table", statistic = c("X2.un", "G2.un"))`.
  @Test func testsOfTables() throws {
    let counts = [[40, 12, 5], [10, 20, 9], [3, 30, 21]]
    var first: [UInt8] = []
    var second: [UInt8] = []
    for (a, row) in counts.enumerated() {
      for (b, count) in row.enumerated() {
        first += [UInt8](repeating: UInt8(a), count: count)
        second += [UInt8](repeating: UInt8(b), count: count)
      }
    }
    let stage = try FirstStageSolver(
      variables: ["y1", "y2"],
      columns: [
        .ordered(codes: first, categoryCount: 3),
        .ordered(codes: second, categoryCount: 3),
      ]
    ).solve()
    let pair = try #require(stage.correlationPairs().first)
    let test = try #require(pair.test)
    expectClose(pair.correlation, 0.650750862177269, relative: 1e-7)
    expectClose(pair.standardError, 0.0624038089092227, relative: 1e-6)
    expectClose(test.pearson, 9.77950803515324, relative: 1e-6)
    expectClose(test.likelihoodRatio, 9.78099833241545, relative: 1e-6)
    #expect(test.degreesOfFreedom == 3 && pair.count == 150)
    let expected = try #require(pair.table).expected
    expectClose(expected.elements.reduce(0, +), 150)
  }

  /// What makes a correlation ±1, or none, is refused.
  @Test func refusals() {
    func code(_ columns: [FirstStageColumn]) -> String? {
      dataError {
        _ = try FirstStageSolver(
          variables: ["u", "v"], columns: columns, group: "b"
        ).solve()
      }?.code.rawValue
    }
    let half: [UInt8] = [0, 0, 0, 1, 1, 1]
    let third: [UInt8] = [0, 0, 1, 1, 2, 2]
    #expect(
      code([
        .ordered(codes: half, categoryCount: 2),
        .ordered(codes: half, categoryCount: 2),
      ]) == "ordered.perfect-correlation")
    #expect(
      code([
        .ordered(codes: third, categoryCount: 3),
        .ordered(codes: third, categoryCount: 3),
      ]) == "ordered.perfect-correlation")
    #expect(
      code([
        .ordered(codes: half, categoryCount: 3),
        .ordered(codes: third, categoryCount: 3),
      ]) == "ordered.empty-category")
    #expect(
      code([
        .ordered(codes: half, categoryCount: 1),
        .ordered(codes: third, categoryCount: 3),
      ]) == "ordered.one-category")
    #expect(
      code([
        .ordered(codes: half, categoryCount: 13),
        .ordered(codes: third, categoryCount: 3),
      ]) == "ordered.too-many-categories")
    #expect(
      code([
        .ordered(codes: [0, 1, 0, 1, 255, 255, 255], categoryCount: 2),
        .ordered(codes: [255, 255, 255, 255, 0, 1, 1], categoryCount: 2),
      ]) == "pairwise.no-cases")
    #expect(
      code([
        .continuous([1, 2, 3, 4, 7]), .continuous([2, 4, 6, 8, 14]),
      ]) == "ordered.perfect-correlation")
  }
}
