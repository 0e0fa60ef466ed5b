import CasePrediction
import Latent

extension Setting {
  /// The predicted quantities.
  static let predictionSettings: [Setting] = [
    Setting(
      "type", "name", .choice(["lv", "ov", "yhat"]),
      "lv: factor scores; ov or yhat: the values of observed variables that "
        + "they imply.",
      default: .value("lv")
    ) { value, _, settings in
      switch value.lowercased() {
      case "latent", "factor", "lv":
        settings.prediction.predictsObserved = false
      case "yhat", "ov": settings.prediction.predictsObserved = true
      default:
        throw InputError.unknown(
          "type of prediction", value, among: ["lv", "ov", "yhat"])
      }
    },
    Setting(
      "method", "name", .choice(["regression", "bartlett"]),
      "regression or bartlett.", default: .value("regression")
    ) { value, _, settings in
      settings.prediction.method = try readMethod(value)
    },
    truth("standard-errors", "Print the scores' standard errors?") {
      $1.prediction.hasErrors = $0
    },
    format([.csv, .json], "csv or json."),
    outputFile,
  ]

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
struct PredictionSettings {
  /// Whether values of observed variables are predicted; else factor scores.
  var predictsObserved = false
  /// The method of factor scores.
  var method = FactorScoreMethod.regression
  /// Whether the scores' standard errors are shown.
  var hasErrors = false
}
