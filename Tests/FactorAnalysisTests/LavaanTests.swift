import FactorAnalysis
import FactorRotation
import LinearAlgebra
import TestSupport
import Testing

/// Rotated factors with standard errors and fit by lavaan's `efa()`:
/// `Fixtures/lavaan.R`.
struct LavaanReferences: Decodable, Sendable {
  struct Solution: Decodable, Sendable {
    var order: [Int]
    var loadings: [[Double]]
    var correlations: [[Double]]
    var se: [[Double]]?
    var uniquenesses: [Double]
    var seUniquenesses: [Double]?
    var fit: [String: Double]
  }
  var correlation: [[Double]]
  var variances: [Double]
  var cases: Double
  var solutions: [String: Solution]

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    correlation = try members.decode(
      [[Double]].self, forKey: Key(stringValue: "correlation"))
    variances = try members.decode(
      [Double].self, forKey: Key(stringValue: "variances"))
    cases = try members.decode(
      Double.self, forKey: Key(stringValue: "cases"))
    solutions = [:]
    for key in members.allKeys
    where !["version", "correlation", "variances", "cases"].contains(
      key.stringValue)
    {
      solutions[key.stringValue] = try members.decode(
        Solution.self, forKey: key)
    }
  }

  static let all = try? loadFixture(LavaanReferences.self, "lavaan.json")

  /// The sample, its variables in another order.
  func sample(_ order: [Int]) -> FactorSample {
    let places = order.map { $0 - 1 }
    var sample = FactorSample(
      names: order.map { "x\($0)" },
      correlation: Matrix(rowArrays: correlation).submatrix(
        rows: places, columns: places), caseCount: cases)
    sample.variances = places.map { variances[$0] }
    return sample
  }

  /// The targets of the nine variables: 1 for those of a factor.
  static let target: [[Double]] = (0..<9).map { i in
    (0..<3).map { $0 == i / 3 ? 1 : 0 }
  }

  static func rotation(_ name: String) -> RotationOptions? {
    var kaiser = RotationOptions(.oblimin(gamma: 0))
    kaiser.weights = .kaiser
    var varimax = RotationOptions(.orthomax(gamma: 1), isOrthogonal: true)
    varimax.weights = .kaiser
    let list: [String: RotationOptions] = [
      "geomin": .init(.geomin(epsilon: 0.001)),
      "geomin01": .init(.geomin(epsilon: 0.01)),
      "geominT": .init(.geomin(epsilon: 0.01), isOrthogonal: true),
      "oblimin": .init(.oblimin(gamma: 0)),
      "oblimin5": .init(.oblimin(gamma: 0.2)),
      "varimax": varimax,
      "obliminKaiser": kaiser,
      "infomax": .init(.infomax),
      "entropy": .init(.entropy, isOrthogonal: true),
      "mccammon": .init(.mccammon, isOrthogonal: true),
      "equamax": .init(.equamax(variables: 9, factors: 3)),
      "parsimax": .init(.parsimax(variables: 9, factors: 3)),
      "facparsim": .init(.crawfordFerguson(kappa: 1)),
      "target": .init(
        .target(target.map { $0.map { $0 == 0 ? 0 : .nan } })),
    ]
    return name.hasPrefix("order") ? .init(.oblimin(gamma: 0)) : list[name]
  }
}

struct LavaanTests {
  @Test func solutionsAgreeWithLavaan() throws {
    let reference = try #require(LavaanReferences.all)
    for (name, expected) in reference.solutions.sorted(by: { $0.key < $1.key })
    {
      var options = FactorOptions()
      let rotation: RotationOptions = try #require(
        LavaanReferences.rotation(name), "\(name)")
      options.rotation = rotation
      let own = try FactorSolution(
        reference.sample(expected.order), count: expected.loadings[0].count,
        options)
      expectClose(
        own.loadings.rowArrays, expected.loadings, absolute: 1e-5, name)
      expectClose(
        own.correlations.rowArrays, expected.correlations, absolute: 1e-5,
        name)
      expectClose(
        own.extraction.uniquenesses, expected.uniquenesses, absolute: 1e-6,
        name)
      if let se = expected.se, let errors = own.errors {
        expectClose(
          errors.loadings.rowArrays, se, absolute: 1e-5, "\(name): se")
        expectClose(
          errors.uniquenesses, expected.seUniquenesses ?? [], absolute: 1e-5,
          "\(name): se of unique variances")
      }
      let fit = try #require(own.fit)
      let pairs: [(String, Double?)] = [
        ("chisq", fit.chiSquare), ("pvalue", fit.probability),
        ("cfi", fit.cfi), ("tli", fit.tli), ("rmsea", fit.rmsea),
        ("rmsea.ci.lower", fit.rmseaInterval?.lowerBound),
        ("rmsea.ci.upper", fit.rmseaInterval?.upperBound),
        ("srmr", fit.srmr), ("aic", fit.aic), ("bic", fit.bic),
      ]
      for (key, value) in pairs {
        expectClose(
          try #require(value), try #require(expected.fit[key]),
          relative: 1e-6, absolute: 1e-8, "\(name): \(key)")
      }
    }
  }
}
