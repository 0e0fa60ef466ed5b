import Latent
import LinearAlgebra
import Optimization
import TestSupport
import Testing

/// Many groups without a common parameter are as many fits.
struct SeparateGroupTests {
  private static let count = 22

  /// Groups of ten cases each, out of the pupils of Holzinger & Swineford
  /// (1939).
  private static func table() throws -> DataTable {
    let pupils = try HolzingerModel.table()
    var columns: [DataColumn] = []
    for name in ["x1", "x4", "x5", "x6"] {
      columns.append(
        DataColumn(
          name: name, numbers: Array(try pupils.numbers(named: name)[..<220])))
    }
    columns.append(
      DataColumn(
        name: "sample", numbers: (0..<220).map { Double($0 % count + 1) }))
    return try DataTable(columns: columns)
  }

  /// The cases of one group alone.
  private static func table(of group: Int) throws -> DataTable {
    let all = try table()
    return try DataTable(
      columns: ["x1", "x4", "x5", "x6"].map { name in
        let values = try all.numbers(named: name)
        return DataColumn(
          name: name,
          numbers: values.indices.filter { $0 % count == group }.map {
            values[$0]
          })
      })
  }

  @Test(arguments: [
    ("x4 ~ x1\nx5 ~ a*x4 + x1\nx6 ~ x5", "MLR", BoundsKind.none),
    ("x4 ~ x1\nx5 ~ x4 + x1\nx6 ~ x5", "MLM", .none),
    ("f =~ x4 + x5 + x6", "ML", .positiveVariances),
  ])
  func asManyFits(_ text: String, estimator: String, bounds: BoundsKind) throws
  {
    var options = FitOptions(
      try #require(EstimatorPreset(rawValue: estimator)))
    options.estimation.bounds = bounds
    let model = try Model(
      text: text.replacing("a*", with: "c(" + Self.labels + ")*"))
    let together = try model.fit(
      to: Self.table(), group: "sample", options: options)
    #expect(together.isConverged)
    var sum = 0.0
    for group in 0..<Self.count {
      let alone = try Model(text: text).fit(
        to: Self.table(of: group), options: options)
      sum += alone.chiSquare ?? .nan
      for parameter in alone.parameters where parameter.row.isFree {
        let row = parameter.row
        let same = try #require(
          together.parameters.first {
            $0.row.lhs == row.lhs && $0.row.op == row.op
              && $0.row.rhs == row.rhs && $0.row.group == group + 1
          })
        expectClose(
          same.estimate, parameter.estimate, relative: 1e-7, absolute: 1e-8)
        expectClose(
          same.standardError ?? .nan, parameter.standardError ?? .nan,
          relative: 1e-6, absolute: 1e-8)
      }
    }
    expectClose(together.chiSquare ?? .nan, sum, relative: 1e-8)
  }

  /// A refit, as bootstraps make it, of groups whose moments have moved on by
  /// one: each group's estimates are those of the next.
  @Test func refits() throws {
    let model = try Model(text: "x4 ~ x1\nx5 ~ x4 + x1\nx6 ~ x5")
    let fit = try model.fit(to: Self.table(), group: "sample")
    let fitter = try fit.evaluatedFitter()
    let theta = fit.estimates.theta
    let own = theta.count / Self.count
    fitter.keepWarmStart(theta)
    for group in 0..<Self.count {
      let next = fit.sample[(group + 1) % Self.count]
      let mean = MatrixBuffer(rows: next.center.count)
      mean.copy(from: next.center)
      let isSet = fitter.setMoments(
        group: group, covariance: MatrixBuffer(next.covariance), mean: mean)
      #expect(isSet)
    }
    let result = fitter.refitWarm()
    #expect(result.status == .converged)
    for (index, value) in fitter.currentEstimates.theta.enumerated() {
      expectClose(
        value, theta[(index + own) % theta.count], relative: 1e-6,
        absolute: 1e-7)
    }
  }

  private static var labels: String {
    (1...count).map { "a\($0)" }.joined(separator: ", ")
  }
}
