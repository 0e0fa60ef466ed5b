import FitSettings
import Latent
import ModelFit
import Testing

/// Tests of profile-likelihood intervals of Holzinger & Swineford's data.
protocol ProfileFitting {}

extension ProfileFitting {
  /// The quantile of χ²₁ at .95.
  static var critical: Double { 3.841458820694124 }

  func fit(
    _ text: String, rows: Range<Int>? = nil, group: String? = nil,
    _ table: String = "holzinger-swineford-1939.csv",
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions()
    options.keepsCases = true
    configure(&options)
    var data = try HolzingerModel.table(table)
    if let rows {
      data = try DataTable(
        columns: (1...9).map {
          (
            name: "x\($0)",
            numbers: Array(try data.numbers(named: "x\($0)")[rows])
          )
        })
    }
    return try Model(text: text).fit(to: data, group: group, options: options)
  }

  func limits(_ interval: ProfileInterval?) throws -> [Double] {
    let interval = try #require(interval)
    return [
      try #require(interval.lower.value), try #require(interval.upper.value),
    ]
  }

  func row(_ fit: Fit, _ lhs: String, _ op: String, _ rhs: String = "")
    throws -> Int
  {
    try #require(
      fit.parameters.firstIndex {
        $0.lhs == lhs && $0.op.rawValue == op && (rhs.isEmpty || $0.rhs == rhs)
      })
  }
}
