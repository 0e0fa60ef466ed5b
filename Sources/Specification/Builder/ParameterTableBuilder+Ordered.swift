internal import Messages
package import ModelSyntax
internal import VariableNames

extension ModelBlock {
  /// The ordered variables: those that options name, and those with thresholds
  /// in the text; exogenous ones are numbers.
  func ordered(_ options: ModelOptions) -> Set<String> {
    let roles = analysis.roles
    var result = Set(options.ordered)
    for parameter in parameters where parameter.key.op == .threshold {
      result.insert(parameter.key.lhs)
    }
    if options.ordersEndogenous { result.formUnion(roles.observed) }
    return result.intersection(roles.observed)
      .subtracting(roles.observedExogenous)
  }
}

extension ParameterTable {
  /// The ordered variables of a text: those that options name, and those with
  /// thresholds, in the order of the observed variables.
  ///
  /// - Parameters:
  ///   - tree: The text.
  ///   - options: The options; they need not know the numbers of thresholds.
  /// - Returns: The variables.
  /// - Throws: `ModelSyntaxError` for errors in the text.
  package static func orderedVariables(
    of tree: SyntaxTree, options: ModelOptions
  ) throws(ModelSyntaxError) -> [String] {
    let builder = ParameterTableBuilder(
      try tree.writtenOut(options: options), options: options)
    try builder.throwErrors()
    var result: [String] = []
    for part in builder.model.blocks {
      let ordered = part.ordered(options)
      result += part.analysis.roles.observed.filter {
        ordered.contains($0) && !result.contains($0)
      }
    }
    return result
  }
}

extension ParameterTableBuilder {
  /// Reports names of ordered variables that the model does not have, or uses
  /// as numbers.
  mutating func checkOrdered() {
    let observed = Set(model.blocks.flatMap(\.analysis.roles.observed))
    let latent = Set(model.blocks.flatMap(\.analysis.roles.latent))
    for name in options.ordered where !observed.contains(name) {
      fail(
        .optionsOrderedUnknown,
        latent.contains(name)
          ? "`ordered` names `\(name)`, which is latent"
          : "`ordered` names `\(name)`, which is not a variable of the model"
            + NearestName.clause(name, among: observed.sorted()),
        remedy: "Name observed variables of the model.", at: nil)
    }
    for part in model.blocks {
      let ordered = part.ordered(options)
      for name in part.analysis.roles.observedExogenous
      where options.ordered.contains(name) {
        warn(
          .modelOrderedExogenous,
          "`\(name)` is exogenous: its values count as numbers, though "
            + "`ordered` names it",
          remedy: (ordered.isEmpty
            ? "Leave it out of `ordered`, by which the estimator is still the "
              + "one of ordered variables; "
            : "Leave it out of `ordered`; ")
            + "give dummy variables for categories without distances.", at: nil)
      }
      for name in part.analysis.roles.observed where !ordered.contains(name) {
        guard let product = VariableProduct(name),
          let factor = product.factors.first(where: ordered.contains)
        else { continue }
        fail(
          .modelOrderedProduct,
          "the product `\(name)` holds the ordered variable `\(factor)`, whose "
            + "categories are not numbers to multiply",
          remedy: "Leave the product out, or take `\(factor)` for continuous.",
          at: part.parameters.first {
            $0.key.lhs == name || $0.key.rhs == name
          }?.range)
      }
      for name in ordered where VariableProduct.isProduct(name) {
        fail(
          .modelOrderedProduct,
          "the product `\(name)` cannot be ordered: a product of categories "
            + "has no thresholds",
          remedy: "Leave it out of `ordered`.", at: nil)
      }
      checkLatentResponses(of: part)
    }
  }

  /// Reports thresholds and scales of what is not an ordered variable.
  private mutating func checkLatentResponses(of part: ModelBlock) {
    let roles = part.analysis.roles
    let ordered = part.ordered(options)
    for parameter in part.parameters {
      let key = parameter.key
      let isThreshold = key.op == .threshold
      guard isThreshold || key.op == .scaling && !options.fitsCorrelations,
        !ordered.contains(key.lhs)
      else { continue }
      let what = isThreshold ? "a threshold" : "a scaling factor"
      let reason =
        roles.latent.contains(key.lhs)
        ? "is latent"
        : roles.observedExogenous.contains(key.lhs)
          ? "is exogenous, and so counts as numbers" : "is not ordered"
      fail(
        .modelThresholdOfNumber,
        "`\(parameter.written)` is \(what), and `\(key.lhs)` \(reason)",
        remedy: reason == "is not ordered"
          ? "Name `\(key.lhs)` in `ordered`, or leave the formula out."
          : "Leave the formula out.", at: parameter.range)
    }
    for parameter in part.parameters
    where parameter.key.op == .scaling && parameter.key.lhs != parameter.key.rhs
    {
      fail(
        .modelScalingSides,
        "`\(parameter.written)` names two variables, and a scaling factor "
          + "belongs to one",
        remedy: "Write `\(parameter.key.lhs) ~*~ \(parameter.key.lhs)`.",
        at: parameter.range)
    }
  }

