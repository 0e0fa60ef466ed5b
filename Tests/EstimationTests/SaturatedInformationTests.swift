import LinearAlgebra
import MomentInformation
import SampleStatistics
import TestSupport
import Testing

/// Informations of saturated moments in coordinates of the precision matrix
/// against their definitions, pattern by pattern.
struct SaturatedInformationTests {
  /// Cases at moments that are not quite their own, with weights.
  private struct Sample {
    var cases: SampleCases
    var covariance: Matrix
    var mean: [Double]
    var coordinates: SaturatedCoordinates
  }

  private func sample(_ p: Int, missing: Double) throws -> Sample {
    var generator = SeededGenerator(seed: UInt64(10 * p))
    let covariance = generator.positiveDefinite(order: p)
    let mean = generator.normals(p)
    var groups: [[Int]: [[Double]]] = [:]
    for number in 0..<40 {
      // Variable 0 has all of its values.
      let known = (0..<p).filter {
        $0 == 0 || generator.uniform(in: 0...1) > missing || number < 3
      }
      let z = generator.normals(p)
      var row = zip(mean, z).map { $0 + 1.3 * $1 }
      for i in 0..<p where !known.contains(i) { row[i] = .nan }
      groups[known, default: []].append(row)
    }
    var cases = patternSample(groups, variableCount: p)
    cases.weights = (0..<cases.count).map { 0.5 + Double($0 % 3) }
    let coordinates = try #require(
      SaturatedCoordinates(
        cases, covariance: covariance, mean: mean, team: WorkTeam(threads: 2)))
    return Sample(
      cases: cases, covariance: covariance, mean: mean,
      coordinates: coordinates)
  }

  /// dΣ and dμ of a coordinate.
  private func change(_ coordinate: Int, _ covariance: Matrix) -> (
    covariance: Matrix, mean: [Double]
  ) {
    let p = covariance.rows
    var k = Matrix(rows: p, columns: p)
    var mean = [Double](repeating: 0, count: p)
    if coordinate < p {
      mean = covariance.column(coordinate)
    } else {
      var unit = [Double](repeating: 0, count: Vech.count(order: p))
      unit[coordinate - p] = 1
      k = Vech.matrix(unit, order: p)
    }
    return (covariance * (k * covariance), mean)
  }

  private func trace(_ a: Matrix, _ b: Matrix) -> Double {
    (a * b).diagonal.reduce(0, +)
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// W_j of every pattern, and y = W_j(x − μ) of its cases.
  private func weights(_ sample: Sample) throws -> [(
    weight: Matrix, scores: [(count: Double, y: [Double])]
  )] {
    let p = sample.covariance.rows
    return try sample.cases.patterns.map { pattern in
      let known = pattern.partition.known.map { Int($0) }
      let inverse = try #require(
        sample.covariance.submatrix(rows: known, columns: known)
          .choleskyInverse()?.inverse)
      var w = Matrix(rows: p, columns: p)
      for (a, i) in known.enumerated() {
        for (b, j) in known.enumerated() { w[i, j] = inverse[a, b] }
      }
      let scores = pattern.cases.map { number in
        let x = (0..<p).map { i in
          let value = sample.cases.values[i, number] - sample.mean[i]
          return value.isNaN ? 0 : value
        }
        return (count: sample.cases.counts[number], y: w * x)
      }
      return (w, scores)
    }
  }

  private func information(_ sample: Sample, isObserved: Bool) throws
    -> Matrix
  {
    let changes = (0..<sample.coordinates.count).map {
      change($0, sample.covariance)
    }
    let size = sample.cases.counts.reduce(0, +)
    var result = Matrix(rows: changes.count, columns: changes.count)
    for (w, scores) in try weights(sample) {
      let share = scores.reduce(0) { $0 + $1.count } / size
      for (a, first) in changes.enumerated() {
        for (b, second) in changes.enumerated() {
          let half =
            0.5 * trace(w * first.covariance, w * second.covariance)
          if isObserved {
            result[a, b] -= share * half
            for (count, y) in scores {
              let left = zip(first.covariance * y, first.mean).map { $0 + $1 }
              let right = zip(second.covariance * y, second.mean).map {
                $0 + $1
              }
              result[a, b] += count / size * product(left, w * right)
            }
          } else {
            result[a, b] +=
              share * (half + product(first.mean, w * second.mean))
          }
        }
      }
    }
    return result
  }

  @Test(arguments: [(4, 0.3), (5, 0.6)], [true, false])
  func informationMatchesItsDefinition(
    _ size: (p: Int, missing: Double), isObserved: Bool
  ) throws {
    let sample = try sample(size.p, missing: size.missing)
    let own = sample.coordinates.information(isObserved: isObserved)
    own.symmetrizeFromLower()
    let expected = try information(sample, isObserved: isObserved)
    expectClose(
      Matrix(own).elements, expected.elements, relative: 1e-9,
      absolute: 1e-11 * largestElement(expected))
  }

  @Test(arguments: [nil, (0..<40).map { $0 % 7 }] as [[Int]?])
  func scoresMatchTheirDefinition(_ clusters: [Int]?) throws {
    let sample = try sample(4, missing: 0.4)
    let count = sample.coordinates.count
    var expected: [[Double]] = []
    for (w, scores) in try weights(sample) {
      for (weight, y) in scores {
        expected.append(
          (0..<count).map { coordinate in
            let own = change(coordinate, sample.covariance)
            return weight
              * (0.5 * product(y, own.covariance * y)
                - 0.5 * trace(w, own.covariance) + product(y, own.mean))
          })
      }
    }
    if let clusters {
      var sums = [[Double]](
        repeating: [Double](repeating: 0, count: count), count: 7)
      for (own, cluster) in zip(expected, clusters) {
        sums[cluster] = zip(sums[cluster], own).map { $0 + $1 }
      }
      expected = sums
    }
    var found: [Double] = []
    sample.coordinates.forEachScores(clusters: clusters) {
      found += $0.elements
    }
    expectClose(
      found, expected.flatMap { $0 }, relative: 1e-9, absolute: 1e-10)
  }

  /// BᵀA⁻¹B and traces over the moments that are free: a basis of them gives
  /// the same.
  @Test(arguments: [[], [0], [0, 2]] as [[Int]])
  func formsMatchInversesOverFreeMoments(_ fixed: [Int]) throws {
    let p = 5
    let sample = try sample(p, missing: 0.3)
    let own = sample.coordinates
    let a = own.information(isObserved: false)
    let made = SaturatedInformation(
      own, information: own.information(isObserved: false), exogenous: fixed)
    let factored = try #require(made)
    a.symmetrizeFromLower()
    // The changes of the free moments, one at a time.
    var jacobian: [[Double]] = []
    let moments = p + Vech.count(order: p)
    for i in 0..<p where !fixed.contains(i) {
      jacobian.append((0..<moments).map { $0 == i ? 1 : 0 })
    }
    for j in 0..<p {
      for i in j..<p where !(fixed.contains(i) && fixed.contains(j)) {
        let place = p + Vech.index(i, j, order: p)
        jacobian.append((0..<moments).map { $0 == place ? 1 : 0 })
      }
    }
    let delta = Matrix(rowArrays: jacobian).transposed
    let basis = Matrix(own.directions(delta))
    let inverse = try #require(
      (basis.transposed * (Matrix(a) * basis)).choleskyInverse()?.inverse)
    let free = basis * (inverse * basis.transposed)
    var generator = SeededGenerator(seed: 3)
    let b = generator.matrix(rows: own.count, columns: 3)
    let white = MatrixBuffer(b)
    factored.whiten(white)
    let forms = Matrix(white).transposed * Matrix(white)
    let expected = b.transposed * (free * b)
    expectClose(
      forms.elements, expected.elements, relative: 1e-8,
      absolute: 1e-9 * largestElement(expected))
    factored.unwhiten(white)
    let moved = free * b
    expectClose(
      Matrix(white).elements, moved.elements, relative: 1e-8,
      absolute: 1e-9 * largestElement(moved))
    // Complete cases: ½ tr(W dΣ W dΣ) + dμᵀW dμ.
    let w = try #require(sample.covariance.choleskyInverse()?.inverse)
    var complete = Matrix(rows: own.count, columns: own.count)
    for i in 0..<own.count {
      let first = change(i, sample.covariance)
      for j in 0..<own.count {
        let second = change(j, sample.covariance)
        complete[i, j] =
          0.5 * trace(w * first.covariance, w * second.covariance)
          + product(first.mean, w * second.mean)
      }
    }
    expectClose(
      factored.traceOfComplete(), trace(complete, free), relative: 1e-9)
    expectClose(
      own.completeForms(MatrixBuffer(b)),
      (b.transposed * (complete * b)).diagonal, relative: 1e-9)
    let products = Matrix(own.completeProducts(delta))
    let expectedProducts = complete * basis
    expectClose(
      products.elements, expectedProducts.elements, relative: 1e-9,
      absolute: 1e-10 * largestElement(expectedProducts))
    let square = MatrixBuffer(rows: own.count, columns: 3)
    factored.multiplyByTransposedFactor(MatrixBuffer(b), into: square)
    let direct = b.transposed * (Matrix(a) * b)
    expectClose(
      (Matrix(square).transposed * Matrix(square)).elements, direct.elements,
      relative: 1e-9, absolute: 1e-10 * largestElement(direct))
    let x = generator.normals(moments)
    let column = Matrix(rows: moments, columns: 1, elements: x)
    let direction = Matrix(own.directions(column))
    expectClose(
      own.expectedForm(column),
      (direction.transposed * (Matrix(a) * direction))[0, 0], relative: 1e-9)
  }
}
