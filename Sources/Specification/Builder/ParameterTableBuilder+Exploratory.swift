internal import Messages
import ModelSyntax
internal import VariableNames

/// What a rotation needs of a model: whatever holds for one factor of an
/// exploratory block holds for all.
extension ParameterTableBuilder {
  /// Frees the covariances of an exploratory block's factors in the groups
  /// after the first, where `group.equal` holds the loadings equal.
  mutating func freeLaterFactors() {
    guard groupCount > 1, defaults.groupEqual.contains(.loadings),
      model.groupHeaders.isEmpty
    else { return }
    let sets: Set<GroupEquality> = [.latentVariances, .latentCovariances]
    for block in ExploratoryBlock.all(of: rows) {
      let factors = Set(block.factors)
      for index in rows.indices
      where rows[index].op == .covariance && rows[index].isOfLaterGroup
        && rows[index].blockIndex == block.block
        && rows[index].origin == .automatic
        && factors.contains(rows[index].lhs)
        && factors.contains(rows[index].rhs)
      {
        guard defaults.groupEqual.isDisjoint(with: sets) else {
          fail(
            .modelExploratoryBlock,
            "the covariances of exploratory factors cannot be held equal "
              + "across groups",
            remedy: "Leave lv.variances and lv.covariances out of "
              + "`group-equal`.", at: rows[block.loadings[0][0]].range)
          return
        }
        rows[index].release()
      }
    }
  }

  /// Refuses exploratory blocks that no rotation leaves what they are.
  ///
  /// - Parameter constraints: The constraints of the table.
  mutating func checkExploratory(_ constraints: [ParameterConstraint]) {
    let blocks = ExploratoryBlock.all(of: rows)
    if blocks.isEmpty { return }
    for block in blocks {
      guard checkLoadings(block), checkFactors(block) else { return }
    }
    checkConstraints(constraints, blocks)
  }

  private mutating func refuse(
    _ message: String, _ remedy: String, at row: Int
  ) {
    fail(.modelExploratoryBlock, message, remedy: remedy, at: rows[row].range)
  }

  /// Every factor of a block has a free loading of every indicator.
  private mutating func checkLoadings(_ block: ExploratoryBlock) -> Bool {
    let latent = Set(roles[block.block].latent)
    if let indicator = block.indicators.first(where: { latent.contains($0) }) {
      refuse(
        "`\(indicator)`, an indicator of efa(\"\(block.name)\"), is latent",
        "Exploratory factors are those of observed variables: write second-order "
          + "factors without efa().", at: block.loadings[0][0])
      return false
    }
    for (factor, own) in zip(block.factors, block.loadings) {
      let known = Set(own.map { rows[$0].rhs })
      if let missing = block.indicators.first(where: { !known.contains($0) }) {
        refuse(
          "`\(factor)` has no loading of `\(missing)`, which other factors of "
            + "efa(\"\(block.name)\") have",
          "A rotation mixes all factors of a block: give each of them the "
            + "same indicators.", at: own[0])
        return false
      }
      let echelon = block.factors.firstIndex(of: factor) ?? 0
      for (place, row) in own.enumerated() {
        guard
          !rows[row].isFree
            && (place >= echelon || entries[row]?.isSpecified == true)
            || rows[row].lower != nil || rows[row].upper != nil
        else { continue }
        refuse(
          "the loading `\(rows[row].key.description)` of an exploratory block "
            + "is fixed, bounded or held equal",
          "A rotation changes all loadings: leave out what stands before the "
            + "indicator, or write a confirmatory factor without efa().",
          at: row)
        return false
      }
      if block.indicators.count < block.factors.count {
        refuse(
          "efa(\"\(block.name)\") has more factors than indicators",
          "Leave factors out.", at: own[0])
        return false
      }
    }
    return true
  }

