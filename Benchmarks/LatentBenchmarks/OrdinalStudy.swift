import FitSettings
import Foundation
import Latent
import ModelFit
import Probability
import Specification

/// How often WLSMV's intervals of ordered items cover the parameters, and how
/// often its scaled-shifted test rejects the true model: two factors of four
/// items each, five categories.
enum OrdinalStudy {
  /// A population: where the responses behind the items are cut.
  struct Population: Sendable {
    var name: String
    var cuts: [Double]

    static let all = [
      Population(name: "symmetric", cuts: [-1.5, -0.5, 0.5, 1.5]),
      Population(name: "skewed", cuts: [0.05, 0.772, 1.341, 1.881]),
    ]
  }

  private static let loadings = [0.8, 0.7, 0.6, 0.5]
  private static let correlation = 0.4
  private static let items = ["u", "v"].flatMap { name in
    loadings.indices.map { "\(name)\($0 + 1)" }
  }
  private static let text = """
    f =~ u1 + u2 + u3 + u4
    g =~ v1 + v2 + v3 + v4
    """

  /// What is counted over the samples of a population and size.
  private struct Counts {
    /// Intervals that cover, and intervals, by the kind of parameter.
    var covering = [Int](repeating: 0, count: 3)
    var intervals = [Int](repeating: 0, count: 3)
    var rejections = 0
    var tests = 0
    /// Samples in which an item lacks a category, and fits without convergence.
    var lacking = 0
    var failures = 0

    mutating func add(_ other: Counts) {
      for kind in covering.indices {
        covering[kind] += other.covering[kind]
        intervals[kind] += other.intervals[kind]
      }
      rejections += other.rejections
      tests += other.tests
      lacking += other.lacking
      failures += other.failures
    }
  }

  /// Prints a line a population and size.
  ///
  /// - Parameter samples: Samples of each.
  /// - Throws: The errors of fits.
  static func run(samples: Int) async throws {
    print(
      "\(samples) samples each; 95% intervals, tests of the true model at 5%; "
        + "the error of a rate of 5% is "
        + String(
          format: "%.2f%%", 100 * (0.05 * 0.95 / Double(samples)).squareRoot()))
    print(
      "population     n  loadings  correlation  thresholds  rejected  without")
    for (number, population) in Population.all.enumerated() {
      for size in [200, 500, 1000] {
        let own = try await count(
          population, size: size, seed: UInt64(1984 + number), samples: samples)
        func rate(_ kind: Int) -> Double {
          100 * Double(own.covering[kind]) / Double(own.intervals[kind])
        }
        print(
          population.name.padding(toLength: 10, withPad: " ", startingAt: 0),
          String(
            format: "%5d %8.2f%% %11.2f%% %10.2f%% %8.2f%% %8d", size, rate(0),
            rate(1), rate(2),
            100 * Double(own.rejections) / Double(own.tests),
            own.lacking + own.failures))
      }
    }
  }

  /// The counts of all samples, spread over all cores.
  private static func count(
    _ population: Population, size: Int, seed: UInt64, samples: Int
  ) async throws -> Counts {
    let workers = ProcessInfo.processInfo.activeProcessorCount
    return try await withThrowingTaskGroup(of: Counts.self) { group in
      for worker in 0..<workers {
        group.addTask {
          var counts = Counts()
          for sample in stride(from: worker, to: samples, by: workers) {
            // Sizes have streams of their own.
            try take(
              population, size: size, seed: seed,
              stream: UInt64(size) << 32 | UInt64(sample), into: &counts)
          }
          return counts
        }
      }
      var total = Counts()
      for try await part in group { total.add(part) }
      return total
    }
  }

  private static func take(
    _ population: Population, size: Int, seed: UInt64, stream: UInt64,
    into counts: inout Counts
  ) throws {
    let data = try table(population, size: size, seed: seed, stream: stream)
    for name in items
    where Set(try data.numbers(named: name)).count <= population.cuts.count {
      counts.lacking += 1
      return
    }
    var options = FitOptions(.wlsmv)
    options.model.ordered = items
    options.model.standardizeLatent = true
    let fit = try Model(text: text).fit(to: data, options: options)
    guard fit.isConverged else {
      counts.failures += 1
      return
    }
    for parameter in fit.parameters where parameter.isFree {
      guard let error = parameter.standardError,
        let (kind, truth) = target(parameter, population)
      else { continue }
      counts.intervals[kind] += 1
      let limit = 1.959963984540054 * error
      if abs(parameter.estimate - truth) <= limit { counts.covering[kind] += 1 }
    }
    if let p = fit.measures["pvalue_scaled"] {
      counts.tests += 1
      if p < 0.05 { counts.rejections += 1 }
    }
  }

  /// A parameter's kind (loading, correlation, threshold) and true value.
  private static func target(
    _ parameter: ParameterEstimate, _ population: Population
  ) -> (kind: Int, truth: Double)? {
    func place(_ text: String) -> Int? { text.last?.wholeNumberValue }
    switch parameter.op {
    case .measurement: return place(parameter.rhs).map { (0, loadings[$0 - 1]) }
    case .covariance: return (1, correlation)
    case .threshold:
      return place(parameter.rhs).map { (2, population.cuts[$0 - 1]) }
    default: return nil
    }
  }

  private static func table(
    _ population: Population, size: Int, seed: UInt64, stream: UInt64
  ) throws -> DataTable {
    var draws = RandomStream(seed: seed, stream: stream)
    var columns = [[Double]](repeating: [], count: items.count)
    let rest = (1 - correlation * correlation).squareRoot()
    for _ in 0..<size {
      let f = draws.normal()
      let factors = [f, correlation * f + rest * draws.normal()]
      for index in items.indices {
        let loading = loadings[index % loadings.count]
        let response =
          loading * factors[index / loadings.count]
          + (1 - loading * loading).squareRoot() * draws.normal()
        columns[index].append(
          Double(population.cuts.count { response > $0 } + 1))
      }
    }
    return try DataTable(
      columns: zip(items, columns).map {
        DataColumn(name: $0.0, numbers: $0.1)
      })
  }
}
