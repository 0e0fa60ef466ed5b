import Estimation
import FitSettings
import Foundation
import Latent
import ModelFit
import Specification
import TestSupport
import Testing

/// Fits of ordered variables against lavaan's (`Fixtures/ordered.R`).
struct OrderedReferenceTests {
  struct Reference: Decodable {
    var lavaan: String
    var cases: [Case]
  }

  struct Case: OrderedFixture, Decodable, Sendable,
    CustomTestStringConvertible
  {
    struct Row: Decodable, Sendable {
      var lhs: String
      var op: String
      var rhs: String
      var group: Int
      var free: Int
      var est: Double
      var se: Double
      var std: Double?
      var stdse: Double?
    }
    var name: String
    var text: String
    var ordered: [String]
    var estimator: String
    var parameterization: String
    var group: String?
    var equal: [String]
    var joint: Bool
    var standardizes: Bool
    var rows: [Row]
    var measures: [String: Double]

    var testDescription: String { name }
  }

  static let reference = try? loadFixture(Reference.self, "ordered.json")
  static let cases = reference?.cases ?? []

  private func fit(_ item: Case) throws -> Fit {
    try item.fit {
      $0.model.keepsExogenousJoint = item.joint
      $0.model.standardizeLatent = item.standardizes
    }
  }

  @Test func referencesAreThere() {
    #expect(Self.cases.count > 30)
    #expect(Self.reference?.lavaan.hasPrefix("0.7") == true)
  }

  @Test(arguments: cases)
  func fitsAreTheReferences(_ item: Case) throws {
    let fit = try fit(item)
    #expect(fit.isConverged)
    for row in item.rows {
      let name = "\(row.lhs) \(row.op) \(row.rhs) in group \(row.group)"
      let own = try #require(
        fit.parameters.first {
          $0.row.lhs == row.lhs && ($0.row.group ?? 0) == row.group
            && $0.row.op.rawValue == row.op
            && $0.row.rhs == row.rhs
        }, "\(name)")
      // lavaan's optimizer stops at about six digits.
      expectClose(own.estimate, row.est, relative: 5e-5, absolute: 5e-6, name)
      guard row.free > 0 else {
        #expect(!own.row.isFree, "\(name)")
        continue
      }
      #expect(own.row.isFree, "\(name)")
      expectClose(
        own.standardError ?? .nan, row.se, relative: 5e-5, absolute: 5e-6,
        "error of \(name)")
      guard row.op != "~*~", let std = row.std else { continue }
      let value = try #require(own.standardizedAll, "standardized \(name)")
      expectClose(
        value.estimate, std, relative: 5e-5, absolute: 5e-6,
        "standardized \(name)")
      if let error = row.stdse, error > 0 {
        expectClose(
          value.standardError ?? .nan, error, relative: 5e-5, absolute: 5e-6,
          "error of standardized \(name)")
      }
    }
    for (measure, value) in item.measures {
      let own = try #require(fit.measures[measure], "\(measure)")
      expectClose(own, value, relative: 2e-4, absolute: 2e-5, measure)
    }
  }
}
