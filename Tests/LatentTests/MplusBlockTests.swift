import Estimation
import FactorRotation
import FitSettings
import Foundation
import Latent
import ModelFit
import Specification
import TableReading
import TestSupport
import Testing

/// Exploratory blocks in models against the printed results of Mplus: examples
/// 5.24 and 5.25 of its User's Guide (Muthén & Muthén, 1998-2017), from
/// github.com/lucdw/lavaan-mplus.
///
/// Estimates and standard errors, of rotated ones too, to half the last digit;
/// errors are of the observed information, and geomin adds 0.0001, as Mplus has
/// them for two factors.
struct MplusBlockTests {
  private struct Example: Decodable {
    struct Row: Decodable {
      var lhs, op, rhs: String
      var est: Double
      var se: Double?
    }
    var chisq: Double
    var df: Int
    var rows: [Row]
  }

  private static let models = [
    "5.24": """
    efa("b")*f1 + efa("b")*f2 =~ y1 + y2 + y3 + y4 + y5 + y6 + y7 + y8
    f1 + f2 ~ x1 + x2
    y1 ~ x1
    y8 ~ x2
    """,
    "5.25": """
    efa("b")*f1 + efa("b")*f2 =~ y1 + y2 + y3 + y4 + y5 + y6
    f3 =~ y7 + y8 + y9
    f4 =~ y10 + y11 + y12
    f3 ~ f1 + f2
    f4 ~ f3
    """,
  ]

  @Test(arguments: ["5.24", "5.25"]) func resultsAreMplus(_ name: String) throws
  {
    let known = try #require(
      loadFixture([String: Example].self, "mplus-blocks.json")[name])
    let table = try CSVReader().read(
      contentsOf: fixtureURL("mplus-ex\(name).csv").path)
    var options = FitOptions()
    options.model.meanStructure = true
    options.information = .observed
    var request = RotationRequest()
    request.parameters.epsilon = 0.0001
    options.estimation.rotation = request
    let fit = try Model(text: try #require(Self.models[name])).fit(
      to: table, options: options)
    #expect(fit.degreesOfFreedom == known.df)
    expectClose(
      fit.measures.chiSquare ?? .nan, known.chisq, absolute: 5e-4)
    for row in known.rows {
      let own = try #require(
        fit.parameter(row.lhs, row.op, row.rhs),
        "\(row.lhs) \(row.op) \(row.rhs)")
      let what = "\(row.lhs) \(row.op) \(row.rhs)"
      expectClose(own.estimate, row.est, absolute: 5.01e-4, what)
      if let se = row.se {
        expectClose(
          own.standardError ?? .nan, se, absolute: 5.01e-4, "se, \(what)")
      }
    }
  }
}
