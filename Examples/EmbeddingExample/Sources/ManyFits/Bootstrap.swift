import Latent

/// The outcome of one replicate.
struct Replicate: Sendable {
  var index: Int
  /// The loading of `x2`, if the fit converged.
  var value: Double?
  /// Why there is none.
  var status: Refit.Status
}

/// Refits a prepared model to samples drawn with replacement, on all
/// processors.
///
/// A failed replicate is a row of the result and does not stop the others.
func bootstrap(
  _ prepared: PreparedModel, columns: [[Double]], count: Int, seed: UInt64,
  tasks: Int
) async throws -> [Replicate] {
  guard let loading = prepared.place(of: .loading("visual", "x2")) else {
    return []
  }
  return try await withThrowingTaskGroup(of: [Replicate].self) { group in
    for task in 0..<tasks {
      group.addTask {
        // Separate buffers: one fitter a task.
        let fitter = try prepared.makeFitter()
        var drawn = Array(columns.joined())
        return try stride(from: task, to: count, by: tasks).map { index in
          draw(columns, into: &drawn, seed: seed, replicate: index)
          let refit = try fitter.refit(cases: drawn)
          return Replicate(
            index: index, value: refit.isConverged ? fitter[loading] : nil,
            status: refit.status)
        }
      }
    }
    var replicates: [Replicate] = []
    for try await part in group { replicates += part }
    return replicates.sorted { $0.index < $1.index }
  }
}

/// Draws rows with replacement, by a generator of the replicate's own: no
/// result depends on the order of tasks.
private func draw(
  _ columns: [[Double]], into drawn: inout [Double], seed: UInt64,
  replicate: Int
) {
  var random = SplitMix(seed: seed, replicate: UInt64(replicate))
  let n = columns[0].count
  for place in 0..<n {
    let row = Int.random(in: 0..<n, using: &random)
    for (column, numbers) in columns.enumerated() {
      drawn[column * n + place] = numbers[row]
    }
  }
}
