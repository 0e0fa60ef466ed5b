// Bootstraps a loading: many fits at once, the same numbers on any machine.
import Foundation
import Latent

let path = URL(filePath: #filePath)
  .appending(path: "../../../../../Models/holzinger-swineford/data.csv")
  .standardizedFileURL.path()
let model = try Model(
  text: """
    visual  =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    speed   =~ x7 + x8 + x9
    """)
let data = try CSVReader().read(contentsOf: path)
let prepared = try model.prepared(for: data)

let replicates = try await bootstrap(
  prepared, columns: prepared.variables[0].map { try data.numbers(named: $0) },
  count: 200, seed: 2024, tasks: ProcessInfo.processInfo.activeProcessorCount)

let loadings = replicates.compactMap { $0.value }
let mean = loadings.reduce(0, +) / Double(loadings.count)
let sumOfSquares = loadings.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
let deviation = (sumOfSquares / Double(loadings.count - 1)).squareRoot()
if let loading = prepared.fit[.loading("visual", "x2")],
  let standardError = loading.standardError
{
  print("visual =~ x2:", String(format: "%.3f", loading.estimate))
  print("standard error:", String(format: "%.3f", standardError))
  print(
    "bootstrap, \(loadings.count) of \(replicates.count) fits:",
    String(format: "%.3f", deviation))
}
for replicate in replicates where replicate.value == nil {
  print("replicate \(replicate.index): \(replicate.status)")
}
