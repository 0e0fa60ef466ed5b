internal import Messages
internal import ModelSyntax
internal import Specification

/// An effect of a table whose power is wanted.
struct TestedEffect {
  /// The effect as it was written.
  let text: String
  /// The rows of each arrow of a path, one of each group.
  ///
  /// Of a parameter those of its groups; empty for a defined parameter.
  let arrows: [[Int]]
  /// The name of a defined parameter.
  let definition: String?

  /// Whether the effect is a product of several parameters.
  var isProduct: Bool { arrows.count > 1 }

  /// Finds an effect in a table.
  ///
  /// - Parameters:
  ///   - effect: The effect.
  ///   - table: The table of the model that is fitted.
  /// - Throws: `LatentError` for what the model has not, and for parameters that
  ///   are not free.
  init(_ effect: EffectText, in table: ParameterTable) throws(LatentError) {
    text = effect.text
    let groups = try Self.groups(effect, table)
    switch effect.subject {
    case .name(let name):
      let labelled = table.rows.indices.filter { table.rows[$0].label == name }
      if table.rows.contains(where: { $0.op == .definition && $0.lhs == name })
      {
        definition = name
        arrows = []
        return
      }
      guard !labelled.isEmpty else {
        let known =
          table.definitions.map(\.name)
          + table.rows.map(\.label).filter { !$0.isEmpty }
        throw Self.unknown(name, NearestName.find(name, in: known))
      }
      definition = nil
      // One of several that are equal stands for all.
      arrows = [[labelled[0]]]
    case .parameter(let left, let op, let right):
      definition = nil
      let rows = Self.rows(table, left, op, right, groups)
      guard rows.count == groups.count else {
        throw Self.unknown(
          effect.text,
          NearestName.find(
            effect.text.filter { !$0.isWhitespace },
            in: table.rows.filter(\.isFree).map(\.key.compactDescription)))
      }
      arrows = [rows]
    case .path(let names):
      definition = nil
      guard groups.count == 1 || names.count == 2 else {
        throw EffectText.refusal(
          "A product of paths is one of each group.",
          "Name the group: `\(effect.text) [\(table.groupLabels[0])]`.")
      }
      var arrows: [[Int]] = []
      for (from, to) in zip(names, names.dropFirst()) {
        var rows = Self.rows(table, to, .regression, from, groups)
        if rows.isEmpty {
          rows = Self.rows(table, from, .measurement, to, groups)
        }
        guard rows.count == groups.count else {
          let known = Set(table.roles.flatMap { $0.observed + $0.latent })
          let odd = [from, to].first { !known.contains($0) }
          throw EffectText.refusal(
            odd.map { "The model has no variable `\($0)`." }
              ?? "The model has no path `\(from) -> \(to)`.",
            odd.flatMap { NearestName.find($0, in: known.sorted()) }.map {
              "Did you mean `\($0)`?"
            } ?? "Write it as `\(to) ~ 0.3*\(from)` into the population.")
        }
        arrows.append(rows)
      }
      self.arrows = arrows
    }
    for row in arrows.joined() where !table.rows[row].isFree {
      throw EffectText.refusal(
        "`\(table.rows[row].key.compactDescription)` is not estimated.",
        table.rows[row].isExogenous
          ? "Moments of exogenous variables are fixed: give `fixed.x: false`."
          : "What has the value 0 stays so; `start(0)*` has it estimated.")
    }
  }

  private static func groups(_ effect: EffectText, _ table: ParameterTable)
    throws(LatentError) -> [Int]
  {
    let labels = table.groupLabels
    guard let group = effect.group else { return Array(1...labels.count) }
    guard labels.count > 1, let place = labels.firstIndex(of: group) else {
      throw EffectText.refusal(
        "There is no group `\(group)`.",
        labels.count > 1
          ? "The groups are \(listing(labels))."
          : "Give numbers of cases of groups: `nobs: 100,100`.")
    }
    return [place + 1]
  }

  private static func rows(
    _ table: ParameterTable, _ left: String, _ op: ModelOperator,
    _ right: String, _ groups: [Int]
  ) -> [Int] {
    groups.compactMap { group in
      table.rows.firstIndex { row in
        guard row.op == op, row.block != nil, row.group ?? 1 == group else {
          return false
        }
        return row.lhs == left && row.rhs == right
          || op == .covariance && row.lhs == right && row.rhs == left
      }
    }
  }

  private static func unknown(_ name: String, _ near: String?) -> LatentError {
    EffectText.refusal(
      "The model has no parameter `\(name)`.",
      near.map { "Did you mean `\($0)`?" }
        ?? "Write a path `x -> m -> y`, a parameter `y ~ x`, or the name of a "
        + "defined one.")
  }
}
