import Foundation
import Latent
import LinearAlgebra
import Probability

/// Times whole fits of ordered items by WLSMV: thresholds, polychoric
/// correlations, estimates, robust errors, the scaled-shifted test, the
/// baseline and the indices; beside lavaan's in the same run.
enum OrderedBenchmark {
  /// A questionnaire: scales of five items of four categories each, whose
  /// factors correlate .3.
  struct Questionnaire {
    var items: Int
    var cases: Int

    var name: String { "items\(items)-\(cases)" }

    /// The model.
    var text: String {
      (0..<items / 5).map { scale in
        "f\(scale + 1) =~ "
          + (1...5).map { "u\(5 * scale + $0)" }.joined(separator: " + ")
      }.joined(separator: "\n")
    }

    /// Columns of categories, from 1.
    func columns() -> [[Double]] {
      var stream = RandomStream(seed: 2026, stream: UInt64(items))
      let cuts = [-0.8, 0.1, 0.9]
      var columns = [[Double]](repeating: [], count: items)
      var scores = [Double](repeating: 0, count: items / 5)
      for _ in 0..<cases {
        func normal() -> Double {
          NormalDistribution.quantile(stream.uniform())
        }
        let general = 0.3.squareRoot() * normal()
        for scale in scores.indices {
          scores[scale] = general + 0.7.squareRoot() * normal()
        }
        for item in 0..<items {
          let loading = 0.5 + 0.1 * Double(item % 5)
          let value =
            loading * scores[item / 5]
            + (1 - loading * loading).squareRoot() * normal()
            + 0.1 * Double(item % 4)
          columns[item].append(Double(1 + cuts.count { value > $0 }))
        }
      }
      return columns
    }
  }

  /// The sizes that the speed goals name.
  static let sizes = [20, 50, 100].map { Questionnaire(items: $0, cases: 1000) }

  /// Prints the median times, and lavaan's of the same data and model where R
  /// is there.
  ///
  /// lavaan's are those of its `cfa`, and of that with the measures and the
  /// standardized solution, which a fit here has too. Fits are timed before and
  /// after lavaan, as the machine may be slower now and then.
  ///
  /// - Parameters:
  ///   - root: The package's folder.
  ///   - large: Whether many cases and many items are timed too, without
  ///     lavaan.
  /// - Throws: The errors of fits and files.
  static func run(root: String, large: Bool) throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent(
        "latent-ordered-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    print("\(WorkTeam.coreCount) cores")
    print(
      "case               whole_ms  chisq_scaled   lavaan_s  ratio"
        + "  with_measures_s  ratio")
    for size in sizes {
      let data = try table(size, in: directory)
      let count = size.items > 50 ? 5 : 21
      let (before, fit) = try whole(size, data, count: count)
      let other = lavaan(
        size, in: directory, root: root, count: size.items > 50 ? 1 : 5)
      let time = 0.5 * (before + (try whole(size, data, count: count).0))
      func ratio(_ seconds: Double?) -> Double {
        (seconds ?? .nan) * 1e3 / time
      }
      print(
        size.name.padding(toLength: 18, withPad: " ", startingAt: 0),
        String(
          format: "%8.2f %13.4f %10.3f %6.0f %16.3f %6.0f", time,
          fit.measures["chisq_scaled"] ?? .nan, other?.cfa ?? .nan,
          ratio(other?.cfa), other?.all ?? .nan, ratio(other?.all)))
    }
    guard large else { return }
    for (items, cases) in [(20, 100_000), (200, 5000)] {
      let size = Questionnaire(items: items, cases: cases)
      let data = try table(size, in: directory)
      let (time, fit) = try whole(size, data, count: items > 50 ? 1 : 5)
      print(
        size.name.padding(toLength: 18, withPad: " ", startingAt: 0),
        String(
          format: "%8.2f %13.4f", time, fit.measures["chisq_scaled"] ?? .nan))
    }
  }

  /// Repeats the whole fits of one size, for profilers.
  static func repeatFits(items: Int, cases: Int, count: Int) throws {
    let size = Questionnaire(items: items, cases: cases)
    _ = try whole(size, try table(size, in: nil), count: count)
  }

  private static func table(_ size: Questionnaire, in directory: URL?) throws
    -> DataTable
  {
    let columns = size.columns()
    if let directory {
      var text =
        (1...size.items).map { "u\($0)" }.joined(separator: ",") + "\n"
      for row in 0..<size.cases {
        text +=
          columns.map { String(Int($0[row])) }.joined(separator: ",") + "\n"
      }
      try text.write(
        to: directory.appendingPathComponent(size.name + ".csv"),
        atomically: true, encoding: .utf8)
      try size.text.write(
        to: directory.appendingPathComponent(size.name + ".lav"),
        atomically: true, encoding: .utf8)
    }
    return try DataTable(
      columns: columns.enumerated().map {
        (name: "u\($0 + 1)", numbers: $1)
      })
  }

  private static func whole(
    _ size: Questionnaire, _ data: DataTable, count: Int
  ) throws -> (milliseconds: Double, fit: Fit) {
    var options = FitOptions(.wlsmv)
    options.model.ordered = (1...size.items).map { "u\($0)" }
    let model = try Model(text: size.text)
    var fit = try model.fit(to: data, options: options)
    let time = try milliseconds(max(count, 1)) {
      fit = try model.fit(to: data, options: options)
    }
    return (time, fit)
  }

  /// The median seconds that lavaan takes, for its `cfa` and for all; `nil`
  /// without R and lavaan.
  private static func lavaan(
    _ size: Questionnaire, in directory: URL, root: String, count: Int
  ) -> (cfa: Double, all: Double)? {
    let numbers =
      linesOfR(
        root + "/Benchmarks/lavaan/ordered.R",
        [directory.path, size.name, "\(count)"]
      ).last?.split(separator: " ").compactMap { Double($0) } ?? []
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }
}
