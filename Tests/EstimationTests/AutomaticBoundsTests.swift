import Estimation
import LinearAlgebra
import ModelSyntax
import ModelTestSupport
import MomentStructure
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Bounds that follow from the sample against the columns `lower` and `upper`
/// of lavaan's parameter tables (Fixtures/bounds.R).
struct AutomaticBoundsTests {
  struct GroupVariances: Decodable {
    var names: [String]
    var variances: [Double]
  }
  struct Row: Decodable {
    var lhs: String
    var op: String
    var rhs: String
    var group: Int
    var lower: Double?
    var upper: Double?
  }
  struct Case: Decodable {
    var text: String
    var kind: BoundsKind
    var std: Bool
    var samples: [GroupVariances]
    var rows: [Row]
  }

  @Test func boundsAreThoseOfLavaan() throws {
    let cases = try loadFixture([Case].self, "bounds.json")
    #expect(cases.count == 40)
    for item in cases { try check(item) }
  }

  private func check(_ item: Case) throws {
    let model = try ModelCase(
      testDescription: "", text: item.text, meanStructure: false,
      standardizeLatent: item.std,
      groupLabels: item.samples.count > 1 ? ["a", "b"] : [""]
    ).compile()
    var options = EstimationOptions()
    options.bounds = item.kind
    let groups = zip(model.blocks, item.samples).map { block, sample in
      let variances = block.observed.map {
        sample.variances[sample.names.firstIndex(of: $0) ?? 0]
      }
      let p = variances.count
      var covariance = Matrix(rows: p, columns: p)
      for i in 0..<p { covariance[i, i] = variances[i] }
      return Sample(
        count: 300, covariance: covariance,
        mean: [Double](repeating: 0, count: p))
    }
    let space = try Fitter(
      model, options: options, sample: groups
    ).space
    #expect(item.rows.count == model.parameterCount)
    for expected in item.rows {
      let parameter = try #require(
        model.rowOfParameter.firstIndex { index in
          let row = model.table.rows[index]
          return row.op.rawValue == expected.op
            && row.group == expected.group
            && ((row.lhs == expected.lhs && row.rhs == expected.rhs)
              || (row.op == .covariance && row.lhs == expected.rhs
                && row.rhs == expected.lhs))
        })
      let place =
        "\(item.kind) \(item.text): \(expected.lhs) \(expected.op) "
        + expected.rhs
      for (isLower, value) in [(true, expected.lower), (false, expected.upper)]
      {
        let own = space.bounds.first {
          $0.parameter == parameter && $0.isLower == isLower
        }?.value
        #expect((own == nil) == (value == nil), "\(place)")
        if let own, let value {
          expectClose(own, value, relative: 1e-10, absolute: 1e-12, place)
        }
      }
    }
  }
}
