import AllocationCounter
import Foundation
import Latent

// LatentBenchmarks [export DIR | allocations | bootstrap |
//   bootstrap-study [REPLICATES] | bootstrap-memory |
//   coverage [SAMPLES [DRAWS]] | efa | first-stages [DIR] |
//   montecarlo [REPLICATES [profile]] | ordinal [SAMPLES] |
//   ordered [large | ITEMS CASES COUNT] | only NAME ... | profile NAME COUNT |
//   public-fit [NAME COUNT] | random-bits LAYOUT [WORDS]]
//
// Without arguments: times every case. `export` writes the cases' data and
// models for Benchmarks/lavaan/compare.sh. `allocations` fails if a refit
// allocates. `bootstrap` times bootstraps, `bootstrap-study` what lavaan's
// bootstrap is compared with, `bootstrap-memory` measures what 100,000
// replicates hold. `first-stages` times those of ordered items, and writes
// their data for Benchmarks/lavaan/first-stages.R. `montecarlo` times replicates
// of a Monte Carlo study beside lavaan's, and counts their allocations; with
// `profile` it only repeats them. `ordered` times whole fits of
// ordered items by WLSMV beside lavaan's, with `large` those of many cases and
// items too; with numbers it repeats one of them. `coverage` counts how often
// intervals cover an effect (2000 samples, 1000 draws each), `ordinal` how
// often those of ordered items cover their parameters (1000 samples each).
// `profile` repeats one case, for valgrind.
// `public-fit` times whole fits through the public face; with a name and a
// count it repeats one of them. `efa` times exploratory factors and parallel
// analyses beside those of lavaan and psych.

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted[sorted.count / 2]
}

func milliseconds(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var times: [Double] = []
  for _ in 0..<count {
    let elapsed = try clock.measure { try body() }
    times.append(
      Double(elapsed.components.seconds) * 1e3
        + Double(elapsed.components.attoseconds) * 1e-15)
  }
  return median(times)
}

func export(_ cases: [BenchmarkCase], to directory: String) throws {
  try FileManager.default.createDirectory(
    atPath: directory, withIntermediateDirectories: true)
  for test in cases {
    let names = try Model(text: test.text).parameterTable().roles[0].observed
    let columns = try names.map { try test.data.numbers(named: $0) }
    var lines = [names.joined(separator: ",")]
    for row in 0..<test.data.rowCount {
      let cells = columns.map { $0[row].isNaN ? "NA" : "\($0[row])" }
      lines.append(cells.joined(separator: ","))
    }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: "\(directory)/\(test.name).csv", atomically: true,
      encoding: .utf8)
    try (test.text + "\n").write(
      toFile: "\(directory)/\(test.name).lav", atomically: true,
      encoding: .utf8)
  }
}

func time(_ cases: [BenchmarkCase]) throws {
  print("case                 core_ms  full_ms  steps     chisq  first_se")
  for test in cases {
    if test.preset != nil || test.missing != .listwise {
      try timeWhole(test)
      continue
    }
    let prepared = try Prepared(test)
    let result = try prepared.fit()
    let core = try milliseconds(test.repetitions) { _ = try prepared.fit() }
    var options = FitOptions()
    options.model.kind = test.kind
    let model = try Model(text: test.text)
    let full = try milliseconds(max(test.repetitions / 4, 1)) {
      _ = try model.fit(to: test.data, options: options)
    }
    print(
      test.name.padding(toLength: 20, withPad: " ", startingAt: 0),
      String(
        format: "%8.4f %8.3f %6d %9.3f %9.5f", core, full, result.steps,
        result.chiSquare, result.firstError))
  }
}

