import FitSettings
import Latent
import Messages
import ModelSyntax
import Populations
import Testing

@testable import PowerAnalysis

/// A population's text with options as the command takes them.
func powerModel(
  _ text: String, _ options: PowerOptions,
  scale: PopulationModel.Scale = .standardized, fitting own: String? = nil
) throws -> PowerModel {
  let count = options.groupCount
  let labels = count == 1 ? [""] : (1...count).map { "\($0)" }
  let population = try PopulationModel(
    SyntaxTree.parse(SourceText(text, name: "p.lav")), scale: scale,
    groupLabels: labels)
  return try PowerModel(
    population, scale: scale, fitting: own.map { try Model(text: $0) },
    options: FitOptions(), effects: options.effects)
}

func powerOptions(_ pairs: [(String, String)]) throws -> PowerOptions {
  var options = PowerOptions()
  for (name, text) in pairs { try options.read(name, text) }
  try options.requireConsistent()
  return options
}

let twoFactors = """
  f1 =~ 0.8*y1 + 0.8*y2 + 0.8*y3 + 0.8*y4 + 0.8*y5
  f2 =~ 0.8*y6 + 0.8*y7 + 0.8*y8 + 0.8*y9 + 0.8*y10
  f1 ~~ 0.25*f2
  """

private let mediation = """
  x =~ 0.7*x1 + 0.8*x2 + 0.6*x3
  m =~ 0.8*m1 + 0.7*m2 + 0.75*m3
  y =~ 0.6*y1 + 0.7*y2 + 0.8*y3
  m ~ 0.4*x
  y ~ 0.3*m + 0.15*x
  m ~~ 0.84*m
  y ~~ 0.85*y
  x1~~.51*x1; x2~~.36*x2; x3~~.64*x3
  m1~~.36*m1; m2~~.51*m2; m3~~.4375*m3
  y1~~.64*y1; y2~~.51*y2; y3~~.36*y3
  """

/// The references are lavaan 0.6-14's in R 4.2.2: models fitted to the
/// population's covariances by `sem(model, sample.cov = S, sample.nobs = N,
/// sample.cov.rescale = FALSE)`, differences of their χ², `lavTestWald` with
/// labels; power by `pchisq(qchisq(.95, df), df, ncp = lambda, lower.tail =
/// FALSE)`.
@Suite("Power by noncentrality")
struct NoncentralityTests {
  struct Case: Sendable {
    var population: String
    var scale = PopulationModel.Scale.asWritten
    var options: [(String, String)]
    var method = PowerOptions.Method.likelihoodRatio
    var lambda: Double
    var power: Double
    var cases: Int?
  }

