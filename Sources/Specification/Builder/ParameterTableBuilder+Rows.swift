internal import Messages
import ModelSyntax
internal import VariableNames

extension ParameterTableBuilder {
  /// Makes the rows of every group and block: the text's, then the default
  /// rules'.
  mutating func makeRows() {
    checkVectors()
    checkConditioning()
    var block = 0
    let namedCount = model.blocks.reduce(0) { $0 + $1.parameters.count }
    for group in 1...groupCount {
      let parts = blocks(ofGroup: group)
      var lastParts: [String: Int] = [:]
      if parts.count > 1 {
        for (index, part) in parts.enumerated() {
          for name in part.analysis.roles.observed { lastParts[name] = index }
        }
      }
      for (index, part) in parts.enumerated() {
        block += 1
        let analysis = part.analysis
        let start = rows.count
        appendTerms(part, block: block, group: group)
        if group == 1 { report(analysis, part) }
        applyMarkers(from: start, analysis)
        checkComposites(part, from: start, group: group)
        guard isSmallEnough(analysis, namedCount) else { return }
        var automatic = AutomaticRows(
          part, options: options, defaults: defaults,
          existing: Array(rows[start...]), block: block, group: group,
          isBetween: { [lastParts] in lastParts[$0].map { $0 > index } ?? false
          })
        automatic.make()
        rows += automatic.made
        roles.append(analysis.roles)
      }
    }
    for index in rows.indices { rows[index].id = index + 1 }
  }

  /// Says what conditioning on exogenous variables comes to.
  private mutating func checkConditioning() {
    guard options.conditionsOnExogenous || defaults.conditionsOnExogenous
    else { return }
    guard defaults.conditionsOnExogenous else {
      warn(
        .modelNothingToConditionOn,
        "conditional-x changes nothing: the model has no exogenous observed "
          + "variables", at: nil)
      return
    }
    if !defaults.fixedExogenous {
      fail(
        .modelConditionalRandom,
        "conditional-x takes the moments of exogenous variables as given, "
          + "and `fixed-x: false` estimates them",
        remedy: "Leave one of the two out.", at: nil)
    }
  }

  /// Refuses so many variables that the moments among them, a row each,
  /// would fill the memory.
  private mutating func isSmallEnough(
    _ analysis: VariableAnalysis, _ namedCount: Int
  ) -> Bool {
    let count = max(
      analysis.roles.observedExogenous.count,
      defaults.addExogenousCovariances
        ? analysis.roles.latentExogenous.count : 0,
      defaults.addEndogenousCovariances
        ? analysis.latentOutcomes.count + analysis.observedOutcomes.count : 0)
    let limit = 2000
    guard count > limit else {
      let rows = (namedCount + count * (count + 1) / 2) * groupLabels.count
      guard rows > ModelSize.rowLimit else { return true }
      fail(
        .modelTooLarge,
        "the model would have more than \(rows) parameters in "
          + "\(counted(groupLabels.count, "group")), and "
          + "\(ModelSize.rowLimit) are the most",
        remedy: "Split the model.", at: nil)
      return false
    }
    fail(
      .modelTooLarge,
      "\(count) variables would covary with each other by default, and "
        + "\(limit) are the most that one model can hold",
      remedy: "Split the model.", at: nil)
    return false
  }

  private mutating func appendTerms(
    _ part: ModelBlock, block: Int, group: Int
  ) {
    // Under `group:` headers each block has its own modifiers.
    let place = part.group == nil ? group - 1 : 0
    for parameter in part.parameters {
      var row = ParameterRow(
        parameter.key.inBlock(block), group: group, level: part.level, free: 1,
        range: parameter.range)
      if !parameter.modifiers.isEmpty {
        let entry = parameter.modifiers.entry(group: place)
        row.label = entry.label
        row.start = entry.start
        row.lower = entry.lower
        row.upper = entry.upper
        row.efa = entry.efa
        if entry.isSpecified, let value = entry.fixed { row.fix(at: value) }
        entries[rows.count] = entry
      }
      rows.append(row)
    }
  }

