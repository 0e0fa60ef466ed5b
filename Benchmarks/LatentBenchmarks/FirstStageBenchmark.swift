import Foundation
import LinearAlgebra
import OrderedMoments
import Probability

/// Times first stages of ordered items: tables, thresholds, polychoric
/// correlations and their influences.
enum FirstStageBenchmark {
  /// The numbers of items and cases.
  static let sizes = [
    (items: 20, cases: 1000), (items: 50, cases: 1000),
    (items: 100, cases: 1000), (items: 20, cases: 100_000),
    (items: 50, cases: 100_000), (items: 100, cases: 100_000),
  ]

  /// Items of four categories with one factor.
  static func columns(items: Int, cases: Int) -> [[UInt8]] {
    var stream = RandomStream(seed: 2026, stream: UInt64(items))
    let cuts = [-0.8, 0.2, 1.1]
    var columns = [[UInt8]](repeating: [], count: items)
    for _ in 0..<cases {
      let factor = NormalDistribution.quantile(stream.uniform())
      for item in 0..<items {
        let loading = 0.5 + 0.3 * Double(item % 5) / 4
        let noise = NormalDistribution.quantile(stream.uniform())
        let value =
          loading * factor + (1 - loading * loading).squareRoot() * noise
          + 0.1 * Double(item % 3)
        columns[item].append(UInt8(cuts.count { value > $0 }))
      }
    }
    return columns
  }

  /// Prints the median times in milliseconds: preparing the cases, the
  /// statistics with the diagonal of Γ, and Γ as a whole.
  ///
  /// - Parameter directory: Where the data are written for lavaan, if they are.
  /// - Throws: What is wrong with the directory.
  static func run(writingTo directory: String?) throws {
    print("items   cases  prepare_ms  solve_ms  one_core_ms  gamma_ms")
    for size in sizes {
      let columns = columns(items: size.items, cases: size.cases)
      let names = (1...size.items).map { "u\($0)" }
      if let directory { try write(columns, names, to: directory) }
      func solver(_ threads: Int) throws -> FirstStageSolver {
        var options = FirstStageOptions()
        options.threads = threads
        return try FirstStageSolver(
          variables: names,
          columns: columns.map { .ordered(codes: $0, categoryCount: 4) },
          options: options)
      }
      let count = size.cases > 1000 ? 3 : 11
      let prepare = try milliseconds(count) {
        _ = try solver(WorkTeam.coreCount)
      }
      let shared = try solver(WorkTeam.coreCount)
      let solve = try milliseconds(count) {
        _ = try shared.solve().asymptoticVariances()
      }
      let alone = try solver(1)
      let one = try milliseconds(count) {
        _ = try alone.solve().asymptoticVariances()
      }
      // Γ of 100 items and 100,000 cases takes minutes, and nothing needs it.
      let hasGamma = size.cases * size.items * size.items < 20_000_000
      let stage = try shared.solve()
      let gamma =
        hasGamma
        ? milliseconds(3) { _ = stage.asymptoticCovariance() } : .nan
      print(
        String(
          format: "%5d %7d %11.3f %9.3f %12.3f %9.1f", size.items, size.cases,
          prepare, solve, one, gamma))
    }
  }

  private static func write(
    _ columns: [[UInt8]], _ names: [String], to directory: String
  ) throws {
    var text = names.joined(separator: ",") + "\n"
    for row in columns[0].indices {
      text += columns.map { String($0[row] + 1) }.joined(separator: ",") + "\n"
    }
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    try text.write(
      toFile: "\(directory)/u\(columns.count)-\(columns[0].count).csv",
      atomically: true, encoding: .utf8)
  }
}