  /// What a factor of a block has to do with other variables, and with the
  /// others of the block.
  private mutating func checkFactors(_ block: ExploratoryBlock) -> Bool {
    let factors = Set(block.factors)
    let measuring = Set(block.loadings.joined())
    let products = roles[block.block].latentInteractions
    if let product = products.first(where: {
      $0.factors.contains { factors.contains($0) }
    }) {
      refuse(
        "`\(product.name)` is a product with a factor of "
          + "efa(\"\(block.name)\")",
        "A rotation leaves no product what it is: write the factors without "
          + "efa().", at: block.loadings[0][0])
      return false
    }
    var relations: [Relation: [Int]] = [:]
    var order: [Relation] = []
    for index in rows.indices
    where rows[index].blockIndex == block.block && !measuring.contains(index) {
      let row = rows[index]
      let (left, right) = (factors.contains(row.lhs), factors.contains(row.rhs))
      guard left || right else { continue }
      if left, right {
        guard checkWithin(block, index) else { return false }
        continue
      }
      let relation = Relation(
        op: row.op, isLeft: left, other: left ? row.rhs : row.lhs)
      if relations[relation] == nil { order.append(relation) }
      relations[relation, default: []].append(index)
    }
    for relation in order {
      let own = relations[relation] ?? []
      let areFree = own.allSatisfy {
        rows[$0].isFree && rows[$0].lower == nil && rows[$0].upper == nil
      }
      let areZero = own.allSatisfy {
        !rows[$0].isFree && rows[$0].fixedValue == 0
      }
      let isComplete = own.count == block.factors.count
      guard areFree && isComplete || areZero else {
        refuse(
          "`\(rows[own[0]].key.description)` does not stand alike for all "
            + "factors of efa(\"\(block.name)\"), free and without bounds",
          "A rotation mixes \(listing(block.factors)): write a free "
            + "parameter for each of them, or for none.",
          at: own.first { rows[$0].range != nil } ?? block.loadings[0][0])
        return false
      }
    }
    return true
  }

  /// A row about two factors of a block.
  private mutating func checkWithin(_ block: ExploratoryBlock, _ index: Int)
    -> Bool
  {
    let row = rows[index]
    if row.op == .covariance,
      row.origin == .automatic || row.key.isVariance && row.fixedValue == 1
    {
      return true
    }
    refuse(
      "`\(row.key.description)` concerns factors of one exploratory block",
      "The rotation tells how the factors of a block are related, and their "
        + "residual variances are 1: leave this out.", at: index)
    return false
  }

  /// Constraints hold nothing that a rotation changes, but equal across groups.
  private mutating func checkConstraints(
    _ constraints: [ParameterConstraint], _ blocks: [ExploratoryBlock]
  ) {
    let factors = Dictionary(
      blocks.map { ($0.block, Set($0.factors)) },
      uniquingKeysWith: { $0.union($1) })
    func turns(_ index: Int) -> Bool {
      guard let block = rows[index].blockIndex, let own = factors[block] else {
        return false
      }
      return own.contains(rows[index].lhs) || own.contains(rows[index].rhs)
    }
    var held: [Int] = []
    for constraint in constraints {
      let touched = constraint.expression.rows.filter(turns)
      guard let first = touched.min() else { continue }
      if let (one, other) = constraint.equalRows,
        rows[one].twinKey == rows[other].twinKey, rows[one].group == 1
      {
        held.append(other)
        continue
      }
      refuse(
        "a constraint holds `\(rows[first].key.description)`, which a rotation "
          + "changes",
        "Leave the constraint on factors of exploratory blocks out.", at: first)
      return
    }
    checkHeld(held, blocks)
  }

  /// Where a later group's parameters are held equal to the first's, all of
  /// the same kind are.
  private mutating func checkHeld(_ held: [Int], _ blocks: [ExploratoryBlock]) {
    guard let example = held.first else { return }
    let own = Set(held)
    for block in blocks where rows[block.loadings[0][0]].isOfLaterGroup {
      let factors = Set(block.factors)
      let loadings = block.loadings.joined().filter { rows[$0].isFree }
      let areLoadingsHeld = loadings.allSatisfy { own.contains($0) }
      let covariances = rows.indices.filter {
        rows[$0].blockIndex == block.block && rows[$0].op == .covariance
          && factors.contains(rows[$0].lhs) && factors.contains(rows[$0].rhs)
      }
      let others = held.filter {
        rows[$0].blockIndex == block.block && !loadings.contains($0)
          && (factors.contains(rows[$0].lhs) || factors.contains(rows[$0].rhs))
      }
      let isComplete = others.allSatisfy { index in
        let row = rows[index]
        let isLeft = factors.contains(row.lhs)
        let alike = others.filter {
          rows[$0].op == row.op
            && (isLeft ? rows[$0].rhs == row.rhs : rows[$0].lhs == row.lhs)
        }
        return alike.count == factors.count
      }
      let isHeld = loadings.contains { own.contains($0) } || !others.isEmpty
      let isClosed =
        areLoadingsHeld && isComplete
        && covariances.allSatisfy { rows[$0].isFree && !own.contains($0) }
      guard !isHeld || isClosed else {
        refuse(
          "some parameters of efa(\"\(block.name)\") are held equal across "
            + "groups, and others of the same kind are not",
          "Groups with one rotation have all loadings equal: use "
            + "`group-equal: loadings`, without `group-partial` for the "
            + "block.", at: example)
        return
      }
    }
  }
}

/// What a factor has to do with another variable.
private struct Relation: Hashable {
  var op: ModelOperator
  var isLeft: Bool
  var other: String
}
