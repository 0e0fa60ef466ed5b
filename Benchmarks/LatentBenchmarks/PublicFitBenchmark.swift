import Foundation
import Latent

/// Times what an embedding program calls: a fit from a table in memory to a
/// complete `Fit`.
enum PublicFitBenchmark {
  /// The cases that the speed goals name.
  static let names = ["holzinger-swineford", "political-democracy"]

  /// Prints the median times of whole fits, in milliseconds.
  static func run(_ cases: [BenchmarkCase]) throws {
    print("case                   fit_ms")
    for test in cases where names.contains(test.name) {
      let fit = try whole(test)
      let time = try milliseconds(test.repetitions) { _ = try fit() }
      print(
        test.name.padding(toLength: 20, withPad: " ", startingAt: 0),
        String(format: "%8.4f", time))
    }
  }

  /// Repeats the whole fits of one case, for valgrind.
  static func repeatFits(_ test: BenchmarkCase, count: Int) throws {
    let fit = try whole(test)
    for _ in 0..<count { _ = try fit() }
  }

  private static func whole(_ test: BenchmarkCase) throws -> () throws -> Fit {
    var options = FitOptions()
    options.model.kind = test.kind
    let model = try Model(text: test.text)
    let data = test.data
    return { [options] in try fit(model, data: data, options: options) }
  }
}
