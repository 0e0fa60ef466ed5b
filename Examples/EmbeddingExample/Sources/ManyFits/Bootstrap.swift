import Latent

/// What one replicate came to.
struct Replicate: Sendable {
  var index: Int
  /// The loading of `x2`, if the fit converged.
  var value: Double?
  /// Why there is none.
  var failure: String?
}

/// Fits a model to samples drawn with replacement, on all processors.
///
/// A failed replicate is a row of the result and does not stop the others.
func bootstrap(
  _ model: Model, data: DataTable, variables: [String], count: Int,
  seed: UInt64
) async throws -> [Replicate] {
  let columns = try variables.map {
    (name: $0, numbers: try data.numbers(named: $0))
  }
  return await withTaskGroup(of: Replicate.self) { group in
    for index in 0..<count {
      group.addTask {
        // A generator of its own: no result depends on the order of tasks.
        var random = SplitMix(seed: seed, replicate: UInt64(index))
        let n = columns[0].numbers.count
        let rows = (0..<n).map { _ in Int.random(in: 0..<n, using: &random) }
        let drawn = columns.map { column in
          (name: column.name, numbers: rows.map { column.numbers[$0] })
        }
        do {
          let result = try fit(model, data: DataTable(columns: drawn))
          guard result.isConverged else {
            return Replicate(
              index: index, failure: result.convergenceMessage)
          }
          let loading = result.parameter("visual", "=~", "x2")
          return Replicate(index: index, value: loading?.estimate)
        } catch {
          return Replicate(index: index, failure: "\(error)")
        }
      }
    }
    var replicates: [Replicate] = []
    for await replicate in group { replicates.append(replicate) }
    return replicates.sorted { $0.index < $1.index }
  }
}
