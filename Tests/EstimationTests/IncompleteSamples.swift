import Estimation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import SampleStatistics
import TestSupport
import Testing

extension ModelCase {
  /// All cases with their means, which incomplete data need.
  static let withMeans = all.map(\.withMeans)
}

/// Cases with values missing at random places, for a compiled model.
func drawIncompleteSample(
  _ model: CompiledModel, seed: UInt64, missing: Double, cases: Int = 60
) throws -> [Sample] {
  var generator = SeededGenerator(seed: seed)
  let known = drawSample(model, seed: seed)
  return zip(model.blocks, known).map { block, moments in
    let p = block.observedCount
    let factor = MatrixBuffer(moments.covariance)
    #expect(Cholesky.factor(factor).isFactored)
    let fixed = Set(block.fixedExogenous)
    var groups: [[Int]: [[Double]]] = [:]
    for _ in 0..<cases {
      let z = generator.normals(p)
      var row = (0..<p).map { i in
        moments.center[i]
          + (0...i).reduce(0) { $0 + factor[i, $1] * z[$1] }
      }
      var observed = Array(0..<p).filter {
        fixed.contains($0) || generator.uniform(in: 0...1) >= missing
      }
      if observed.isEmpty { observed = [0] }
      for i in 0..<p where !observed.contains(i) { row[i] = .nan }
      groups[observed, default: []].append(row)
    }
    let sample = patternSample(groups, variableCount: p)
    let saturated = SaturatedMoments.fit(sample)
    return Sample(
      count: cases, covariance: saturated.covariance,
      mean: saturated.mean, source: .likelihood, cases: sample)
  }
}

/// A pattern sample from rows by their observed variables.
func patternSample(_ groups: [[Int]: [[Double]]], variableCount p: Int)
  -> SampleCases
{
  let order = groups.keys.sorted {
    $0.count != $1.count
      ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
  }
  var rows: [[Double]] = []
  var patterns: [MissingPattern] = []
  for observed in order {
    let first = rows.count
    rows += groups[observed] ?? []
    patterns.append(
      MissingPattern(
        partition: VariablePartition(count: p, known: observed),
        cases: first..<rows.count))
  }
  return SampleCases(
    variableNames: (1...p).map { "V\($0)" }, patterns: patterns,
    values: Matrix(
      rows: p, columns: rows.count, elements: rows.flatMap { $0 }))
}
