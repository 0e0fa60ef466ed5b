import FactorAnalysis
import FactorRotation
import LinearAlgebra
import Messages
import TestSupport
import Testing

/// Factors by R's stats, psych and GPArotation: `Fixtures/references.R`.
struct FactorReferences: Decodable, Sendable {
  struct MaximumLikelihood: Decodable, Sendable {
    var loadings: [[Double]]
    var uniquenesses: [Double]
    var value: Double
  }
  struct Communalities: Decodable, Sendable { var communalities: [Double] }
  struct Loadings: Decodable, Sendable { var loadings: [[Double]] }
  struct Adequacy: Decodable, Sendable {
    var overall: Double
    var byVariable: [Double]
    var chisq: Double
    var df: Int
  }
  struct Rotated: Decodable, Sendable {
    var loadings: [[Double]]
    var correlations: [[Double]]
    var value: Double?
    var gradient: Double?
  }
  var correlation: [[Double]]
  var cases: Int
  var ml: MaximumLikelihood
  var uls: Communalities
  var pa: Loadings
  var pca: Loadings
  var adequacy: Adequacy
  var map: [Double]
  var target: [[Double]]
  var rotations: [String: Rotated]
  var kaiser: [[Double]]
  var promax: Rotated

  static let all = try? loadFixture(FactorReferences.self, "references.json")

  var matrix: Matrix { Matrix(rowArrays: correlation) }
}

extension Matrix {
  var rowArrays: [[Double]] { (0..<rows).map { row($0) } }
}

struct ExtractionTests {
  let reference: FactorReferences

  init() throws { reference = try #require(FactorReferences.all) }

  @Test func maximumLikelihoodAgreesWithFactanal() throws {
    let own = try Extraction(
      reference.matrix, count: 3, method: .maximumLikelihood)
    #expect(own.isConverged)
    #expect(own.heywoodCases.isEmpty)
    expectClose(own.discrepancy, reference.ml.value, relative: 1e-8)
    expectClose(
      own.uniquenesses, reference.ml.uniquenesses, relative: 1e-6)
    expectClose(
      own.loadings.rowArrays, reference.ml.loadings, absolute: 1e-6)
  }

  @Test func leastSquaresAgreesWithMinresOfPsych() throws {
    let own = try Extraction(
      reference.matrix, count: 3, method: .unweightedLeastSquares)
    #expect(own.isConverged)
    // psych's search ends early.
    expectClose(
      own.communalities, reference.uls.communalities, absolute: 2e-4)
  }

  @Test func principalAxesAgreeWithPsychAndLeastSquares() throws {
    let own = try Extraction(
      reference.matrix, count: 3, method: .principalAxes)
    #expect(own.isConverged)
    expectClose(
      own.loadings.rowArrays, reference.pa.loadings, absolute: 1e-6)
    let least = try Extraction(
      reference.matrix, count: 3, method: .unweightedLeastSquares)
    expectClose(
      own.loadings.rowArrays, least.loadings.rowArrays, absolute: 1e-6)
    expectClose(own.discrepancy, least.discrepancy, relative: 1e-8)
  }

  @Test func principalComponentsAgreeWithPsych() throws {
    let own = try Extraction(
      reference.matrix, count: 3, method: .principalComponents)
    expectClose(
      own.loadings.rowArrays, reference.pca.loadings, absolute: 1e-10)
  }

  @Test func adequacyAgreesWithPsych() throws {
    let own = try #require(
      SamplingAdequacy(reference.matrix, caseCount: reference.cases))
    expectClose(own.overall, reference.adequacy.overall, relative: 1e-10)
    expectClose(
      own.byVariable, reference.adequacy.byVariable, relative: 1e-10)
    expectClose(own.chiSquare, reference.adequacy.chisq, relative: 1e-10)
    #expect(own.degreesOfFreedom == reference.adequacy.df)
  }

  @Test func partialAveragesAgreeWithPsych() throws {
    let own = try #require(PartialAverages(reference.matrix))
    // psych starts after the first component.
    expectClose(
      Array(own.squares[1...reference.map.count]), reference.map,
      relative: 1e-8)
  }

