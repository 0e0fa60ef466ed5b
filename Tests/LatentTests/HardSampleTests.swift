import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Samples from which plain steps do not reach the estimates.
struct HardSampleTests {
  /// Fifteen pupils of Holzinger & Swineford (1939), x1 to x9.
  private static let pupils = """
    x1,x2,x3,x4,x5,x6,x7,x8,x9
    6.8333333,9.00,4.375,2.66666670,5.75,5.00000000,3.0000000,6.20,6.0277778
    3.5000000,5.25,0.750,2.66666670,5.00,2.57142860,4.1304348,4.55,4.3611111
    5.0000000,3.75,1.375,1.66666670,2.75,1.42857140,5.5652174,6.10,4.6111111
    4.8333333,8.25,2.250,0.33333333,2.25,0.57142857,5.3478261,5.20,5.7777778
    5.8333333,6.00,1.875,4.00000000,5.00,3.28571430,4.0000000,6.25,6.4444444
    4.5000000,6.50,3.125,2.66666670,5.50,2.14285710,6.3478261,6.50,6.1666667
    4.8333333,6.00,1.500,2.66666670,4.25,1.28571430,5.8260870,6.40,6.8611111
    6.8333333,6.50,0.750,5.33333330,5.75,3.14285710,7.4347826,5.70,5.1944444
    1.8333333,5.25,1.000,1.66666670,3.75,0.57142857,3.9565217,4.75,2.7777778
    3.5000000,7.25,3.375,2.33333330,2.25,1.14285710,3.6956522,5.20,5.1666667
    4.8333333,5.75,1.125,2.00000000,6.00,1.28571430,4.3478261,9.10,6.3055556
    4.3333333,9.25,3.375,1.33333330,2.25,1.14285710,3.7391304,5.75,5.1666667
    5.8333333,4.75,2.625,5.66666670,5.50,4.14285710,3.5652174,6.30,5.4722222
    6.5000000,6.00,2.500,3.66666670,4.50,3.00000000,5.6956522,5.40,6.3055556
    5.5000000,5.75,3.750,1.66666670,2.25,0.14285714,2.3478261,5.05,5.5000000
    """

  /// Standard errors of free parameters by lavaan.
  ///
  /// Versions 0.6-14 and 0.7-2.3170 agree to 2e-5 of them:
  ///
  ///     fit <- cfa(model, data = pupils)
  ///     sqrt(diag(vcov(fit)))
  private static let standardErrors: [(String, String, String, Double)] = [
    ("visual", "=~", "x2", 0.359973), ("visual", "=~", "x3", 0.271572),
    ("textual", "=~", "x5", 0.350481), ("textual", "=~", "x6", 0.400285),
    ("speed", "=~", "x8", 3.543707), ("speed", "=~", "x9", 12.688326),
    ("x1", "~~", "x1", 0.478899), ("x9", "~~", "x9", 1.268041),
    ("visual", "~~", "visual", 0.708191), ("speed", "~~", "speed", 0.086641),
    ("textual", "~~", "speed", 0.069415),
  ]

  /// χ² of both versions of lavaan: 37.44622962.
  @Test func fewCases() throws {
    let fit = try Model(text: HolzingerModel.text).fit(
      to: CSVReader().read(text: Self.pupils))
    #expect(fit.isConverged)
    expectClose(fit.chiSquare ?? .nan, 37.44622962, relative: 1e-8)
    for (lhs, op, rhs, error) in Self.standardErrors {
      expectClose(
        fit.parameter(lhs, op, rhs)?.standardError ?? .nan, error,
        relative: 5e-5, "\(lhs)\(op)\(rhs)")
    }
  }

  /// A group that is hard to fit beside one that is not: each is fitted by
  /// itself, as alone.
  @Test func aHardGroupBesideAnother() throws {
    let model = try Model(text: HolzingerModel.text)
    let others = try HolzingerModel.table()
    let few = try CSVReader().read(text: Self.pupils)
    var columns: [DataColumn] = []
    for name in (1...9).map({ "x\($0)" }) {
      columns.append(
        DataColumn(
          name: name,
          numbers: try few.numbers(named: name) + others.numbers(named: name)))
    }
    columns.append(
      DataColumn(
        name: "sample",
        numbers: (0..<(15 + others.rowCount)).map { $0 < 15 ? 1 : 2 }))
    let fit = try model.fit(to: DataTable(columns: columns), group: "sample")
    #expect(fit.isConverged)
    // With groups means are modelled, which changes no χ² here.
    let alone = try model.fit(to: others)
    expectClose(
      fit.chiSquare ?? .nan, 37.44622962 + (alone.chiSquare ?? .nan),
      relative: 1e-8)
  }

  /// Pupils of Holzinger & Swineford (1939) of whom one has a value that is off
  /// by a factor of 100: only scattered starting values lead to the optimum of
  /// lavaan 0.7-2.3170, `cfa(model, data)@optim$fx`.
  @Test(arguments: [
    ("one-cell.csv", 11, 1.0769790825784),
    ("one-cell-ridge.csv", 18, 0.84526339869524),
  ])
  func oneValueFarOff(_ file: String, _ count: Int, _ discrepancy: Double)
    throws
  {
    let lines = HolzingerModel.text.split(separator: "\n")
    let table = try CSVReader().read(contentsOf: fixturePath(file))
    let model = try Model(
      text: table.columnNames.count > 6
        ? HolzingerModel.text : lines.prefix(2).joined(separator: "\n"))
    let fit = try model.fit(to: table)
    #expect(fit.isConverged)
    expectClose(
      fit.chiSquare ?? .nan, 2 * Double(count) * discrepancy, relative: 1e-8)
  }

  /// Least squares do not depend on the units, however small: the loading and
  /// the variance of lavaan 0.6-14 for the data as they are.
  @Test(arguments: [1e-8, 1e-6, 1e-4, 1e-3, 1, 1e3, 1e4, 1e8])
  func unitsOfLeastSquares(_ scale: Double) throws {
    let table = try HolzingerModel.table()
    var columns: [DataColumn] = []
    for name in (1...9).map({ "x\($0)" }) {
      columns.append(
        DataColumn(
          name: name,
          numbers: try table.numbers(named: name).map { $0 * scale }))
    }
    var options = FitOptions()
    options.estimation.estimator = .uls
    let fit = try Model(text: HolzingerModel.text).fit(
      to: DataTable(columns: columns), options: options)
    #expect(fit.isConverged)
    let loading = try #require(fit.parameter("visual", "=~", "x2"))
    expectClose(loading.estimate, 0.5006852565928, relative: 2e-9)
    let variance = try #require(fit.parameter("visual", "~~", "visual"))
    expectClose(
      variance.estimate / (scale * scale), 0.956452016803, relative: 2e-9)
  }

  /// What is asked for and changes nothing is said by the library too.
  @Test func idleChoices() throws {
    let model = try Model(text: HolzingerModel.text)
    var options = FitOptions()
    options.model.observedInterceptsFree = false
    options.model.groupEqual = [.loadings]
    let fit = try model.fit(to: HolzingerModel.table(), options: options)
    let idle = fit.warnings.filter { $0.code == "options.idle" }
    #expect(idle.count == 2)
    #expect(idle.contains { $0.message.contains("`int-ov-free`") })
    #expect(idle.contains { $0.message.contains("there is one group") })
  }
}
