import Latent
import Testing

@testable import RequestSettings
@testable import Requests

/// Columns of texts whose order an option gives.
@Suite struct CategoryOrderTests {
  private static let texts = ["low", "in; between", "high"]

  /// The same answers as numbers and as texts.
  private static let answers: (numbers: [UInt8], texts: [UInt8]) = {
    var numbers = "x1,x2,x3,x4\n"
    var texts = numbers
    var state: UInt64 = 5
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31) - 0.5
    }
    for row in 0..<300 {
      let factor = next() + next() + next()
      let values = (0..<4).map { _ -> Int in
        let value = factor + next()
        return value < -0.4 ? 1 : value < 0.3 ? 2 : 3
      }
      func line(_ cell: (Int) -> String) -> String {
        values.enumerated().map { $0 == 1 && row == 7 ? "NA" : cell($1) }
          .joined(separator: ",") + "\n"
      }
      numbers += line(String.init)
      texts += line { Self.texts[$0 - 1] }
    }
    return (Array(numbers.utf8), Array(texts.utf8))
  }()

  private static func fit(
    _ data: [UInt8], _ options: [(String, String)]
  ) async throws -> Fit {
    let result = try await AnalysisRequest(
      .fit,
      models: [ModelDocument(name: "m.lav", text: "f =~ x1 + x2 + x3 + x4\n")],
      options: ([("data", "answers.csv")] + options)
        .map { .init($0.0, $0.1) },
      files: .inMemory(["answers.csv": data])
    ).run()
    guard case .fit(let fit) = result.content else {
      throw InputError(message: "no fit")
    }
    return fit
  }

  @Test func textsAreFittedAsNumbers() async throws {
    let order = "low < \"in; between\" < high"
    let numbers = try await Self.fit(
      Self.answers.numbers, [("ordered", "true")])
    let texts = try await Self.fit(
      Self.answers.texts, [("categories", "x1,x2: \(order); x3, x4: \(order)")])
    #expect(
      texts.measures["chisq_scaled"]
        == numbers.measures["chisq_scaled"])
    #expect(texts.measures["chisq_scaled"] != nil)
    #expect(
      texts.parameters.map(\.estimate)
        == numbers.parameters.map(\.estimate))
  }

  /// From the highest down thresholds change their signs.
  @Test func theOrderCounts() async throws {
    let up = "low < \"in; between\" < high"
    let down = "high < \"in; between\" < low"
    func first(_ order: String) async throws -> [Double] {
      try await Self.fit(
        Self.answers.texts, [("categories", "x1,x2,x3,x4: \(order)")]
      ).parameters.filter { $0.op == .threshold }.map(\.estimate)
    }
    let (one, other) = (try await first(up), try await first(down))
    #expect(one.count == 8)
    for variable in 0..<4 {
      for (a, b) in [(0, 1), (1, 0)] {
        #expect(
          abs(one[2 * variable + a] + other[2 * variable + b]) < 1e-9)
      }
    }
  }

  @Test func numbersHaveAnOrderToo() async throws {
    let joined = try await Self.fit(
      Self.answers.numbers, [("categories", "x1,x2,x3,x4: 1 < 2 < 3")])
    let plain = try await Self.fit(
      Self.answers.numbers, [("ordered", "true")])
    #expect(
      joined.measures["chisq_scaled"]
        == plain.measures["chisq_scaled"])
  }
}
