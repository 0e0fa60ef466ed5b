package import FitSettings
package import Latent
internal import LinearAlgebra
package import Messages
internal import ModelFit
internal import ModelSyntax
internal import MonteCarlo
package import Populations
internal import Specification

/// A population, the model that is fitted to its samples, and the effects in
/// it.
///
/// The model is that of the population's text with its values taken away: what
/// has a value other than 0 is estimated, and the first loading of each latent
/// variable keeps its own, so that estimates have the population's units.
package struct PowerModel: Sendable {
  /// The population.
  package let population: PopulationModel
  /// The options of fits.
  package let options: FitOptions
  /// The model, whose tested parameters have labels and products are defined.
  package let model: Model
  /// The text of the model.
  package let text: String
  /// The text that the labels were put into.
  let table: ParameterTable
  /// The effects.
  let effects: [TestedEffect]
  /// The labels of the rows of effects.
  let labels: [Int: String]
  /// The scale of the population.
  let scale: PopulationModel.Scale

  /// The name of the defined parameter of a product.
  static func productName(_ effect: Int) -> String { "power\(effect + 1)" }
  /// The name of the sum of two of its paths, whose standard error tells their
  /// covariance.
  static func sumName(_ effect: Int, _ one: Int, _ other: Int) -> String {
    "power\(effect + 1)sum\(one + 1)and\(other + 1)"
  }

  /// Makes a model of a population's text.
  ///
  /// - Parameters:
  ///   - population: The population.
  ///   - scale: Its scale.
  ///   - own: The text of the model that is fitted; `nil` for that of the
  ///     population.
  ///   - options: The options of fits.
  ///   - effects: The effects as they are written.
  /// - Throws: `LatentError` for effects that the model has not.
  package init(
    _ population: PopulationModel, scale: PopulationModel.Scale,
    fitting own: Model?, options: FitOptions, effects: [String]
  ) throws(LatentError) {
    self.population = population
    self.options = options
    self.scale = scale
    var written: [EffectText] = []
    for text in effects { written.append(try EffectText(text)) }
    let base: Model
    if let own {
      base = own
    } else {
      base = try Self.freed(
        population, keeping: written,
        hasStandardLatents: options.model.standardizeLatent)
    }
    var named = try base.namingOrdered(options)
    named.model.groupsFromText = false
    named.model.groupLabels = population.table.groupLabels
    let table = try base.parameterTable(options: named.resolved.model)
    if let row = table.rows.first(where: { !$0.efa.isEmpty }) {
      throw LatentError(
        kind: .request, code: .powerEffect,
        message: "The model has an exploratory block, `efa(\"\(row.efa)\")`.",
        remedy: "Write its loadings, and leave `efa()` out.")
    }
    var found: [TestedEffect] = []
    for text in written { found.append(try TestedEffect(text, in: table)) }
    var labels: [Int: String] = [:]
    var statements: [String] = []
    for (number, effect) in found.enumerated() {
      for (place, rows) in effect.arrows.enumerated() {
        for (group, row) in rows.enumerated() where labels[row] == nil {
          let own = table.rows[row].label
          labels[row] =
            own.isEmpty
            ? "power\(number + 1)path\(place + 1)group\(group + 1)" : own
        }
      }
      guard effect.isProduct else { continue }
      let names = effect.arrows.compactMap { $0.first }
        .compactMap { labels[$0] }.map { Printed.name($0) }
      statements.append(
        "\(Self.productName(number)) := "
          + names.joined(separator: " * "))
      for one in names.indices {
        for other in names.indices where one < other {
          statements.append(
            "\(Self.sumName(number, one, other)) := "
              + "\(names[one]) + \(names[other])")
        }
      }
    }
    text = TableText(table).text(labels: labels, appending: statements) {
      _, row in
      row.fixedValue.map { row.isFree ? .free : .fixed($0) } ?? .free
    }
    model = try Model(text: text, name: "model")
    self.table = table
    self.effects = found
    self.labels = labels
  }

  /// The population's model with its values taken away.
  private static func freed(
    _ population: PopulationModel, keeping effects: [EffectText],
    hasStandardLatents: Bool
  ) throws(LatentError) -> Model {
    let table = population.table
    // The loading of each latent variable that keeps its value; none where
    // variances do.
    var markers: Set<Int> = []
    var scaled: Set<String> = []
    for (index, row) in table.rows.enumerated()
    where row.op == .measurement && population.values[index] != 0
      && !hasStandardLatents
    {
      let latent = "\(row.group ?? 1) \(row.lhs)"
      guard !scaled.contains(latent),
        !effects.contains(where: { $0.names(loadingOf: row.rhs, on: row.lhs) })
      else { continue }
      scaled.insert(latent)
      markers.insert(index)
    }
    let text = TableText(table).text { index, row in
      if markers.contains(index) { return .fixed(population.values[index]) }
      if row.op == .scaling { return .fixed(population.values[index]) }
      if row.op == .threshold || row.start != nil { return .free }
      return row.fixedValue == 0 ? .fixed(0) : .free
    }
    return try Model(text: text, name: "model")
  }

  /// The model with statements behind its own.
  func restricted(by statements: [String]) throws(LatentError) -> Model {
    try Model(
      text: text + statements.map { $0 + "\n" }.joined(), name: "restriction")
  }

  /// The fit to the population's moments.
  func fit(
    _ model: Model, to groups: [PopulationGroup], counts: [Int]
  ) throws(LatentError) -> Fit {
    let fit = try PopulationFit.fit(
      model, options: options, to: groups, counts: counts)
    guard fit.isConverged else {
      throw LatentError(
        kind: .request, code: .powerNoFits,
        message: "The model cannot be fitted to the population's moments: "
          + fit.convergenceMessage,
        remedy: "Look at the model; `model` names another one than the "
          + "population's own.")
    }
    return fit
  }

  /// The statements that make the effects' null hypothesis, one set a way in
  /// which it can hold: a product is 0 where any of its paths is.
  ///
  /// - Parameters:
  ///   - null: The null hypothesis.
  ///   - splitsProducts: Whether products are 0 by their paths; otherwise by
  ///     their definitions.
  /// - Returns: Sets of statements.
  /// - Throws: `LatentError` for effects that the null hypothesis is not of.
  func hypotheses(
    _ null: PowerOptions.Null, splitsProducts: Bool
  ) throws(LatentError) -> [[String]] {
    var sets: [[String]] = [[]]
    for (number, effect) in effects.enumerated() {
      func label(_ row: Int) -> String { Printed.name(labels[row] ?? "") }
      if let name = effect.definition {
        guard null == .zero else {
          throw EffectText.refusal(
            "`\(name)` is a defined parameter, one of all groups.",
            "Name parameters, or define a difference and leave `null` out.")
        }
        for index in sets.indices { sets[index].append("\(name) == 0") }
      } else if effect.isProduct, splitsProducts {
        let ways = effect.arrows.map { "\(label($0[0])) == 0" }
        sets = sets.flatMap { set in ways.map { set + [$0] } }
      } else if effect.isProduct {
        for index in sets.indices {
          sets[index].append("\(Self.productName(number)) == 0")
        }
      } else {
        let rows = effect.arrows[0].map(label).distinct
        let own: [String]
        switch null {
        case .zero: own = rows.map { "\($0) == 0" }
        case .equalGroups:
          guard rows.count > 1 else {
            throw EffectText.refusal(
              "`\(effect.text)` is one parameter.",
              "Name no group, and give groups labels of their own.")
          }
          own = rows.dropFirst().map { "\(rows[0]) == \($0)" }
        }
        for index in sets.indices { sets[index] += own }
      }
    }
    return sets
  }

  /// The moments of the population with another value of the one effect.
  ///
  /// - Throws: `LatentError` where no population has the value.
  func groups(withEffect value: Double) throws(LatentError) -> [PopulationGroup]
  {
    let own = population.table
    let keys = Set(effects[0].arrows[0].map { table.rows[$0].key })
    let label = effects[0].arrows[0].lazy.map { table.rows[$0].label }
      .first { !$0.isEmpty }
    let tree: SyntaxTree
    let changed = Dictionary(
      own.rows.indices.filter {
        keys.contains(own.rows[$0].key)
          || label != nil && own.rows[$0].label == label
      }.map { ($0, "") }, uniquingKeysWith: { first, _ in first })
    let text = TableText(own).text(labels: changed) { index, _ in
      .fixed(changed[index] != nil ? value : population.values[index])
    }
    do {
      tree = try SyntaxTree.parse(SourceText(text, name: "population"))
    } catch {
      throw LatentError(error)
    }
    return try PopulationModel(
      tree, scale: scale, groupLabels: own.groupLabels
    ).groups
  }

  /// The population's value of the one effect.
  var effectValue: Double? {
    guard effects.count == 1, effects[0].arrows.count == 1,
      let first = effects[0].arrows[0].first
    else { return nil }
    let key = table.rows[first].key
    return population.table.rows.firstIndex { $0.key == key }.map {
      population.values[$0]
    }
  }
}

