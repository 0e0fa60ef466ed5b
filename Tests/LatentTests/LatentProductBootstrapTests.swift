import Foundation
import Latent
import TestSupport
import Testing

/// Replicates of models with latent products: each centres at its own means.
struct LatentProductBootstrapTests {
  var data: DataTable

  init() throws {
    data = try HolzingerModel.table("latent-products.csv")
  }

  /// The table without a row.
  private func without(_ row: Int) throws -> DataTable {
    try DataTable(
      columns: data.columns.map { column -> DataColumn in
        switch column.values {
        case .numbers(var values):
          values.remove(at: row)
          return DataColumn(name: column.name, numbers: values)
        case .text(var codes, let levels):
          codes.remove(at: row)
          return DataColumn(
            name: column.name, strings: codes.map { levels[Int($0)] })
        }
      })
  }

  /// Leaving a case out gives the fit of the table without it, whose products
  /// are made of columns centred without it.
  @Test(arguments: [
    (LatentProductTests.mediation, nil, ProductCentering.double),
    (LatentProductTests.mediation, nil, .single),
    (LatentProductTests.mediation, nil, .none),
    ("f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + f:f", "group", .double),
    ("f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + w + f:w", nil, .single),
  ])
  func replicatesCentreAnew(
    text: String, group: String?, centering: ProductCentering
  ) async throws {
    var options = FitOptions()
    options.keepsCases = true
    options.productCentering = centering
    options.model.meanStructure = true
    let model = try Model(text: text)
    let whole = try model.fit(to: data, group: group, options: options)
    let draws = try await whole.jackknife(BootstrapOptions())
    #expect(draws.count == 420)
    for row in [0, 17, 411] {
      let replicate = try #require(draws.replicates.firstIndex(of: row + 1))
      let part = try model.fit(to: without(row), group: group, options: options)
      for (index, parameter) in part.parameters.enumerated()
      where parameter.isFree {
        let column = try #require(draws.column(.estimate(row: index)))
        expectClose(
          draws.value(replicate, column), parameter.estimate, relative: 1e-6,
          absolute: 1e-7,
          "\(parameter.lhs) \(parameter.op) \(parameter.rhs), row \(row)")
      }
    }
  }

  /// With missing values columns are centred at the means of the available
  /// cases, those of each replicate.
  @Test(arguments: [
    (MissingTreatment.fullInformation, ProductCentering.double),
    (.fullInformation, .single), (.twoStage, .double), (.pairwise, .double),
  ])
  func incompleteReplicatesCentreAnew(
    missing: MissingTreatment, centering: ProductCentering
  ) async throws {
    var own = self
    own.data = try HolzingerModel.table("latent-products-missing.csv")
    var options = FitOptions()
    options.productCentering = centering
    options.missing = missing
    let model = try Model(
      text: "f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\n"
        + "g =~ z1 + z2 + z3\ny ~ f + g + f:g")
    let whole = try model.fit(to: own.data, options: options)
    let draws = try await whole.jackknife(BootstrapOptions())
    let numbers = try #require(whole.sample[0].incompleteCases).rowNumbers
    for row in [0, 17, 411] {
      let place = try #require(numbers.firstIndex(of: row + 1))
      let part = try model.fit(to: own.without(row), options: options)
      for (index, parameter) in part.parameters.enumerated()
      where parameter.isFree {
        let column = try #require(draws.column(.estimate(row: index)))
        expectClose(
          draws.value(place, column), parameter.estimate, relative: 1e-6,
          absolute: 1e-7,
          "\(parameter.lhs) \(parameter.op) \(parameter.rhs), row \(row)")
      }
    }
  }

  // MARK: Effects

  /// Conditional effects at the same values are those of the table without
  /// the case, which count products from that table's means: of an observed
  /// moderator, and of a latent one with a mean.
  @Test(arguments: [
    (
      "f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + w + f:w", "w",
      [9.0, 11]
    ),
    (
      "f =~ x1 + x2 + x3\ng =~ z1 + z2 + z3\ny =~ y1 + y2 + y3\n"
        + "y ~ f + g + f:g\ng ~ 1\nz1 ~ 0*1", "g", [3.0, 5]
    ),
  ])
  func effectsCountFromTheReplicatesMeans(
    text: String, moderator: String, values: [Double]
  ) async throws {
    var options = FitOptions()
    options.keepsCases = true
    options.model.meanStructure = true
    let model = try Model(text: text)
    let whole = try model.fit(to: data, options: options)
    var drawing = BootstrapOptions()
    drawing.includesStandardErrors = true
    drawing.kind = .jackknife
    drawing.effects = EffectSelection(
      from: ["f"], to: ["y"],
      conditions: [
        EffectConditions(
          from: "f", to: "y",
          at: [ModeratorPoints(moderator, values: values)])
      ])
    var quick = EffectOptions()
    quick.monteCarloDraws = 0
    for row in [0, 17, 411] {
      drawing.replicates = (row + 1)...(row + 1)
      let draws = try await whole.bootstrap(drawing)
      let part = try model.fit(to: without(row), options: options)
      let effects = try part.conditionalEffects(
        from: "f", to: "y", at: [ModeratorPoints(moderator, values: values)],
        options: quick
      ).conditional.effects
      #expect(effects.count >= values.count)
      for effect in effects {
        for metric in EffectMetric.allCases {
          let value = try #require(
            draws.column(.effect(effect.definition, metric)))
          let error = try #require(
            draws.column(.effectStandardError(effect.definition, metric)))
          expectClose(
            draws.value(0, value), effect[metric].estimate, relative: 1e-6,
            absolute: 1e-7)
          // A jackknife's standard errors are those of all 420 cases.
          expectClose(
            draws.value(0, error) * (420.0 / 419).squareRoot(),
            effect[metric].standardError ?? .nan, relative: 1e-5)
        }
      }
    }
  }

  /// Constraints across groups are rows of the table without a group.
  @Test func equalLoadingsInGroupsAreDrawn() async throws {
    var options = FitOptions()
    options.keepsCases = true
    options.model.groupEqual = [.loadings]
    let whole = try Model(text: "f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f")
      .fit(to: data, group: "group", options: options)
    var drawing = BootstrapOptions()
    drawing.replicates = 1...3
    let draws = try await whole.bootstrap(drawing)
    let columns = draws.columns.indices.filter {
      draws.columns[$0].name.hasPrefix("f=~x2")
    }
    #expect(columns.count == 2)
    for index in draws.replicates.indices {
      expectClose(
        draws.value(index, columns[0]), draws.value(index, columns[1]),
        relative: 1e-12)
    }
  }
}
