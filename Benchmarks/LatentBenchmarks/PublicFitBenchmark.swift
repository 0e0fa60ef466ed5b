import AllocationCounter
import Foundation
import Latent
import Probability

/// Times what an embedding program calls: a fit from a table in memory to a
/// complete `Fit`, and refits of a prepared model.
enum PublicFitBenchmark {
  /// The cases that the speed goals name.
  static let names = ["holzinger-swineford", "political-democracy"]

  /// Prints the median times of whole fits and of refits, in milliseconds, and
  /// the heap allocations of a refit.
  static func run(_ cases: [BenchmarkCase]) throws {
    print(
      "case                   fit_ms  refit_moments_ms  refit_cases_ms"
        + "  allocations")
    for test in cases where names.contains(test.name) {
      let fit = try whole(test)
      let time = try milliseconds(test.repetitions) { _ = try fit() }
      let refits = try Refits(test)
      let byMoments = try milliseconds(test.repetitions) {
        try refits.byMoments()
      }
      let byCases = try milliseconds(test.repetitions) {
        try refits.byCases()
      }
      let before = allocation_count()
      for _ in 0..<Refits.sampleCount { try refits.byMoments() }
      let allocations = Int(allocation_count() - before)
      print(
        test.name.padding(toLength: 20, withPad: " ", startingAt: 0),
        String(
          format: "%8.4f %17.4f %15.4f %12.2f", time, byMoments, byCases,
          Double(allocations) / Double(Refits.sampleCount)))
    }
  }

  /// Repeats the whole fits of one case, for valgrind.
  static func repeatFits(_ test: BenchmarkCase, count: Int) throws {
    let fit = try whole(test)
    for _ in 0..<count { _ = try fit() }
  }

  private static func options(_ test: BenchmarkCase) -> FitOptions {
    var options = FitOptions()
    options.model.kind = test.kind
    return options
  }

  private static func whole(_ test: BenchmarkCase) throws -> () throws -> Fit {
    let options = options(test)
    let model = try Model(text: test.text)
    let data = test.data
    return { try model.fit(to: data, options: options) }
  }

  /// Refits of one case to samples drawn from its rows, in turn.
  final class Refits {
    /// The number of samples.
    static let sampleCount = 50
    private let fitter: PreparedFitter
    private var moments: [SampleMoments] = []
    private var cases: [[Double]] = []
    private var next = 0

    /// Prepares the model and draws the samples.
    init(_ test: BenchmarkCase) throws {
      let prepared = try Model(text: test.text).prepared(
        for: test.data, options: PublicFitBenchmark.options(test))
      fitter = try prepared.makeFitter()
      let names = prepared.variables[0]
      let columns = try names.map { try test.data.numbers(named: $0) }
      let n = columns[0].count
      var stream = RandomStream(seed: 2026, stream: 1)
      for _ in 0..<Self.sampleCount {
        let rows = (0..<n).map { _ in
          min(Int(stream.uniform() * Double(n)), n - 1)
        }
        let drawn = columns.map { column in rows.map { column[$0] } }
        let table = try DataTable(
          columns: zip(names, drawn).map { (name: $0, numbers: $1) })
        let sample = try GroupedData(
          table, selecting: SampleSelection(variables: names))
        moments.append(sample.groups[0].moments)
        cases.append(Array(drawn.joined()))
      }
    }

    private func advance() { next = (next + 1) % Self.sampleCount }

    /// Refits to the next sample's moments.
    func byMoments() throws {
      try fitter.refit(moments[next])
      advance()
    }

    /// Refits to the next sample's cases.
    func byCases() throws {
      try fitter.refit(cases: cases[next])
      advance()
    }
  }
}
