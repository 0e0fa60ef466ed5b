internal import Estimation
internal import FitSettings
internal import Messages
internal import ModelFit
internal import SampleStatistics

extension ComparisonBuilder {
  /// Whether all models were fitted to the same variables and cases.
  var isOneSample: Bool {
    pairs.allSatisfy {
      $0.relation != .differentSamples && $0.relation != .differentVariables
    }
  }

  /// Warnings: of neighbours that cannot be tested, of figures that are not
  /// comparable, and of models that are inadmissible.
  var notes: [LatentWarning] {
    var notes: [LatentWarning] = []
    for pair in pairs where pair.restricted == pair.general + 1 {
      if let note = note(pair) { notes.append(note) }
    }
    // Tests against models further up that make no sense either.
    for index in models.indices {
      guard let reference = models[index].reference, reference + 1 < index,
        let pair = pairs.first(where: {
          $0.general == reference && $0.restricted == index
        }), let note = note(pair)
      else { continue }
      notes.append(note)
    }
    if isOneSample, estimator.hasCaseLikelihood, !criteriaCompare {
      notes.append(
        LatentWarning(
          code: .comparisonCriteria,
          message: "AIC and BIC are not used: the models do not count the "
            + "same moments, because means or fixed exogenous variables "
            + "differ. The same meanstructure and fixed-x for all models make "
            + "them comparable."))
    }
    if !estimator.hasChiSquare, method == .standard {
      notes.append(
        LatentWarning(
          code: .comparisonNoTest,
          message: "There are no difference tests: the statistic of "
            + "\(estimator.rawValue) has no chi-square distribution. Use "
            + "ML, GLS or WLS; for ordered variables WLSMV or ULSMV."
        ))
    }
    for model in models {
      let codes = model.warnings.map(\.code).filter {
        $0.rawValue.hasPrefix("admissibility.")
      }
      if codes.isEmpty { continue }
      notes.append(
        LatentWarning(
          code: .comparisonInadmissible,
          message: "The solution of \(model.name) is not admissible; see "
            + "its own fit before choosing it."))
    }
    return notes
  }

  private func note(_ pair: ModelPair) -> LatentWarning? {
    let general = models[pair.general].name
    let restricted = models[pair.restricted].name
    let both = "\(general) and \(restricted)"
    let df = models[pair.general].degreesOfFreedom
    let text: String
    switch pair.relation {
    case .nested: return nestedNote(pair, general, restricted)
    case .equivalent:
      text =
        "\(both) have the same degrees of freedom (\(df)) and imply the same "
        + "moments: they are equivalent, and no data tell them apart."
    case .sameDegreesOfFreedom:
      text =
        "\(both) have the same degrees of freedom (\(df)): neither restricts "
        + "the other, and there is no difference test."
    case .notNested:
      text =
        "\(restricted) is not nested in \(general), which cannot reproduce "
        + "the moments that it implies: there is no difference test between "
        + "them."
    case .undetermined:
      text =
        "Whether \(restricted) is nested in \(general) could not be found: "
        + "the check did not converge. There is no difference test between "
        + "them."
    case .differentVariables:
      text =
        "\(both) explain different observed variables"
        + "\(variableText(pair)): neither chi-square nor AIC or BIC compare "
        + "them. Models of the same variables do, with paths fixed at 0."
    case .differentSamples:
      text =
        "\(both) were fitted to different cases or groups: neither "
        + "chi-square nor AIC or BIC compare them."
    }
    return LatentWarning(
      code: pair.relation.code,
      message: text + criteriaText(pair.relation))
  }

  /// The reason why a restriction has no test, or no change in CFI.
  private func nestedNote(
    _ pair: ModelPair, _ general: String, _ restricted: String
  ) -> LatentWarning? {
    guard estimator.hasChiSquare || method != .standard else { return nil }
    let both = "\(general) and \(restricted)"
    if pair.failure == .negativeFactor {
      return LatentWarning(
        code: .comparisonNegativeFactor,
        message: "The scaling factor of the difference between \(both) is "
          + "negative, so that the test \(method.rawValue) does not exist. Use the "
          + "method "
          + (method == .satorraBentler2001
            ? "satorra.bentler.2010." : "satorra.2000."))
    }
    if pair.failure == .unavailable {
      return LatentWarning(
        code: .comparisonNoScaledTest,
        message: "The test of \(restricted) against \(general) could not "
          + "be computed by \(method.rawValue): an information matrix is "
          + "not positive definite, or the models do not count the same "
          + "moments. Try another method.")
    }
    if pair.test == nil {
      return LatentWarning(
        code: .comparisonWorse,
        message: "\(restricted) restricts \(general) and yet fits better: "
          + "\(general) stands at a local minimum. Give it other starting "
          + "values.")
    }
    guard pair.cfiChange == nil else { return nil }
    return LatentWarning(
      code: .comparisonBaseline,
      message: "The CFI of \(both) cannot be compared: their baseline models "
        + "differ, because fixed exogenous variables do.")
  }

  private func criteriaText(_ relation: ModelRelation) -> String {
    switch relation {
    case .sameDegreesOfFreedom, .notNested, .undetermined:
      return estimator.hasCaseLikelihood && isOneSample && criteriaCompare
        ? " AIC and BIC compare them." : ""
    default: return ""
    }
  }

  /// ` (only in a: x1; only in b: x2)`.
  private func variableText(_ pair: ModelPair) -> String {
    let sets = [pair.general, pair.restricted].map { model in
      fits[model].sample.reduce(into: Set<String>()) {
        $0.formUnion($1.variables)
      }
    }
    let parts = [
      (pair.general, sets[0].subtracting(sets[1])),
      (pair.restricted, sets[1].subtracting(sets[0])),
    ].filter { !$0.1.isEmpty }.map { model, names in
      "only in \(models[model].name): "
        + names.sorted().joined(separator: ", ")
    }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
  }

  var estimator: Estimator { fits[0].options.estimation.estimator }

  /// The names of the models' estimators, each once.
  var estimatorName: String {
    fits.map(\.options.estimatorName).distinct.joined(separator: ", ")
  }
}

extension ModelRelation {
  /// The code of the note on models without a difference test.
  fileprivate var code: LatentError.Code {
    switch self {
    case .nested: .comparisonNested
    case .equivalent: .comparisonEquivalent
    case .sameDegreesOfFreedom: .comparisonSameDf
    case .notNested: .comparisonNotNested
    case .undetermined: .comparisonUndetermined
    case .differentVariables: .comparisonDifferentVariables
    case .differentSamples: .comparisonDifferentSamples
    }
  }
}
