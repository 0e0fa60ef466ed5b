import Foundation

/// The members of a fit's document that a client reads here; they have
/// lavaan's names.
struct FitDocument: Decodable {
  /// One parameter.
  struct Row: Decodable {
    var lhs: String
    var op: String
    var rhs: String
    var est: Double
    var se: Double
  }

  var estimator: String
  var nobs: [Int]
  var parameters: [Row]
}

/// A number with three decimals.
func rounded(_ value: Double) -> String {
  String(format: "%.3f", value)
}

/// A table of 200 cases of one factor, as a client would upload it.
func uploadedCases() -> [UInt8] {
  var state: UInt64 = 7
  func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 33) / Double(1 << 31) - 0.5
  }
  var text = "x1,x2,x3,x4\n"
  for _ in 0..<200 {
    let factor = next() + next() + next()
    text += (0..<4).map { _ in "\(factor + next())" }.joined(separator: ",")
    text += "\n"
  }
  return Array(text.utf8)
}