  /// Reports thresholds that are no `t1`, `t2`, …, that are more than the
  /// categories leave, and whose numbers do not increase.
  mutating func checkThresholds() {
    var places: [ParameterKey: [Int]] = [:]
    var order: [ParameterKey] = []
    for (index, row) in rows.enumerated() where row.op == .threshold {
      let key = ParameterKey(row.lhs, .scaling, block: row.block)
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(index)
    }
    for key in order {
      guard let own = places[key] else { continue }
      let isFirst = own.allSatisfy { rows[$0].group == 1 }
      let numbered = own.map { (index: $0, number: rows[$0].thresholdNumber) }
      if isFirst {
        checkNames(numbered, of: key.lhs)
        checkListing(own, of: key.lhs)
      }
      checkOrder(
        numbered.compactMap { index, number in number.map { (index, $0) } },
        of: key.lhs)
    }
  }

  private mutating func checkNames(
    _ numbered: [(index: Int, number: Int?)], of name: String
  ) {
    let known = options.thresholdCounts[name]
    for (index, number) in numbered {
      let row = rows[index]
      guard let number else {
        fail(
          .modelThresholdName,
          "`\(row.rhs)` is not the name of a threshold of `\(name)`",
          remedy: "Thresholds are t1, t2, ..., from the lowest category up.",
          at: row.range)
        continue
      }
      guard let known, number > known else { continue }
      fail(
        .modelThresholdCount,
        "the text names the threshold `\(row.rhs)` of `\(name)`, which has "
          + "\(known + 1) categories and so \(counted(known, "threshold"))",
        remedy: "Name \(known == 1 ? "t1 only" : "t1 to t\(known)").",
        at: row.range)
    }
    guard known == nil else { return }
    let count = numbered.count
    for (index, number) in numbered {
      guard let number, number > count else { continue }
      fail(
        .modelThresholdName,
        "the text names `\(rows[index].rhs)` of `\(name)`, and not all the "
          + "thresholds below it",
        remedy: "Name t1 to t\(number).", at: rows[index].range)
    }
  }

  /// Reports thresholds that the text lists after higher ones.
  private mutating func checkListing(_ own: [Int], of name: String) {
    let listed = own.filter { rows[$0].origin == .user }.compactMap { index in
      rows[index].thresholdNumber.map { (index: index, number: $0) }
    }
    guard
      let (before, after) = zip(listed, listed.dropFirst()).first(where: {
        $0.number > $1.number
      })
    else { return }
    let names = listed.map(\.number).sorted().map { "t\($0)" }
    fail(
      .modelThresholdOrder,
      "the thresholds of `\(name)` are out of order: `t\(before.number)` "
        + "stands before `t\(after.number)`",
      remedy: "Write them from the lowest to the highest: `\(name) | "
        + "\(names.joined(separator: " + "))`.",
      at: rows[after.index].range)
  }

  /// Reports fixed values that do not increase with the number of the
  /// threshold.
  private mutating func checkOrder(
    _ numbered: [(index: Int, number: Int)], of name: String
  ) {
    let fixed = numbered.sorted { $0.number < $1.number }.compactMap {
      index, _ in
      (rows[index].fixedValue ?? rows[index].start).map { (index, $0) }
    }
    for (lower, upper) in zip(fixed, fixed.dropFirst())
    where lower.1 >= upper.1 {
      fail(
        .modelThresholdOrder,
        "the thresholds of `\(name)` do not increase: "
          + "`\(rows[lower.0].rhs)` is given as \(lower.1.asWritten) and "
          + "`\(rows[upper.0].rhs)` as \(upper.1.asWritten)",
        remedy: "Write them from the lowest to the highest.",
        at: rows[upper.0].range ?? rows[lower.0].range)
      return
    }
  }
}

extension ParameterRow {
  /// The number of a threshold, from 1: of `t2` it is 2; `nil` for other
  /// names.
  package var thresholdNumber: Int? {
    guard op == .threshold, rhs.first == "t",
      let number = Int(rhs.dropFirst()), number > 0,
      rhs == "t\(number)"
    else { return nil }
    return number
  }
}
