import LinearAlgebra
import Probability
import TestSupport
import Testing

@testable import FactorAnalysis
@testable import FactorRotation

struct CriterionTests {
  private static let criteria: [(String, RotationCriterion)] = [
    ("crawfordFerguson", .crawfordFerguson(kappa: 0.3)),
    ("oblimin", .oblimin(gamma: 0.4)), ("orthomax", .orthomax(gamma: 0.7)),
    ("geomin", .geomin(epsilon: 0.01)), ("infomax", .infomax),
    ("entropy", .entropy), ("mccammon", .mccammon), ("bentler", .bentler),
    ("oblimax", .oblimax), ("simplimax", .simplimax(zeros: 6)),
    ("tandem 1", .tandem(second: false)), ("tandem 2", .tandem(second: true)),
    (
      "target",
      .target((0..<6).map { i in [i < 3 ? 0.6 : .nan, i < 3 ? 0 : 0.5, 0] })
    ),
    ("bifactor", .bifactor(.geomin(epsilon: 0.1))),
  ]

  @Test func gradientsAgreeWithDifferences() {
    var source = SeededGenerator(seed: 11)
    let elements = (0..<18).map { _ in
      Double.random(in: 0.1...0.9, using: &source)
        * (Bool.random(using: &source) ? 1 : -1)
    }
    for (name, criterion) in Self.criteria {
      let gradient = criterion.evaluate(
        Matrix(rows: 6, columns: 3, elements: elements)
      ).gradient
      let differences = richardsonGradient(
        of: {
          criterion.evaluate(Matrix(rows: 6, columns: 3, elements: $0)).value
        }, at: elements, step: 1e-3)
      expectClose(
        gradient.elements, differences, relative: 1e-8, absolute: 1e-8, name)
    }
  }

  @Test func startsAreCounted() throws {
    let reference = try #require(LavaanReferences.all)
    let extraction = try Extraction(
      Matrix(rowArrays: reference.correlation), count: 3,
      method: .maximumLikelihood)
    let criteria: [RotationCriterion] = [
      .oblimin(gamma: 0), .geomin(epsilon: 0.001),
      .bifactor(.geomin(epsilon: 0.001)), .bifactor(.oblimin(gamma: 0)),
    ]
    for criterion in criteria {
      let own = try RotatedLoadings(
        rotating: extraction.loadings, RotationOptions(criterion))
      #expect(own.starts == 31 && own.isConverged, "\(criterion)")
      #expect(own.bestStarts > 0, "\(criterion)")
      #expect(own.optima.count <= 1 + 31 - own.bestStarts, "\(criterion)")
      #expect(own.optima.count < 10, "\(criterion)")
    }
  }

  @Test func parallelAnalysisFindsTheDistribution() throws {
    // Without correlations, the mean eigenvalues of random data are those of
    // data that are drawn case by case.
    let p = 6
    let n = 80
    let own = try #require(
      ParallelAnalysis(
        Matrix.identity(p), caseCount: n, replicates: 4000, seed: 3))
    var sums = [Double](repeating: 0, count: p)
    for replicate in 0..<4000 {
      var random = RandomStream(seed: 99, stream: UInt64(replicate))
      let columns = (0..<p).map { _ in
        let values = (0..<n).map { _ in random.normal() }
        let mean = values.reduce(0, +) / Double(n)
        let centered = values.map { $0 - mean }
        let length = centered.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return centered.map { $0 / length }
      }
      var matrix = Matrix.identity(p)
      for j in 0..<p {
        for i in 0..<p where i != j {
          matrix[i, j] = zip(columns[i], columns[j]).reduce(0) {
            $0 + $1.0 * $1.1
          }
        }
      }
      let values = try #require(SymmetricEigen(matrix)).values
      for j in 0..<p { sums[j] += values[p - 1 - j] / 4000 }
    }
    // Standard errors of these means are about 0.001.
    expectClose(own.means, sums, absolute: 0.005)
    #expect(own.count == 0)
    #expect(zip(own.means, own.quantiles).allSatisfy { $0 < $1 })
  }

  @Test func streamsDoNotDependOnThreads() throws {
    let first = try #require(
      ParallelAnalysis(
        Matrix.identity(4), caseCount: 50, replicates: 20, seed: 5))
    let second = try #require(
      ParallelAnalysis(
        Matrix.identity(4), caseCount: 50, replicates: 20, seed: 5))
    #expect(first.means == second.means)
  }
}
