import FitSettings
import Latent
import ModelFit
import TestSupport
import Testing

/// Pairwise likelihoods through the public interface: what they are compared
/// with, and what is refused.
struct PairwiseLikelihoodTests {
  static let text = "f =~ q1 + q2 + q3\nh =~ t1 + t2 + t3"
  static let ordered = ["q1", "q2", "q3", "t1", "t2", "t3"]

  private func fit(
    _ text: String, ordered: [String] = ordered,
    _ adjust: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    let model = OrderedModel(
      text: text, ordered: ordered, estimator: "PML", parameterization: "delta",
      group: nil, equal: [])
    return try model.fit(adjust)
  }

  /// lavaan 0.7-2 and 0.6-14, `lavTestLRT` of the models with its
  /// `mean.var.adjusted.PLRT` (Tests/LatentTests/Fixtures/pairwise-lrt.R):
  /// χ², its degrees of freedom as they are adjusted, and the difference of the
  /// statistics, from which the mean of the difference and its square follow;
  /// lavaan's searches end a little before the optimum.
  @Test(arguments: [
    ("\(text)\nf ~~ 0.3*h", 1.949246606, 1.0, 3.175287351, 1),
    (
      "f =~ q1 + a*q2 + a*q3\nh =~ t1 + b*t2 + b*t3", 3.028679501,
      1.986841684, 3.715309732, 2
    ),
  ])
  func differencesAreThoseOfLavaan(
    _ restricted: String, _ adjusted: Double, _ degrees: Double,
    _ difference: Double, _ count: Int
  ) throws {
    let fits = try [fit(Self.text), fit(restricted)]
    let raw = try #require(fits[1].chiSquare) - #require(fits[0].chiSquare)
    expectClose(raw, difference, relative: 1e-6)
    let test = try #require(compare(fits).pair(0, 1)?.test)
    // The same two moments, by which one is adjusted and the other scaled and
    // shifted.
    let trace = degrees * difference / adjusted
    let second = trace * difference / adjusted
    let scale = (Double(count) / second).squareRoot()
    #expect(test.degreesOfFreedom == count)
    expectClose(
      test.chiSquare, scale * difference + Double(count) - scale * trace,
      relative: 1e-5)
  }

  @Test func bothKindsOfOthersAreRefused() {
    #expect {
      _ = try fit("f =~ q1 + q2 + y1\nf ~ x1", ordered: ["q1", "q2"])
    } throws: {
      ($0 as? LatentError)?.code == "estimator.pairwise"
    }
  }

  /// What the refusal names is not refused.
  @Test func jointCovariatesAreFitted() throws {
    let own = try fit("f =~ q1 + q2 + y1\nf ~ x1", ordered: ["q1", "q2"]) {
      $0.model.keepsExogenousJoint = true
    }
    #expect(own.isConverged)
  }

  @Test func singleValuesOfOthersAreRefused() {
    for text in ["f =~ q1 + q2 + q3 + y1", "f =~ q1 + q2 + q3\nf ~ x1"] {
      #expect {
        _ = try fit(text, ordered: ["q1", "q2", "q3"]) {
          $0.missing = .availableCases
        }
      } throws: {
        ($0 as? LatentError)?.code == "estimator.pairwise"
      }
    }
  }
}
