package import CasePrediction

extension Setting {
  /// The predicted quantities.
  static let predictionSettings: [Setting] =
    [
      Setting(
        "type", "name",
        .choice(["lv", "ov", "yhat", "probabilities", "cases"]),
        "lv: factor scores; ov or yhat: the values of observed variables that "
          + "they imply; probabilities: those of the categories of ordered "
          + "variables; cases: log-likelihood, Mahalanobis distance and "
          + "generalized Cook's distance.",
        default: .value("lv")
      ) { value, _, settings in
        switch value.lowercased() {
        case "latent", "factor", "lv": settings.prediction.type = .factors
        case "yhat", "ov": settings.prediction.type = .observed
        case "probabilities": settings.prediction.type = .probabilities
        case "cases": settings.prediction.showsDiagnostics = true
        default:
          throw InputError.unknown(
            "type of prediction", value,
            among: ["lv", "ov", "yhat", "probabilities", "cases"])
        }
      },
      Setting(
        "newdata", "file", .input,
        "A table of other cases to predict, with the parameters of the fit.",
        default: .words("the cases that are fitted")
      ) { value, scope, settings in
        settings.prediction.newData = try scope.input(value)
      },
      Setting(
        "method", "name", .choice(["regression", "bartlett"]),
        "regression or bartlett; with ordered variables these are the mode of "
          + "the posterior (EBM) and the maximum of the likelihood (ML).",
        default: .value("regression")
      ) { value, _, settings in
        settings.prediction.method = try readMethod(value)
      },
      truth("standard-errors", "Print the scores' standard errors?") {
        $1.prediction.hasErrors = $0
      },
    ] + resultOptions(records: "a line a case", first: .csv)

  /// A method of factor scores, by lavaan's names too.
  private static func readMethod(_ value: String) throws -> FactorScoreMethod {
    switch value.lowercased() {
    case "ebm", "regression": return .regression
    case "ml", "bartlett", "bartlet": return .bartlett
    default:
      throw InputError.unknown(
        "method", value, among: FactorScoreMethod.allCases.map(\.rawValue))
    }
  }
}

/// The predicted quantities.
package struct PredictionSettings {
  /// The kinds of predictions.
  package enum Kind: Sendable {
    /// Factor scores.
    case factors
    /// Values of observed variables.
    case observed
    /// Probabilities of categories.
    case probabilities
  }

  /// The kind of predictions.
  package var type = Kind.factors
  /// Whether the cases' likelihood, distance and influence are shown.
  package var showsDiagnostics = false
  /// The table of other cases that are predicted.
  package var newData: String?
  /// The method of factor scores.
  package var method = FactorScoreMethod.regression
  /// Whether the scores' standard errors are shown.
  package var hasErrors = false
}
