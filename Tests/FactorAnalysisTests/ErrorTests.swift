import LinearAlgebra
import TestSupport
import Testing

@testable import FactorAnalysis
@testable import FactorRotation

/// Standard errors against the covariances of correlations of normal variables
/// and numerical derivatives of solutions, at correlations that factors fit
/// exactly: there observed and expected information are the same.
struct ErrorTests {
  private static let rotations: [(String, RotationOptions?)] = {
    var kaiser = RotationOptions(.oblimin(gamma: 0))
    kaiser.weights = .kaiser
    var varimax = RotationOptions(.orthomax(gamma: 1), isOrthogonal: true)
    varimax.weights = .kaiser
    return [
      ("none", nil), ("oblimin", RotationOptions(.oblimin(gamma: 0))),
      ("geomin", RotationOptions(.geomin(epsilon: 0.01))),
      (
        "geomin, orthogonal",
        RotationOptions(.geomin(epsilon: 0.01), isOrthogonal: true)
      ),
      ("infomax", RotationOptions(.infomax)),
      ("oblimin, unit rows", kaiser), ("varimax, unit rows", varimax),
      ("promax", .promax()),
      ("target", RotationOptions(.target(LavaanReferences.target))),
      (
        "bigeomin", RotationOptions(.bifactor(.geomin(epsilon: 0.01)))
      ),
    ]
  }()

  private func solve(
    _ correlation: Matrix, _ method: ExtractionMethod,
    _ rotation: RotationOptions?, hasErrors: Bool = false,
    gamma: Matrix? = nil
  ) throws -> FactorSolution {
    var options = FactorOptions()
    options.method = method
    options.rotation = rotation
    options.order = .none
    options.hasErrors = hasErrors
    var sample = FactorSample(
      names: (0..<correlation.rows).map { "x\($0)" },
      correlation: correlation, caseCount: 301)
    if let gamma {
      sample.covariance = .pairs(PairCovariance(ofCorrelations: gamma))
    }
    return try FactorSolution(sample, count: 3, options)
  }

  @Test(arguments: [
    ExtractionMethod.maximumLikelihood, .unweightedLeastSquares,
    .diagonallyWeighted,
  ])
  func errorsAgreeWithDerivatives(_ method: ExtractionMethod) throws {
    let reference = try #require(LavaanReferences.all)
    let first = try solve(
      Matrix(rowArrays: reference.correlation), .maximumLikelihood, nil)
    var implied =
      first.extraction.loadings * first.extraction.loadings.transposed
    let p = implied.rows
    for i in 0..<p { implied[i, i] = 1 }
    let gamma =
      method == .diagonallyWeighted
      ? CorrelationCovariance.normal.products(
        .identity(p * (p - 1) / 2), implied) : nil
    // Promax's equations do not know how factors were extracted.
    for (name, rotation) in Self.rotations
    where name != "promax" || method == .maximumLikelihood {
      var options = rotation
      options?.starts = 0
      let own = try solve(
        implied, method, options, hasErrors: true, gamma: gamma)
      let errors = try #require(own.errors, "\(name)")
      // Derivatives by each correlation, a row a pair.
      var rows: [[Double]] = []
      let step = 1e-3
      for j in 0..<p {
        for i in (j + 1)..<p {
          func values(_ move: Double) throws -> [Double] {
            var moved = implied
            moved[i, j] += move
            moved[j, i] += move
            let solution = try solve(
              moved, method, options, gamma: gamma)
            return solution.loadings.elements + solution.correlations.elements
              + solution.extraction.uniquenesses
          }
          let (up, down) = (try values(step), try values(-step))
          let (far, behind) = (try values(2 * step), try values(-2 * step))
          rows.append(
            up.indices.map {
              (8 * (up[$0] - down[$0]) - (far[$0] - behind[$0])) / (12 * step)
            })
        }
      }
      let products = try #require(
        CorrelationCovariance.normal.products(
          Matrix(rowArrays: rows), implied))
      let expected = products.diagonal.map {
        (max($0, 0) / 301).squareRoot()
      }
      expectClose(
        errors.loadings.elements + errors.correlations.elements
          + errors.uniquenesses, expected, absolute: 1e-5, "\(method), \(name)")
    }
  }
}