  /// Fixes the first loading of each latent variable, and latent variances
  /// that the text names without a number under `std.lv`.
  private mutating func applyMarkers(
    from start: Int, _ analysis: VariableAnalysis
  ) {
    var hasFirst: Set<String> = []
    var rotated: [String: [String]] = [:]
    let composites = Set(analysis.roles.composites)
    for index in start..<rows.count where rows[index].op == .measurement {
      let row = rows[index]
      if !row.efa.isEmpty {
        restrictRotation(index, &rotated)
        continue
      }
      // The weights scale a composite.
      guard !composites.contains(row.lhs), hasFirst.insert(row.lhs).inserted
      else { continue }
      if defaults.fixFirstLoading, entries[index]?.isSpecified != true {
        rows[index].fix(at: 1)
        markers.insert(index)
      }
    }
    for index in start..<rows.count where rows[index].op == .formative {
      guard hasFirst.insert("<~ " + rows[index].lhs).inserted,
        defaults.fixFirstWeight, entries[index]?.isSpecified != true
      else { continue }
      rows[index].fix(at: 1)
    }
    guard options.standardizeLatent else { return }
    for index in start..<rows.count
    where rows[index].key.isVariance
      && !composites.contains(rows[index].lhs)
      && entries[index]?.isSpecified != true
      && analysis.roles.latent.contains(rows[index].lhs)
    {
      rows[index].fix(at: 1)
    }
  }

  /// Fixes the upper triangle of an EFA block's loadings to zero.
  private mutating func restrictRotation(
    _ index: Int, _ factors: inout [String: [String]]
  ) {
    let row = rows[index]
    var names = factors[row.efa] ?? []
    if !names.contains(row.lhs) { names.append(row.lhs) }
    factors[row.efa] = names
    let factor = names.firstIndex(of: row.lhs) ?? 0
    let indicator = rows[..<index].reduce(0) {
      $1.block == row.block && $1.op == .measurement && $1.lhs == row.lhs
        ? $0 + 1 : $0
    }
    if indicator < factor, entries[index]?.isSpecified != true {
      rows[index].fix(at: 0)
    }
  }

  private mutating func checkVectors() {
    let isReplicated = model.groupHeaders.isEmpty
    let expected = isReplicated ? groupCount : 1
    for part in model.blocks {
      for parameter in part.parameters where !parameter.modifiers.isEmpty {
        for length in parameter.modifiers.vectorLengths.sorted()
        where length != expected {
          let groups = expected == 1 ? "group" : "groups"
          fail(
            .modelVectorLength,
            isReplicated
              ? "the vector has \(length) entries, the model has \(expected) \(groups)"
              : "the vector has \(length) entries, a `group:` block takes one",
            remedy: "Give one entry for each group, or a single one for all.",
            at: parameter.modifiers.range ?? parameter.range)
        }
        checkValues(parameter, groupCount: expected)
        if groupCount > 1, isReplicated, parameter.modifiers.hasSingleLabel {
          warn(
            .modelSingleLabel,
            "one label serves all groups: `\(parameter.description)` is held equal "
              + "across them",
            remedy: "If that is not meant, give a label for each group with "
              + "c().", at: parameter.modifiers.range)
        }
      }
    }
  }

  /// Reports what the roles of a block's variables reveal.
  private mutating func report(
    _ analysis: VariableAnalysis, _ part: ModelBlock
  ) {
    // Observed factors of latent products are random by default.
    let factors = Set(
      analysis.roles.latentInteractions.flatMap(\.factors))
    let names = analysis.randomExogenous.filter { !factors.contains($0) }
    if defaults.fixedExogenous, !names.isEmpty {
      let range = part.parameters.first {
        ($0.key.op == .covariance || $0.key.op == .intercept)
          && (names.contains($0.key.lhs) || names.contains($0.key.rhs))
      }?.range
      warn(
        .modelRandomExogenous,
        "exogenous \(names.joined(separator: ", ")) have covariances or "
          + "intercepts, by the text or a framework, and are treated as "
          + "random, with free moments",
        remedy: "Set fixed.x to false if that is meant; else fix their "
          + "moments to the sample's by leaving those formulas out.",
        at: range)
    }
  }
}

extension ParameterRow {
  /// Fixes the row; a starting value given in the text overrides the number,
  /// as in lavaan.
  mutating func fix(at value: Double) {
    free = nil
    fixedValue = start ?? value
  }
}
