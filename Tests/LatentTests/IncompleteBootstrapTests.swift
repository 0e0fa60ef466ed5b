import Latent
import TestSupport
import Testing

/// The parametric and the Bollen–Stine bootstrap of incomplete cases beside
/// draws with lavaan; the fixture's script says how they were made.
struct IncompleteBootstrapTests {
  struct Draws: Decodable {
    var count: Int
    var mean: [String: Double]
    var sd: [String: Double]
  }

  struct Reference: Decodable {
    var turned: [[Double?]]
    var parametric: Draws
    var stine: Draws
  }

  private func reference() throws -> Reference {
    try loadFixture(Reference.self, "incomplete-bootstrap.json")
  }

  private func fit(
    _ text: String = HolzingerModel.text,
    data: String = "holzinger-swineford-missing.csv", group: String? = nil
  ) throws -> Fit {
    var options = FitOptions()
    options.model.kind = .cfa
    options.missing = .fullInformation
    return try Model(text: text).fit(
      to: HolzingerModel.table(data), group: group, options: options)
  }

  /// The model holds exactly in the transformed cases, whose values are those
  /// of the same steps in R.
  @Test func casesAreTransformed() throws {
    let fit = try fit()
    let patterns = try #require(fit.sample[0].incompleteCases)
    let transformed = try TransformedPatterns(
      fit.sample[0], patterns, to: fit.implied[0]
    ).sample
    expectClose(
      transformed.covariance.elements, fit.implied[0].covariance.elements,
      absolute: 1e-7)
    expectClose(transformed.mean ?? [], fit.implied[0].mean, absolute: 1e-7)
    let cases = try #require(transformed.incompleteCases)
    #expect(cases.rowNumbers == patterns.rowNumbers)
    // The reference has no row without values: row 17 of the table is left
    // out there.
    for (row, values) in try reference().turned.enumerated() {
      let number = row + 1 < 17 ? row + 1 : row + 2
      let place = try #require(cases.rowNumbers.firstIndex(of: number))
      for (variable, value) in values.enumerated() {
        let own = cases[place, variable]
        #expect(own.isNaN == (value == nil))
        if let value { expectClose(own, value, absolute: 2e-6) }
      }
    }
  }

  @Test(arguments: [BootstrapKind.parametric, .bollenStine])
  func drawsAreThoseOfLavaan(_ kind: BootstrapKind) async throws {
    let reference = try reference()
    let other =
      kind == .parametric ? reference.parametric : reference.stine
    var options = BootstrapOptions()
    options.kind = kind
    options.replicates = 1...400
    options.includesFitMeasures = true
    let draws = try await fit().bootstrap(options)
    let columns = [
      "chisq": "chisq", "rmsea_robust": "rmsea_robust",
      "loading": "textual=~x5", "variance": "x2~~x2",
    ]
    for (name, label) in columns {
      let column = try #require(draws.columns.firstIndex { $0.name == label })
      var values: [Double] = []
      for row in draws.replicates.indices where draws.isUsable(row) {
        values.append(draws.value(row, column))
      }
      #expect(values.count > 380)
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      let sd =
        (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1))
        .squareRoot()
      let m = Double(other.count)
      let (wantedMean, wantedSD) = try (
        #require(other.mean[name]), #require(other.sd[name])
      )
      // Four standard errors of the difference of two Monte Carlo means, and
      // of two standard deviations, wide for heavy tails.
      expectClose(
        mean, wantedMean,
        absolute: 4 * wantedSD * (1 / n + 1 / m).squareRoot(), name)
      expectClose(
        sd, wantedSD, relative: 6 * (0.5 / n + 0.5 / m).squareRoot(), name)
    }
  }

  /// A replicate is the same on any number of threads, also in groups.
  @Test(arguments: [BootstrapKind.parametric, .bollenStine])
  func replicatesDoNotDependOnThreads(_ kind: BootstrapKind) async throws {
    let fit = try fit(group: "school")
    var options = BootstrapOptions()
    options.kind = kind
    options.replicates = 1...12
    options.threads = 1
    let one = try await fit.bootstrap(options)
    options.threads = 2
    let two = try await fit.bootstrap(options)
    for row in 0..<12 {
      for column in one.columns.indices {
        let (first, second) = (one.value(row, column), two.value(row, column))
        #expect(first == second || first.isNaN && second.isNaN)
      }
    }
  }

  /// For complete cases they are the transformation of Bollen and Stine, which
  /// takes one step.
  @Test func completeCasesAreTurnedOnce() throws {
    let fit = try fit(data: "holzinger-swineford-1939.csv")
    let patterns = try #require(fit.sample[0].incompleteCases)
    let transformed = try TransformedPatterns(
      fit.sample[0], patterns, to: fit.implied[0]
    ).sample
    expectClose(
      transformed.covariance.elements, fit.implied[0].covariance.elements,
      absolute: 1e-9)
  }

  /// Products are variables like others in cases that are transformed or drawn
  /// from normal distributions.
  @Test(arguments: [BootstrapKind.parametric, .bollenStine])
  func productsAreDrawnAsTheyAre(_ kind: BootstrapKind) async throws {
    let fit = try fit(
      """
      f =~ x1 + x2 + x3
      g =~ z1 + z2 + z3
      m =~ m1 + m2 + m3
      m ~ f + g + f:g
      """, data: "latent-products-missing.csv")
    var options = BootstrapOptions()
    options.replicates = 1...2
    options.kind = kind
    #expect(try await fit.bootstrap(options).replicates.count == 2)
  }
}
