import Latent
import Messages
import TestSupport
import Testing

/// Replicates of a bootstrap beside lavaan's fits of the same rows; the
/// fixture's scripts say how these were made.
struct RefittedReplicateTests {
  struct Reference: Decodable {
    var replicates: [Int]
    var fits: [String: [[String: Double]]]
  }

  /// A fit whose replicates are compared.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text = HolzingerModel.text
    var data = "holzinger-swineford-missing.csv"
    var kind = ModelKind.cfa
    var set: @Sendable (inout FitOptions) -> Void
    var testDescription: String { name }
  }

  private static let complete = "holzinger-swineford-1939.csv"
  private static let product =
    "f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + w + f:w"

  static let cases = [
    Case(name: "two.stage") { $0.missing = .twoStage },
    Case(name: "robust.two.stage") { $0.missing = .robustTwoStage },
    Case(name: "pairwise") { $0.missing = .pairwise },
    Case(name: "wls", data: complete) { $0.estimation.estimator = .wls },
    Case(name: "wls_means", data: complete) {
      $0.estimation.estimator = .wls
      $0.model.meanStructure = true
    },
    Case(
      name: "wls_path", text: "x7 ~ x1 + x4\nx4 ~ x1 + x2", data: complete,
      kind: .sem
    ) {
      $0.estimation.estimator = .wls
      $0.model.fixedExogenous = true
    },
    Case(
      name: "product", text: product, data: "latent-products.csv", kind: .sem
    ) { _ in },
    Case(
      name: "incomplete_product", text: product,
      data: "latent-products-missing.csv", kind: .sem
    ) { $0.missing = .fullInformation },
  ]

  private func fit(_ own: Case) throws -> Fit {
    var options = FitOptions()
    options.model.kind = own.kind
    options.keepsCases = true
    own.set(&options)
    return try Model(text: own.text).fit(
      to: HolzingerModel.table(own.data), options: options)
  }

  private func options(_ own: Case) -> BootstrapOptions {
    var options = BootstrapOptions()
    guard own.text == Self.product else { return options }
    options.effects = EffectSelection(
      from: ["f"], to: ["y"],
      conditions: [
        EffectConditions(
          from: "f", to: "y", at: [ModeratorPoints("w", values: [9, 11])])
      ])
    return options
  }

  /// The column of a row of the reference.
  private func column(_ name: String, _ draws: BootstrapDraws) -> Int? {
    guard let value = ["nine": 9.0, "eleven": 11][name] else {
      return draws.columns.firstIndex { column in
        column.name == name
          || name.split(separator: "~~").reversed().joined(separator: "~~")
            == column.name
      }
    }
    return draws.columns.firstIndex { column in
      guard case .effect(let effect, .unstandardized) = column.statistic else {
        return false
      }
      return effect.moderators == [ModeratorValue("w", value)]
    }
  }

  @Test(arguments: cases)
  func estimatesAreThoseOfLavaan(_ own: Case) async throws {
    let reference = try loadFixture(Reference.self, "refitted-replicates.json")
    // The estimates are the same with either standard errors.
    let name = own.name == "robust.two.stage" ? "two.stage" : own.name
    let fits = try #require(reference.fits[name])
    let fit = try self.fit(own)
    var options = options(own)
    var failures = 0
    for (number, expected) in pairs(reference.replicates, fits) {
      options.replicates = number...number
      let draws = try await fit.bootstrap(options)
      if own.name.hasPrefix("wls"), draws.statuses[0] == .notConverged {
        // One sample of the five has a factor whose loadings go to zero.
        failures += 1
        continue
      }
      var compared = 0
      for (name, value) in expected {
        guard let column = self.column(name, draws) else {
          Issue.record("no column \(name)")
          continue
        }
        expectClose(
          draws.value(0, column), value, relative: 1e-6, absolute: 1e-7,
          "\(name) of replicate \(number)")
        compared += 1
      }
      #expect(compared >= fit.parameterCount)
    }
    #expect(failures <= 1)
  }

  /// Replicates are the same, bit for bit, on any number of threads and in
  /// shards, whatever was drawn before them.
  @Test(arguments: cases.filter { $0.name != "robust.two.stage" })
  func replicatesDoNotDependOnThreads(_ own: Case) async throws {
    let fit = try self.fit(own)
    for kind in [BootstrapKind.nonparametric, .parametric, .jackknife] {
      var options = options(own)
      options.kind = kind
      options.replicates = 1...10
      options.threads = 1
      let one = try await fit.bootstrap(options)
      options.threads = 2
      options.replicates = 5...10
      let late = try await fit.bootstrap(options)
      #expect(one.columns == late.columns)
      for row in 0..<6 {
        #expect(one.statuses[row + 4] == late.statuses[row])
        for column in one.columns.indices {
          #expect(
            one.value(row + 4, column).bitPattern
              == late.value(row, column).bitPattern)
        }
      }
    }
  }

  /// Normal draws have the moments of the model: their estimates scatter about
  /// those of the sample.
  @Test(arguments: ["two.stage", "pairwise", "wls"])
  func parametricDrawsScatterAboutTheEstimates(_ name: String) async throws {
    let own = try #require(Self.cases.first { $0.name == name })
    let fit = try self.fit(own)
    var options = BootstrapOptions()
    options.kind = .parametric
    options.replicates = 1...200
    let draws = try await fit.bootstrap(options)
    let column = try #require(self.column("textual=~x5", draws))
    let values = draws.usable(column)
    #expect(values.count > 180)
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let sd =
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1))
      .squareRoot()
    let error = try #require(
      fit.parameter("textual", "=~", "x5")?.standardError)
    // Pairwise and WLS standard errors are rough.
    expectClose(sd, error, relative: 0.35)
    expectClose(
      mean, draws.columns[column].estimate, absolute: 5 * sd / n.squareRoot())
  }

  // MARK: Refusals

  @Test func studentizedIntervalsNeedErrorsOfReplicates() async throws {
    let fit = try fit(Self.cases[0])
    var options = BootstrapOptions()
    options.replicates = 1...2
    options.includesStandardErrors = true
    let error = await #expect(throws: LatentError.self) {
      try await fit.bootstrap(options)
    }
    #expect(error?.code == "bootstrap.standard-errors")
  }

  /// Incomplete cases are transformed so that the saturated moments are the
  /// model's; pairwise ones would be others.
  @Test func pairwiseCasesAreNotTurned() async throws {
    var options = BootstrapOptions()
    options.kind = .bollenStine
    options.replicates = 1...4
    let pairwise = try fit(Self.cases[2])
    let error = await #expect(throws: LatentError.self) {
      try await pairwise.bootstrap(options)
    }
    #expect(error?.code == "bootstrap.pairwise")
    let draws = try await fit(Self.cases[0]).bootstrap(options)
    #expect(draws.usableCount > 0)
  }

  /// With few more cases than moments the drawn ones do not tell a weight.
  @Test func singularWeightsAreCounted() async throws {
    let data = try HolzingerModel.table(Self.complete)
    let few = try DataTable(
      columns: ["x1", "x2", "x3", "x4"].map { name in
        guard let column = data.columns.first(where: { $0.name == name }),
          case .numbers(let values) = column.values
        else { throw LatentError(code: "", message: "", remedy: "") }
        return DataColumn(name: name, numbers: Array(values[0..<13]))
      })
    var options = FitOptions()
    options.model.kind = .cfa
    options.keepsCases = true
    options.estimation.estimator = .wls
    let fit = try Model(text: "f =~ x1 + x2 + x3 + x4").fit(
      to: few, options: options)
    try #require(fit.isConverged)
    var drawing = BootstrapOptions()
    drawing.replicates = 1...40
    let draws = try await fit.bootstrap(drawing)
    // Thirteen cases have ten moments; eleven different ones are needed.
    let singular = draws.statuses.filter { $0 == .singularSample }.count
    #expect(singular > 30)
  }
}
