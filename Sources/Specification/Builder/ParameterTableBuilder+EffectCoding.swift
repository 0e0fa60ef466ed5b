import ModelSyntax

/// A linear constraint of effect coding: the mean of the rows is one
/// (loadings) or zero (intercepts).
struct EffectCode {
  /// The rows, by index; the first stands left of `==`.
  var rows: [Int]
  /// The sum of the rows.
  var total: Int
}

extension ParameterTableBuilder {
  /// Finds the constraints of effect coding, block by block, and frees the
  /// latent means that it identifies.
  ///
  /// Where `group.partial` leaves some loadings or intercepts of a later group
  /// free, those that are equal to the first group's set the scale or the
  /// origin, and a constraint would take back what is left free.
  mutating func applyEffectCoding() -> [EffectCode] {
    checkMarkers()
    checkCorrelations()
    guard options.effectCodingLoadings || options.effectCodingIntercepts else {
      return []
    }
    if options.effectCodingLoadings, options.standardizeLatent {
      fail(
        .optionsEffectCoding,
        "effect coding of loadings and std.lv both set the latent scale",
        remedy: "Use one of them.", at: nil)
    }
    var codes: [EffectCode] = []
    var means: [Int] = []
    for (block, role) in roles.enumerated() {
      for latent in role.latent where !role.composites.contains(latent) {
        let loadings = rows.indices.filter {
          rows[$0].blockIndex == block && rows[$0].op == .measurement
            && rows[$0].lhs == latent && rows[$0].rhs != latent
        }
        guard !loadings.isEmpty else { continue }
        if options.effectCodingLoadings,
          loadings.allSatisfy({ rows[$0].isFree }), !areEqualInPart(loadings)
        {
          codes.append(EffectCode(rows: loadings, total: loadings.count))
        }
        if options.effectCodingIntercepts, defaults.hasMeanStructure {
          let intercepts = codedIntercepts(of: loadings, block: block + 1)
          guard !intercepts.isEmpty else { continue }
          means += freeMean(latent, block: block + 1)
          if !areEqualInPart(intercepts) {
            codes.append(EffectCode(rows: intercepts, total: 0))
          }
        }
      }
    }
    holdEqual(means)
    return codes
  }

  /// Refuses fixed exogenous variables of a model of correlations.
  private mutating func checkCorrelations() {
    guard options.fitsCorrelations, defaults.fixedExogenous else { return }
    fail(
      .optionsCorrelation,
      "a model of correlations has no fixed exogenous variables",
      remedy: "Leave the option `fixed-x` out, or the option `correlation`.",
      at: nil)
  }

  /// Refuses intercepts of markers where nothing has one.
  private mutating func checkMarkers() {
    guard options.markerInterceptsZero else { return }
    let other =
      options.standardizeLatent
      ? "`std-lv: true`"
      : options.effectCodingLoadings || options.effectCodingIntercepts
        ? "`effect-coding`" : nil
    guard let other else { return }
    fail(
      .optionsMarkerIntZero,
      "`marker-int-zero` needs markers, and \(other) sets the latent scale "
        + "without them",
      remedy: "Leave one of the two out.", at: nil)
  }

  /// The intercepts of a latent variable's indicators, in table order, so that
  /// the first of them stands left of `==`; none if one of them is not free.
  private func codedIntercepts(of loadings: [Int], block: Int) -> [Int] {
    let names = Set(loadings.map { rows[$0].rhs })
    let intercepts = rows.indices.filter {
      rows[$0].block == block && rows[$0].op == .intercept
        && names.contains(rows[$0].lhs)
    }
    let areFree =
      intercepts.count == names.count
      && intercepts.allSatisfy { rows[$0].isFree }
    return areFree ? intercepts : []
  }

  /// Frees the mean that the default rules fix.
  ///
  /// - Returns: The mean's row if it was fixed.
  private mutating func freeMean(_ latent: String, block: Int) -> [Int] {
    guard
      let mean = rowIndex(ParameterKey(latent, .intercept, block: block)),
      !rows[mean].isFree, rows[mean].origin == .automatic
    else { return [] }
    rows[mean].start = rows[mean].fixedValue
    rows[mean].release()
    return [mean]
  }

  /// Makes the latent means that have become free equal across groups where
  /// `group.equal` says so.
  private mutating func holdEqual(_ means: [Int]) {
    guard groupCount > 1, defaults.groupEqual.contains(.means) else { return }
    let twins = Dictionary(grouping: means) { rows[$0].twinKey }
    for first in means
    where rows[first].group == 1 && !exempt.contains(first) {
      let others = (twins[rows[first].twinKey] ?? []).filter { $0 != first }
      guard !others.isEmpty else { continue }
      rows[first].label = rows[first].internalLabel
      for other in others {
        rows[other].label = rows[first].label
        sharedPairs.append((first: first, second: other))
      }
    }
  }
}
