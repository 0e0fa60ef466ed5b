import Estimation
import FitSettings
import Foundation
import Messages
import ModelFit
import ModelSyntax
import SampleStatistics
import Testing

@testable import Reporting

@Suite struct RendererTests {
  private func object(
    _ fit: Fit, context: ReportContext = ReportContext(),
    options: ReportOptions = ReportOptions()
  ) throws -> [String: Any] {
    let text = JSONRenderer().render(
      ReportedFit(fit, context: context, options: options))
    return try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func jsonHasTheDesignsKeysInOrder() throws {
    let text = JSONRenderer().render(
      ReportedFit(try FitFixture.holzingerSwineford()))
    let keys = [
      "converged", "iterations", "estimator", "nobs", "npar", "parameters",
      "fit", "r2", "warnings", "version", "data",
    ]
    var start = text.startIndex
    for key in keys {
      let place = try #require(
        text.range(of: "\n  \"\(key)\":", range: start..<text.endIndex))
      start = place.upperBound
    }
  }

  /// Documents read by JSONDecoder, which is exact; JSONSerialization rounds.
  private struct Document: Decodable {
    struct Row: Decodable {
      var lhs: String
      var op: String
      var est: Double
      var free: Int
      var z: Double?
      var stdAll: Double?

      enum CodingKeys: String, CodingKey {
        case lhs, op, est, free, z
        case stdAll = "std_all"
      }
    }
    var converged: Bool
    var nobs: [Int]
    var npar: Int
    var parameters: [Row]
    var fit: [String: Double?]
    var r2: [String: Double]
  }

  @Test func jsonNumbersAreTheFitsOwn() throws {
    let fit = try FitFixture.holzingerSwineford()
    let json = try JSONDecoder().decode(
      Document.self, from: Data(JSONRenderer().render(ReportedFit(fit)).utf8))
    #expect(json.converged)
    #expect(json.nobs == [301])
    #expect(json.npar == 21)
    #expect(json.parameters.count == fit.parameters.count)
    for (row, own) in zip(json.parameters, fit.parameters) {
      #expect(row.lhs == own.lhs)
      #expect(row.op == own.op.rawValue)
      #expect(row.est == own.estimate)
      #expect(row.free == own.free ?? 0)
      #expect(row.z == own.z)
      #expect(row.stdAll == own.standardizedAll?.estimate)
    }
    for entry in fit.measures.entries {
      #expect(json.fit[entry.name] == .some(entry.value))
    }
    #expect(json.r2.count == 9)
  }

  @Test func fixedRowsHaveAnErrorOfZeroAndNoTest() throws {
    let rows = try #require(
      object(FitFixture.holzingerSwineford())["parameters"]
        as? [[String: Any]])
    let marker = rows[0]
    #expect(marker["free"] as? Int == 0)
    #expect(marker["se"] as? Double == 0)
    #expect(marker["ci_lower"] as? Double == 1)
    #expect(marker["z"] is NSNull && marker["pvalue"] is NSNull)
  }

  @Test func groupsKeyTheSquares() throws {
    let json = try object(FitFixture.holzingerSwineford(group: "school"))
    let squares = try #require(json["r2"] as? [String: [String: Any]])
    #expect(Set(squares.keys) == ["Pasteur", "Grant-White"])
    let rows = try #require(json["parameters"] as? [[String: Any]])
    let means = rows.filter { $0["op"] as? String == "~1" }
    #expect(means.count == 24)
    #expect(means.allSatisfy { $0["rhs"] as? String == "" })
  }

  @Test func matricesComeWhenAskedFor() throws {
    let fit = try FitFixture.holzingerSwineford()
    #expect(try object(fit)["vcov"] == nil)
    var options = ReportOptions()
    options.showsImplied = true
    options.showsParameterCovariance = true
    options.residuals = [
      ReportedMoments(
        name: "raw",
        groups: [.init(covariance: fit.sample[0].covariance, mean: [])])
    ]
    let json = try object(fit, options: options)
    let vcov = try #require(json["vcov"] as? [String: Any])
    #expect((vcov["names"] as? [String])?.prefix(2) == ["a", "visual=~x3"])
    #expect((vcov["values"] as? [[Double]])?.count == 21)
    let implied = try #require(json["implied"] as? [String: Any])
    let moments = try #require(implied["cov"] as? [String: Any])
    #expect((moments["names"] as? [String])?.first == "x1")
    let residuals = try #require(json["residuals"] as? [String: Any])
    #expect(residuals["raw"] is [String: Any])
  }

  @Test func aFailedFitIsStillJSON() throws {
    let fit = try FitFixture.holzingerSwineford {
      $0.estimation.maximumIterations = 1
    }
    let json = try object(fit)
    #expect(json["converged"] as? Bool == false)
    #expect((json["fit"] as? [String: Any])?.isEmpty == true)
    let rows = try #require(json["parameters"] as? [[String: Any]])
    #expect(rows.allSatisfy { $0["se"] is NSNull })
  }

  @Test func csvHasALineARow() throws {
    let fit = try FitFixture.holzingerSwineford()
    let lines = CSVRenderer().render(ReportedFit(fit)).split(separator: "\n")
    #expect(lines.count == fit.parameters.count + 1)
    #expect(lines[0].hasPrefix("lhs,op,rhs,group,level,label,free,est,se,z,"))
    #expect(lines[1].hasPrefix("visual,=~,x1,1,1,,0,1.0,0.0,,,1.0,1.0,"))
    let cells = lines[2].split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(cells[5] == "a")
    #expect(Double(cells[7]) == fit.parameters[1].estimate)
  }
}