/// Times a fit from the table on as a whole: sample statistics, estimates,
/// standard errors, tests, baseline model and fit measures.
func timeWhole(_ test: BenchmarkCase) throws {
  var options = FitOptions(test.preset ?? .ml)
  options.model.kind = test.kind
  options.missing = test.missing
  let model = try Model(text: test.text)
  let result = try model.fit(to: test.data, options: options)
  let whole = try milliseconds(test.repetitions) {
    _ = try model.fit(to: test.data, options: options)
  }
  let first = result.parameters.first { $0.isFree }
  print(
    test.name.padding(toLength: 20, withPad: " ", startingAt: 0),
    String(
      format: "%8.3f %8.3f %6d %9.3f %9.5f", whole, whole, result.iterations,
      result.measures.best("chisq") ?? .nan, first?.standardError ?? .nan))
}

func checkAllocations(_ cases: [BenchmarkCase]) throws -> Bool {
  var isClean = true
  for test in cases.prefix(3) {
    let count = try Prepared(test).refitAllocations(count: 20) {
      allocation_count()
    }
    print("\(test.name): \(count) heap allocations in 20 refits")
    isClean = isClean && count == 0
  }
  return isClean
}

let arguments = Array(CommandLine.arguments.dropFirst())
let root = FileManager.default.currentDirectoryPath
let all = try BenchmarkCase.all(root: root)
let cases =
  arguments.first == "only"
  ? all.filter { arguments.contains($0.name) } : all
switch arguments.first {
case "export":
  try export(cases, to: arguments.count > 1 ? arguments[1] : "/tmp/latent")
case "efa":
  try FactorBenchmark.run(root: root)
case "first-stages":
  try FirstStageBenchmark.run(
    writingTo: arguments.count > 1 ? arguments[1] : nil)
case "montecarlo":
  let count = arguments.count > 1 ? Int(arguments[1]) ?? 10_000 : 10_000
  if arguments.contains("profile") {
    try MonteCarloBenchmark.repeatReplicates(count: count)
  } else {
    try MonteCarloBenchmark.run(root: root, replicates: count)
  }
case "ordered":
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  if numbers.count == 3 {
    try OrderedBenchmark.repeatFits(
      items: numbers[0], cases: numbers[1], count: numbers[2])
  } else {
    try OrderedBenchmark.run(root: root, large: arguments.contains("large"))
  }
case "bootstrap":
  try await BootstrapBenchmark.run(root: root)
case "bootstrap-study":
  try await BootstrapBenchmark.study(
    root: root,
    replicates: arguments.count > 1 ? Int(arguments[1]) ?? 1000 : 1000)
case "bootstrap-memory":
  try await BootstrapBenchmark.memory(root: root)
case "coverage":
  try await CoverageStudy.run(
    samples: arguments.count > 1 ? Int(arguments[1]) ?? 2000 : 2000,
    draws: arguments.count > 2 ? Int(arguments[2]) ?? 1000 : 1000)
case "ordinal":
  try await OrdinalStudy.run(
    samples: arguments.count > 1 ? Int(arguments[1]) ?? 1000 : 1000)
case "allocations":
  exit(try checkAllocations(cases) ? 0 : 1)
case "public-fit":
  if arguments.count > 1,
    let test = all.first(where: { $0.name == arguments[1] })
  {
    let count = arguments.count > 2 ? Int(arguments[2]) ?? 100 : 100
    try PublicFitBenchmark.repeatFits(test, count: count)
  } else {
    try PublicFitBenchmark.run(all)
  }
case "random-bits":
  guard arguments.count > 1, let bits = RandomBits(rawValue: arguments[1])
  else { fatalError("random-bits stream, replicates or seeds") }
  bits.write(arguments.count > 2 ? Int(arguments[2]) ?? .max : .max)
case "profile":
  let name = arguments.count > 1 ? arguments[1] : cases[0].name
  let count = arguments.count > 2 ? Int(arguments[2]) ?? 100 : 100
  if let test = cases.first(where: { $0.name == name }) {
    if test.missing != .listwise {
      for _ in 0..<count { try timeWhole(test) }
    } else {
      let prepared = try Prepared(test)
      for _ in 0..<count { _ = try prepared.fit() }
    }
  }
default:
  try time(cases)
}
