import Foundation
import LinearAlgebra
import Messages
import TestSupport
import Testing

@testable import FactorRotation

/// Rotations that no other program here has, against criteria written out from
/// their publications and searched by angles alone, without derivatives.
struct DirectSearchTests {
  private static let loadings: [[Double]] = [
    [0.71, 0.33], [0.63, 0.41], [0.58, 0.29], [0.66, 0.12], [0.61, -0.36],
    [0.55, -0.42], [0.68, -0.31], [0.49, 0.05],
  ]

  /// The loadings on factors at two angles: Λ = A(T')⁻¹, T of unit columns.
  private static func rotated(_ first: Double, _ second: Double) -> [[Double]] {
    let t = [[cos(first), cos(second)], [sin(first), sin(second)]]
    let determinant = t[0][0] * t[1][1] - t[0][1] * t[1][0]
    return loadings.map { a in
      [
        (a[0] * t[1][1] - a[1] * t[0][1]) / determinant,
        (a[1] * t[0][0] - a[0] * t[1][0]) / determinant,
      ]
    }
  }

  /// The least value over a grid of angles that is made finer and finer.
  private static func least(
    isOrthogonal: Bool, _ criterion: ([[Double]]) -> Double
  ) -> Double {
    var (best, at) = (Double.infinity, (0.0, 0.0))
    var (centre, reach) = ((Double.pi / 2, Double.pi / 2), Double.pi / 2)
    for _ in 0..<16 {
      for i in -20...20 {
        let first = centre.0 + reach * Double(i) / 20
        for j in isOrthogonal ? 0...0 : -20...20 {
          let second =
            isOrthogonal
            ? first + .pi / 2 : centre.1 + reach * Double(j) / 20
          guard abs(sin(second - first)) > 0.1 else { continue }
          let value = criterion(rotated(first, second))
          if value < best { (best, at) = (value, (first, second)) }
        }
      }
      centre = at
      reach *= 0.4
    }
    return best
  }

  private func own(_ options: RotationOptions) throws -> Double {
    var options = options
    options.starts = 50
    return try RotatedLoadings(
      rotating: Matrix(rowArrays: Self.loadings), options
    ).value
  }

  /// Kiers (1994): the squares of the smallest loadings.
  @Test(arguments: [false, true])
  func simplimax(isOrthogonal: Bool) throws {
    for zeros in [8, 10] {
      let least = Self.least(isOrthogonal: isOrthogonal) { rows in
        rows.flatMap { $0.map { $0 * $0 } }.sorted().prefix(zeros)
          .reduce(0, +)
      }
      expectClose(
        try own(
          RotationOptions(
            .simplimax(zeros: zeros), isOrthogonal: isOrthogonal)), least,
        relative: 1e-8, "\(zeros)")
    }
  }

  /// Jennrich and Bentler (2011): geomin of the columns behind the first, here
  /// of one.
  @Test func bigeomin() throws {
    let least = Self.least(isOrthogonal: true) { rows in
      rows.reduce(0) { $0 + $1[1] * $1[1] + 0.01 }
    }
    expectClose(
      try own(
        RotationOptions(
          .bifactor(.geomin(epsilon: 0.01)), isOrthogonal: true)), least,
      relative: 1e-10)
  }

  /// Cureton and Mulaik's (1975) weights, from the angles between variables and
  /// the first principal axis, before varimax.
  @Test func curetonAndMulaik() throws {
    // The first axis: the angle at which the sum of squares is largest.
    let sums = Self.loadings.reduce(into: (0.0, 0.0, 0.0)) {
      $0.0 += $1[0] * $1[0]
      $0.1 += $1[1] * $1[1]
      $0.2 += $1[0] * $1[1]
    }
    let angle = 0.5 * atan2(2 * sums.2, sums.0 - sums.1)
    let weights = Self.loadings.map { a -> Double in
      let length = (a[0] * a[0] + a[1] * a[1]).squareRoot()
      let cosine = abs(a[0] * cos(angle) + a[1] * sin(angle)) / length
      let corner = acos(1 / 2.0.squareRoot())
      let part =
        (corner - acos(cosine))
        / (corner - (cosine < 1 / 2.0.squareRoot() ? .pi / 2 : 0))
      return (pow(cos(part * .pi / 2), 2) + 0.001) / length
    }
    let least = Self.least(isOrthogonal: true) { rows in
      // Varimax: less the variances of squares, column by column.
      let p = Double(rows.count)
      return (0..<2).reduce(0) { sum, j in
        let squares = zip(rows, weights).map {
          $0[j] * $1 * $0[j] * $1
        }
        let mean = squares.reduce(0, +) / p
        return sum - squares.reduce(0) { $0 + $1 * $1 } / 4 + p * mean * mean
          / 4
      }
    }
    var options = RotationOptions(.orthomax(gamma: 1), isOrthogonal: true)
    options.weights = .curetonMulaik
    expectClose(try own(options), least, relative: 1e-10)
  }

  @Test(arguments: [0, 16, 20])
  func simplimaxNeedsLargeLoadings(zeros: Int) {
    let error = #expect(throws: LatentError.self) {
      try own(RotationOptions(.simplimax(zeros: zeros)))
    }
    #expect(error?.message.contains("have 16") == true)
  }
}
