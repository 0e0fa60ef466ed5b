import FactorAnalysis
import FactorRotation
import Foundation
import LinearAlgebra
import Probability

/// Times exploratory factors of 50 variables: extraction, rotation from random
/// starts, fit and standard errors, and parallel analyses; beside lavaan's and
/// psych's in the same run.
enum FactorBenchmark {
  private static let variables = 50
  private static let factors = 5
  private static let cases = 1000
  private static let starts = 100
  private static let replicates = 1000
  /// The share of the replicates that psych draws.
  private static let otherReplicates = 50

  /// Prints the median times, and those of R where it is there.
  ///
  /// - Parameter root: The package's folder.
  /// - Throws: The errors of factors and files.
  static func run(root: String) throws {
    let columns = self.columns()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "latent-factors-\(ProcessInfo.processInfo.processIdentifier).csv")
    try text(columns).write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let (correlation, variances) = moments(columns)
    var sample = FactorSample(
      names: (1...variables).map { "x\($0)" }, correlation: correlation,
      caseCount: Double(cases))
    sample.variances = variances
    var options = FactorOptions()
    options.rotation?.starts = starts
    var solution = try FactorSolution(sample, count: factors, options)
    let whole = try milliseconds(21) {
      solution = try FactorSolution(sample, count: factors, options)
    }
    let parallel = milliseconds(3) {
      for kind in ParallelAnalysis.Kind.allCases {
        _ = ParallelAnalysis(
          correlation, caseCount: cases, kind: kind, replicates: replicates)
      }
    }
    let (lavaan, psych) = others(file.path, root: root)
    print("\(WorkTeam.coreCount) cores")
    print("what                            ms   value    R_s  ratio")
    print(
      String(
        format: "efa, %d starts           %7.2f %7.4f %6.2f %6.0f", starts,
        whole, solution.rotated?.value ?? .nan, lavaan, lavaan * 1e3 / whole))
    print(
      String(
        format: "parallel, %d replicates %7.1f         %6.2f %6.0f", replicates,
        parallel, psych, psych * 1e3 / parallel))
    print(
      "psych drew \(otherReplicates) replicates; its time is of \(replicates).")
  }

  private static func columns() -> [[Double]] {
    var stream = RandomStream(seed: 2026, stream: 50)
    var columns = [[Double]](repeating: [], count: variables)
    for _ in 0..<cases {
      let general = 0.3.squareRoot() * stream.normal()
      let scores = (0..<factors).map { _ in
        general + 0.7.squareRoot() * stream.normal()
      }
      for item in 0..<variables {
        let own = item * factors / variables
        let loading = 0.5 + 0.05 * Double(item % 7)
        let cross = 0.15 * Double(item % 3 - 1)
        columns[item].append(
          loading * scores[own] + cross * scores[(own + 1) % factors]
            + 0.6 * stream.normal())
      }
    }
    return columns
  }

  private static func text(_ columns: [[Double]]) -> String {
    var text =
      (1...variables).map { "x\($0)" }.joined(separator: ",") + "\n"
    for row in 0..<cases {
      text += columns.map { "\($0[row])" }.joined(separator: ",") + "\n"
    }
    return text
  }

  private static func moments(_ columns: [[Double]]) -> (Matrix, [Double]) {
    let n = Double(cases)
    let centred = columns.map { column in
      let mean = column.reduce(0, +) / n
      return column.map { $0 - mean }
    }
    let variances = centred.map { $0.reduce(0) { $0 + $1 * $1 } / n }
    var correlation = Matrix.identity(variables)
    for j in 0..<variables {
      for i in 0..<j {
        let product = zip(centred[i], centred[j]).reduce(0) {
          $0 + $1.0 * $1.1
        }
        correlation[i, j] =
          product / n / (variances[i] * variances[j]).squareRoot()
        correlation[j, i] = correlation[i, j]
      }
    }
    return (correlation, variances)
  }

  /// The seconds of lavaan and psych; NaN without them.
  private static func others(_ path: String, root: String) -> (Double, Double) {
    let lines = linesOfR(
      root + "/Benchmarks/lavaan/efa.R",
      [path, "\(factors)", "\(starts)", "\(otherReplicates)"])
    let times = lines.suffix(2).compactMap { Double($0) }
    guard times.count == 2 else {
      return (lines.dropLast().last.flatMap { Double($0) } ?? .nan, .nan)
    }
    let share = Double(replicates) / Double(otherReplicates)
    return (times[0], times[1] * share)
  }
}
