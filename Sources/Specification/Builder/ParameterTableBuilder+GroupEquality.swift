internal import Messages
import ModelSyntax

extension ParameterTableBuilder {
  /// Labels the parameters that `group.equal` holds equal across groups, and
  /// frees what equality identifies.
  mutating func applyGroupEquality() {
    exempt = exemptions()
    guard groupCount > 1, !defaults.groupEqual.isEmpty else { return }
    let reference = rows.indices.filter { rows[$0].group == 1 }
    let twinsByKey = self.twinsByKey()
    for index in reference where isHeldEqual(rows[index]) {
      guard !exempt.contains(index) else { continue }
      let twins = twinsByKey[rows[index].twinKey] ?? []
      // A label of the user's own, in any group, settles the matter.
      guard twins.allSatisfy({ rows[$0].label.isEmpty }), twins.count > 1
      else { continue }
      let label = rows[index].internalLabel
      for twin in twins { rows[twin].label = label }
    }
    // Blocks under `group:` headers may differ; nothing is freed in them.
    guard model.groupHeaders.isEmpty else { return }
    freeLaterGroups(twinsByKey)
    freeLaterFactors()
    for marker in exempt.intersection(markers).sorted() {
      freeLaterMarkers(of: marker, twinsByKey)
    }
    freeLaterScales(of: exempt, twinsByKey)
  }

  /// Frees the latent means and variances that the default rules fix, in the
  /// groups after the first, where they are exempt from an equality and others
  /// identify them.
  private mutating func freeLaterScales(
    of exempt: Set<Int>, _ twinsByKey: [ParameterKey: [Int]]
  ) {
    let sets = defaults.groupEqual
    for index in exempt.sorted() {
      let row = rows[index]
      guard let block = row.blockIndex, roles[block].latent.contains(row.lhs)
      else { continue }
      let isIdentified: Bool
      switch row.op {
      case .intercept:
        isIdentified = sets.contains(.intercepts) && sets.contains(.means)
      case .covariance where row.key.isVariance:
        isIdentified =
          options.standardizeLatent && row.efa.isEmpty
          && sets.contains(.loadings) && sets.contains(.latentVariances)
      default: isIdentified = false
      }
      guard isIdentified else { continue }
      for twin in twinsByKey[row.twinKey] ?? []
      where rows[twin].isOfLaterGroup && rows[twin].origin == .automatic {
        rows[twin].release()
      }
    }
  }

  /// Whether `group.equal` holds some of a later group's rows equal to those
  /// of the first, and not all.
  func areEqualInPart(_ indices: [Int]) -> Bool {
    let equal = indices.filter { index in
      rows[index].isOfLaterGroup && !rows[index].label.isEmpty
        && rows.contains {
          $0.group == 1 && $0.twinKey == rows[index].twinKey
            && $0.internalLabel == rows[index].label
        }
    }
    return !equal.isEmpty && equal.count < indices.count
  }

  /// Frees the loading that scales a factor in the groups after the first,
  /// where another loading that is equal across groups scales it too, as
  /// lavaan does since 0.6-20.
  private mutating func freeLaterMarkers(
    of marker: Int, _ twinsByKey: [ParameterKey: [Int]]
  ) {
    guard defaults.groupEqual.contains(.loadings) else { return }
    let factor = rows[marker].lhs
    let isScaled = rows.indices.contains {
      $0 != marker && rows[$0].group == 1 && rows[$0].op == .measurement
        && rows[$0].lhs == factor && !rows[$0].label.isEmpty
        && Set((twinsByKey[rows[$0].twinKey] ?? []).map { rows[$0].label })
          .count == 1
    }
    guard isScaled else {
      warn(
        .optionsGroupPartialMarker,
        "group.partial leaves `\(rows[marker].key.compactDescription)` fixed: "
          + "no other loading of \(factor) is equal across groups, and its "
          + "scale rests on this one",
        remedy: "Leave another loading out of group.partial.", at: nil)
      return
    }
    for twin in twinsByKey[rows[marker].twinKey] ?? []
    where rows[twin].isOfLaterGroup && markers.contains(twin) {
      rows[twin].release()
    }
  }

  /// The number of thresholds of the ordered variables of every block, by the
  /// keys of their scaling factors without a right side.
  private var thresholdCounts: [ParameterKey: Int] {
    var counts: [ParameterKey: Int] = [:]
    for row in rows where row.op == .threshold {
      counts[ParameterKey(row.lhs, .scaling, block: row.block), default: 0] += 1
    }
    return counts
  }

  /// The rows of all groups by their sides and level.
  private func twinsByKey() -> [ParameterKey: [Int]] {
    Dictionary(grouping: rows.indices) { rows[$0].twinKey }
  }