  @Test(arguments: [
    Case(
      population: twoFactors, scale: .standardized,
      options: [("effect", "f1 ~~ f2"), ("nobs", "150")],
      lambda: 7.772752895682, power: 0.796166271039, cases: 152),
    Case(
      population: twoFactors, scale: .standardized,
      options: [("effect", "f2~~f1"), ("nobs", "150")], method: .wald,
      lambda: 6.858902842776, power: 0.745050191805, cases: 172),
    Case(
      population: mediation,
      options: [("effect", "m ~ x"), ("nobs", "200")],
      lambda: 20.707674932092, power: 0.995209625754, cases: 76),
    Case(
      population: mediation,
      options: [("effect", "m -> y"), ("nobs", "200")],
      lambda: 9.188673677813, power: 0.857987184367, cases: 171),
    Case(
      population: mediation,
      options: [("effect", "x -> y"), ("nobs", "200")],
      lambda: 2.24813983628, power: 0.32281923307, cases: 699),
    // The product is 0 where its weaker path is.
    Case(
      population: mediation,
      options: [("effect", "x -> m -> y"), ("nobs", "200")],
      lambda: 9.188673677813, power: 0.857987184367, cases: 171),
    Case(
      population: mediation,
      options: [("effect", "m -> y, x -> y"), ("nobs", "200")],
      lambda: 20.05415293125, power: 0.98543501446, cases: 97),
    Case(
      population: mediation,
      options: [("effect", "m -> y, x -> y"), ("nobs", "200")],
      method: .wald, lambda: 16.092752956232, power: 0.957716442509),
    Case(
      population: mediation,
      options: [("effect", "x -> m -> y"), ("nobs", "200")], method: .wald,
      lambda: 5.96817667588, power: 0.68546500237),
    Case(
      population: mediation + "\nab := 0.12",
      options: [("effect", "y ~ m"), ("nobs", "200")],
      lambda: 9.188673677813, power: 0.857987184367, cases: 171),
    Case(
      population: "y ~ c(0.5, 0.2)*x", scale: .standardized,
      options: [
        ("effect", "y ~ x"), ("nobs", "100,200"), ("null", "equal-groups"),
      ], lambda: 7.198673420724, power: 0.765183395131, cases: 328),
    Case(
      population: "y ~ c(0.5, 0.2)*x", scale: .standardized,
      options: [("effect", "y ~ x"), ("nobs", "100,200")],
      lambda: 36.932606149230, power: 0.999913788461, cases: 79),
    Case(
      population: "y ~ c(a, b)*c(0.5, 0.2)*x", scale: .standardized,
      options: [("restriction", "a == b"), ("nobs", "100,200")],
      lambda: 7.198673420724, power: 0.765183395131, cases: 328),
  ])
  func powerIsThatOfReference(_ own: Case) throws {
    let options = try powerOptions(own.options)
    let model = try powerModel(own.population, options, scale: own.scale)
    let result = try PowerRun(options, model).ofParameters(own.method)
    let given = try #require(result.given)
    let lambda = result.noncentralities[1] * Double(given.cases)
    #expect(abs(lambda - own.lambda) < 1e-5 * own.lambda)
    #expect(abs(given.power - own.power) < 1e-6)
    if let cases = own.cases { #expect(result.needed?.cases == cases) }
  }

  /// A correlation: λ = −N log(1 − r²), whose root R's `uniroot` finds.
  @Test func detectableCorrelationIsThatOfReference() throws {
    let options = try powerOptions([
      ("effect", "y ~ x"), ("nobs", "100"), ("detectable", "true"),
    ])
    let model = try powerModel("y ~ 0.1*x", options)
    let result = try PowerRun(options, model).ofParameters(.likelihoodRatio)
    let value = try #require(result.detectable?.value)
    #expect(abs(value - 0.274749714092) < 1e-6)
    let minus = try powerModel("y ~ -0.1*x", options)
    let other = try PowerRun(options, minus).ofParameters(.likelihoodRatio)
    #expect(abs((other.detectable?.value ?? 0) + value) < 1e-9)
  }

  /// A model that does not hold: the restricted model's misfit less its own.
  @Test func modelOfItsOwnIsFitted() throws {
    let options = try powerOptions([("effect", "f =~ y2"), ("nobs", "100")])
    let model = try powerModel(
      twoFactors, options,
      fitting: "f =~ y1 + y2 + y3 + y4 + y5 + y6 + y7 + y8 + y9 + y10")
    let result = try PowerRun(options, model).ofParameters(.likelihoodRatio)
    #expect(result.degrees == 1)
    #expect((result.given?.power ?? 0) > 0.99)
  }

  @Test(arguments: [
    ("effect", "y ~ q"), ("effect", "f1 -> f2"), ("effect", "f1 ~~ f3"),
    ("effect", "nothing"),
  ])
  func unknownEffectsAreRefused(_ name: String, _ text: String) throws {
    let options = try powerOptions([(name, text)])
    #expect(throws: LatentError.self) {
      try powerModel(twoFactors, options)
    }
  }

  @Test func degreesAreThoseOfTheModel() throws {
    let options = PowerOptions()
    #expect(try powerModel(twoFactors, options).degrees() == 34)
    let degrees = try PowerModel.degrees(
      of: Model(text: "f =~ x1 + x2 + x3 + x4\nf ~ z + w"),
      options: FitOptions(), groupLabels: [""])
    // 4 + 2 items of a factor with two causes: 21 moments less 3 of z and w.
    #expect(degrees == 18 - 10)
  }
}
