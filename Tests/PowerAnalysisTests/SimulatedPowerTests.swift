import Messages
import Populations
import Probability
import Testing

@testable import PowerAnalysis

private let mediation = """
  m ~ 0.39*x
  y ~ 0.39*m + 0*x
  """

private func simulated(
  _ text: String, _ pairs: [(String, String)], threads: Int = 2,
  data: [(String, String)] = []
) throws -> PowerResult {
  let options = try powerOptions(pairs)
  let model = try powerModel(text, options)
  var own = PopulationOptions()
  for (name, value) in data { try own.read(name, value) }
  return try #require(
    try SimulatedPower(model, own, options, threads: threads, hasCurve: false)
      .result(isStopped: { false }, progress: { _, _ in }))
}

@Suite("Power by simulation")
struct SimulatedPowerTests {
  /// A z test of a path between two variables: the estimate has the variance
  /// (1 − r²)/N, so that its Wald noncentrality tells the power of many cases.
  @Test func searchFindsWhatNoncentralitySays() throws {
    let pairs = [
      ("effect", "y ~ x"), ("power", "0.8"), ("tolerance", "0.04"),
      ("replicates", "1500"),
    ]
    let result = try simulated("y ~ 0.2*x", pairs)
    let needed = try #require(result.needed)
    let exact = NoncentralTest(
      degrees: 1, null: 0, alternative: 0.04 / 0.96, alpha: 0.05, lost: 0)
    let cases = try #require(exact.leastCases(power: 0.8))
    // The normal test of a small sample has a little more power.
    #expect(abs(Double(needed.cases - cases)) < 0.08 * Double(cases))
    let interval = try #require(needed.interval)
    #expect(interval.contains(needed.cases))
    #expect(Double(interval.count) < 0.09 * Double(needed.cases))
    let reached = try #require(needed.reached?.interval)
    #expect(
      reached.contains(0.8) || abs((needed.reached?.power ?? 0) - 0.8) < 0.04)
  }

  /// A result depends on the seed alone.
  @Test func threadsChangeNothing() throws {
    let pairs = [
      ("effect", "x -> m -> y"), ("nobs", "60"), ("power", "0.7"),
      ("tolerance", "0.1"), ("replicates", "500"), ("seed", "9"),
    ]
    let one = try simulated(mediation, pairs, threads: 1)
    #expect(one == (try simulated(mediation, pairs, threads: 2)))
    #expect(one.test == .joint)
    #expect(one.given?.cases == 60)
  }

  /// Joint significance is the product of two powers where the paths are
  /// independent, as those of complete mediation are.
  @Test func jointPowerIsTheProduct() throws {
    func power(_ effect: String, _ test: String) throws -> Double {
      try simulated(
        mediation,
        [
          ("effect", effect), ("nobs", "74"), ("replicates", "1500"),
          ("test", test),
        ]
      ).given?.power ?? .nan
    }
    let joint = try power("x -> m -> y", "joint")
    let product = try power("m ~ x", "wald") * power("y ~ m", "wald")
    #expect(abs(joint - product) < 0.04)
    let interval = try power("x -> m -> y", "monte-carlo")
    #expect(abs(interval - joint) < 0.04)
    // Sobel's test has less power.
    #expect(try power("x -> m -> y", "wald") < joint - 0.03)
  }

  @Test func bootstrapsAreDrawnWithinSamples() throws {
    let pairs = [
      ("effect", "x -> m -> y"), ("nobs", "74"), ("replicates", "100"),
      ("draws", "100"),
    ]
    let percentile = try simulated(mediation, pairs + [("test", "percentile")])
    let corrected = try simulated(
      mediation, pairs + [("test", "bias-corrected")])
    let share = try #require(percentile.given?.power)
    #expect(share > 0.6 && share < 0.95)
    #expect((corrected.given?.power ?? 0) >= share)
    #expect(percentile.unusableCount == 0)
  }

  /// The level of the model's own test where it holds, and ordered data.
  @Test func modelsTestIsCounted() throws {
    let result = try simulated(
      twoFactors,
      [("test", "fit"), ("nobs", "300"), ("replicates", "400")])
    #expect(abs((result.given?.power ?? 0) - 0.05) < 0.05)
  }

  @Test func orderedAndIncompleteDataAreFitted() throws {
    let result = try simulated(
      "y ~ 0.4*x",
      [("effect", "y ~ x"), ("nobs", "100"), ("replicates", "100")],
      data: [("missing-share", "y=0.2")])
    #expect((result.given?.power ?? 0) > 0.7)
  }

  @Test func powerThatIsNotReachedIsRefused() throws {
    #expect(throws: LatentError.self) {
      try simulated(
        "y ~ 0.05*x",
        [
          ("effect", "y ~ x"), ("power", "0.9"), ("nobs-range", "20-100"),
          ("replicates", "100"),
        ])
    }
  }

  @Test func linesAreFittedByMaximumLikelihood() throws {
    // R: glm(cbind(k, n - k) ~ I(sqrt(N)), binomial("probit"))
    let points = [
      ProbitCurve.Point(cases: 64, rejected: 60, count: 100),
      ProbitCurve.Point(cases: 100, rejected: 160, count: 200),
      ProbitCurve.Point(cases: 144, rejected: 93, count: 100),
    ]
    let curve = try #require(ProbitCurve(points, degree: 1))
    let (value, error) = curve.probit(81)
    #expect(abs(value - 0.5485685038241) < 1e-6)
    #expect(abs(error - 0.0807945776237) < 1e-6)
  }
}
