import AllocationCounter
import Foundation
import LinearAlgebra
import MonteCarlo

/// Times Monte Carlo replicates: data drawn, fitted by maximum likelihood, with
/// standard errors and fit indices; beside lavaan's in the same run.
enum MonteCarloBenchmark {
  /// The CFA of Muthén & Muthén (2002): two factors of five indicators each,
  /// loadings .8, residual variances .36, a correlation of .25.
  static let design = """
    seed: 1
    population: |
      f1 =~ 0.8*y1 + 0.8*y2 + 0.8*y3 + 0.8*y4 + 0.8*y5
      f2 =~ 0.8*y6 + 0.8*y7 + 0.8*y8 + 0.8*y9 + 0.8*y10
      f1 ~~ 0.25*f2
    standardized: true
    model: |
      f1 =~ y1 + y2 + y3 + y4 + y5
      f2 =~ y6 + y7 + y8 + y9 + y10
    nobs: 150
    fit: {std-lv: true}
    """

  /// What a run of one condition took.
  private struct Run {
    var seconds: Double
    var allocations: Int
    var power: Double
  }

  /// Prints the times on one thread and on all cores, heap allocations a
  /// replicate, and lavaan's time for a replicate, one process a core.
  ///
  /// - Parameters:
  ///   - root: The package's folder.
  ///   - replicates: The number of replicates; lavaan fits 200 on each core.
  /// - Throws: The errors of the study.
  static func run(root: String, replicates: Int) throws {
    let study = try MonteCarloStudy(text: design, name: "design")
    let conditions = try ConditionPlanner(study) { _ in "" }.conditions()
    let cores = WorkTeam.coreCount
    // Allocations of the set-up are those of a shorter run.
    let short = try time(study, conditions, replicates / 2, threads: 1)
    let one = try time(study, conditions, replicates, threads: 1)
    let other = lavaan(root: root, cores: cores)
    let all = try time(study, conditions, replicates, threads: cores)
    let each = Double(one.allocations - short.allocations) * 2
    print("\(replicates) replicates, \(cores) cores")
    print(
      String(
        format: """
          one thread   %8.3f s, %.4f ms each, %.4f allocations each
          all cores    %8.3f s, %.4f ms each, speed-up %.2f
          power of the correlation %.4f
          """, one.seconds, one.seconds * 1e3 / Double(replicates),
        each / Double(replicates), all.seconds,
        all.seconds * 1e3 / Double(replicates), one.seconds / all.seconds,
        all.power))
    guard let other else { return print("lavaan is not there") }
    let seconds = all.seconds / Double(replicates)
    print(
      String(
        format: "lavaan       %.3f ms each, ratio %.0f; power %.3f",
        other.seconds * 1e3, other.seconds / seconds, other.power))
  }

  /// Repeats replicates on one thread, for profilers.
  static func repeatReplicates(count: Int) throws {
    let study = try MonteCarloStudy(text: design, name: "design")
    let conditions = try ConditionPlanner(study) { _ in "" }.conditions()
    _ = try time(study, conditions, count, threads: 1)
  }

  private static func time(
    _ study: MonteCarloStudy, _ conditions: [SimulationCondition],
    _ replicates: Int, threads: Int
  ) throws -> Run {
    var results = MonteCarloResults(study, conditions)
    let before = allocation_count()
    let start = ContinuousClock.now
    _ = try MonteCarloRun(conditions, replicates: replicates, threads: threads)
      .run(
        isStopped: { false }, progress: { _ in },
        take: { condition, _, count, rows in
          results.add(condition, count: count, rows)
        })
    let elapsed = ContinuousClock.now - start
    let correlation = results.conditions[0].parameters.first {
      $0.name == "f1~~f2"
    }
    return Run(
      seconds: Double(elapsed.components.seconds)
        + Double(elapsed.components.attoseconds) * 1e-18,
      allocations: Int(allocation_count() - before),
      power: correlation?.power?.value ?? .nan)
  }

  /// The seconds of all cores that a replicate of lavaan's takes, and its
  /// power; `nil` without R and lavaan.
  private static func lavaan(root: String, cores: Int) -> (
    seconds: Double, power: Double
  )? {
    let numbers =
      linesOfR(
        root + "/Benchmarks/lavaan/montecarlo.R",
        ["\(200 * cores)", "\(cores)"]
      ).last?.split(separator: " ").compactMap { Double($0) } ?? []
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }
}