  @Test func ledermannsBoundHolds() throws {
    let error = #expect(throws: LatentError.self) {
      _ = try Extraction(
        reference.matrix, count: 8, method: .maximumLikelihood)
    }
    #expect(error?.code.rawValue == "efa.too-many-factors")
  }
}

struct RotationReferenceTests {
  let reference: FactorReferences

  init() throws { reference = try #require(FactorReferences.all) }

  private func options(_ name: String) -> RotationOptions? {
    let p = reference.correlation.count
    let target = reference.target
    let partial = target.map { row in row.map { $0 == 0 ? 0 : Double.nan } }
    let list: [String: RotationOptions] = [
      "varimax": .init(.orthomax(gamma: 1), isOrthogonal: true),
      "quartimax": .init(.orthomax(gamma: 0), isOrthogonal: true),
      "quartimin": .init(.oblimin(gamma: 0)),
      "oblimin": .init(.oblimin(gamma: -0.5)),
      "geomin": .init(.geomin(epsilon: 0.01)),
      "geominT": .init(.geomin(epsilon: 0.01), isOrthogonal: true),
      "cfEquamax": .init(.equamax(variables: p, factors: 3)),
      "cfVarimax": .init(.crawfordFergusonVarimax(variables: p)),
      "infomax": .init(.infomax),
      "entropy": .init(.entropy, isOrthogonal: true),
      "mccammon": .init(.mccammon, isOrthogonal: true),
      "bentler": .init(.bentler),
      "oblimax": .init(.oblimax, isOrthogonal: true),
      "tandemI": .init(.tandem(second: false), isOrthogonal: true),
      "tandemII": .init(.tandem(second: true), isOrthogonal: true),
      "targetQ": .init(.target(target)),
      "pst": .init(.target(partial)),
      "bifactor": .init(
        .bifactor(.oblimin(gamma: 0)), isOrthogonal: true),
    ]
    return list[name]
  }

  @Test func rotationsAgreeWithGPArotation() throws {
    let loadings = Matrix(rowArrays: reference.ml.loadings)
    for (name, expected) in reference.rotations.sorted(by: { $0.key < $1.key })
    {
      let known = self.options(name)
      let options = try #require(known, "\(name)")
      let own = try RotatedLoadings(rotating: loadings, options)
      #expect(own.isConverged, "\(name)")
      let ordered = own.ordered(own.orderBySquares)
      expectClose(
        ordered.loadings.rowArrays, expected.loadings, absolute: 1e-6, name)
      expectClose(
        ordered.correlations.rowArrays, expected.correlations, absolute: 1e-6,
        name)
      if let value = expected.value {
        // GPArotation does not divide this one by 4.
        let scale = name == "bifactor" ? 4.0 : 1
        expectClose(
          scale * own.value, value, relative: 1e-8, absolute: 1e-8, name)
      }
    }
  }

  @Test func collapsedFactorsAreRefused() throws {
    // Oblique oblimax has no minimum here: two factors become one.
    let error = #expect(throws: LatentError.self) {
      _ = try RotatedLoadings(
        rotating: Matrix(rowArrays: reference.ml.loadings), .init(.oblimax))
    }
    #expect(error?.code.rawValue == "efa.rotation")
  }

  @Test func kaisersWeightsAgreeWithVarimax() throws {
    var options = RotationOptions(.orthomax(gamma: 1), isOrthogonal: true)
    options.weights = .kaiser
    let own = try RotatedLoadings(
      rotating: Matrix(rowArrays: reference.ml.loadings), options)
    expectClose(
      own.ordered(own.orderBySquares).loadings.rowArrays, reference.kaiser,
      absolute: 1e-6)
  }

  @Test func promaxAgreesWithStats() throws {
    let own = try RotatedLoadings(
      rotating: Matrix(rowArrays: reference.ml.loadings), .promax())
    let ordered = own.ordered(own.orderBySquares)
    expectClose(
      ordered.loadings.rowArrays, reference.promax.loadings, absolute: 1e-6)
    expectClose(
      ordered.correlations.rowArrays, reference.promax.correlations,
      absolute: 1e-6)
  }
}