extension PowerModel {
  /// The degrees of freedom of the model's test.
  ///
  /// - Throws: `LatentError` where the model cannot be fitted to the population.
  package func degrees() throws(LatentError) -> Int {
    let counts = population.groups.map { _ in 100_000 }
    return try fit(model, to: population.groups, counts: counts).modelDegrees
  }

  /// The degrees of freedom of a model without a population.
  package static func degrees(
    of model: Model, options: FitOptions, groupLabels: [String]
  ) throws(LatentError) -> Int {
    var own = try model.namingOrdered(options)
    own.model.groupsFromText = false
    own.model.groupLabels = groupLabels
    let table = try model.parameterTable(options: own.resolved.model)
    guard !table.hasOrdered else {
      throw LatentError(
        kind: .request, code: .powerEffect,
        message: "The RMSEA of ordered variables has no power by its formula.",
        remedy:
          "Count the degrees of freedom, and give them by the option `df`.")
    }
    // Any moments tell how many of them there are, and how many parameters.
    let groups = table.roles.enumerated().map { index, roles in
      let count = roles.observed.count
      var covariance = Matrix.identity(count)
      for j in 0..<count {
        for i in 0..<count where i != j { covariance[i, j] = 0.3 }
      }
      return PopulationGroup(
        label: groupLabels[index], variables: roles.observed,
        covariance: covariance, mean: [Double](repeating: 0, count: count),
        thresholds: [[Double]](repeating: [], count: count))
    }
    return try PopulationFit.fit(
      model, options: options, to: groups, counts: groups.map { _ in 10_000 }
    ).modelDegrees
  }
}