  private func isHeldEqual(_ row: ParameterRow) -> Bool {
    guard !row.isExogenous, let block = row.blockIndex else { return false }
    let role = roles[block]
    if role.isOfParts(row) { return false }
    let sets = defaults.groupEqual
    let isLatent = role.latent.contains(row.lhs)
    let isRightLatent = role.latent.contains(row.rhs)
    let isExogenous = role.observedExogenous.contains(row.lhs)
    switch row.op {
    case .measurement: return sets.contains(.loadings)
    case .formative:
      return !sets.isDisjoint(with: [.compositeLoadings, .compositeWeights])
    case .regression: return sets.contains(.regressions)
    case .threshold: return sets.contains(.thresholds) && !row.isOfSample
    case .intercept where isLatent: return sets.contains(.means)
    case .intercept: return sets.contains(.intercepts) && !isExogenous
    case .covariance where row.key.isVariance:
      return isLatent
        ? sets.contains(.latentVariances)
        : sets.contains(.residuals) && !isExogenous
    case .covariance:
      return isLatent || isRightLatent
        ? sets.contains(.latentCovariances)
        : sets.contains(.residualCovariances) && !isExogenous
    default: return false
    }
  }

  /// The rows of the first group that `group.partial` names.
  private mutating func exemptions() -> Set<Int> {
    var exempt: Set<Int> = []
    for text in options.groupPartial {
      let matches = rows.indices.filter {
        rows[$0].group == 1 && rows[$0].isNamed(by: text)
      }
      if matches.isEmpty {
        let names = rows.filter { $0.group == 1 }.map(\.key.compactDescription)
        fail(
          .optionsGroupPartial,
          "group.partial names `\(text)`, which is not a parameter of the model"
            + NearestName.clause(
              text.filter { !$0.isWhitespace }, among: names),
          remedy: "Name parameters as in `f =~ x2` or `x2 ~ 1`.", at: nil)
      }
      exempt.formUnion(matches)
    }
    return exempt
  }

  /// Frees latent means and variances, and intercepts and scales of ordered
  /// variables' responses, after the first group where equality of other
  /// parameters identifies them.
  ///
  /// Equal thresholds identify the intercept of a response, and its scale
  /// where there are two or more of them (Wu & Estabrook, 2016); intercepts
  /// that are equal too stay 0, and latent means are free.
  ///
  /// A latent mean or variance stays fixed where no intercept or loading of
  /// its indicators is equal: `group.partial` may leave none, and the
  /// indicators of a second-order factor have means of their own.
  private mutating func freeLaterGroups(
    _ twinsByKey: [ParameterKey: [Int]]
  ) {
    let sets = defaults.groupEqual
    let counts = thresholdCounts
    let indicators = EqualIndicators(rows, roles, twinsByKey)
    let hasEqualThresholds = sets.contains(.thresholds)
    let isDelta = options.parameterization == .delta
    for index in rows.indices
    where rows[index].isOfLaterGroup && rows[index].origin == .automatic {
      let row = rows[index]
      guard let block = row.blockIndex else { continue }
      let isLatent = roles[block].latent.contains(row.lhs)
      let thresholds = counts[ParameterKey(row.lhs, .scaling, block: row.block)]
      let isFreed: Bool
      switch row.op {
      case .intercept where thresholds != nil:
        isFreed = hasEqualThresholds && !sets.contains(.intercepts)
      case .intercept:
        isFreed =
          isLatent && sets.contains(.intercepts) && !sets.contains(.means)
          && indicators.identifyMean(index, rows)
      case .covariance where row.key.isVariance && thresholds != nil:
        isFreed =
          !isDelta && hasEqualThresholds && !sets.contains(.residuals)
          && (thresholds ?? 0) > 1
      case .covariance where row.key.isVariance:
        isFreed =
          isLatent && options.standardizeLatent && row.efa.isEmpty
          && sets.contains(.loadings) && !sets.contains(.latentVariances)
          && indicators.identifyVariance(index, rows)
      case .scaling:
        isFreed =
          isDelta && defaults.addScales && hasEqualThresholds
          && (thresholds ?? 0) > 1
      default: isFreed = false
      }
      if isFreed { rows[index].release() }
    }
  }
}

extension ParameterRow {
  /// Frees the row.
  mutating func release() {
    free = 1
    fixedValue = nil
  }

  /// The key that rows of different groups share if they stand for the same
  /// parameter: the sides and the level.
  var twinKey: ParameterKey { key.inBlock(level) }

  /// The names by which a reference may call the row: a covariance is
  /// symmetric.
  var names: [String] {
    op == .covariance
      ? [key.compactDescription, ParameterKey(rhs, op, lhs).compactDescription]
      : [key.compactDescription]
  }

  /// Whether a text such as `f =~ x2`, `x2 ~ 1` or `x1~~x2` names the row.
  func isNamed(by text: String) -> Bool {
    names.contains(text.filter { !$0.isWhitespace })
  }
}
