import Estimation
import FactorRotation
import FitSettings
import Messages
import ModelFit
internal import ReportRendering
import Specification

extension ReportWriter {
  /// How exploratory factors were rotated; none without such factors.
  var rotationFacts: [ReportFact] {
    if fit.table.isUnrotated {
      return [ReportFact("Rotation", "none; loadings are of unrotated factors")]
    }
    guard !fit.rotations.isEmpty else { return [] }
    let request = fit.options.estimation.rotation ?? RotationRequest()
    var facts = [ReportFact("Rotation", request.summary)]
    for (place, own) in fit.rotations.enumerated() {
      var text: ReportText = "efa(\"\(own.name)\")"
      if !own.group.isEmpty { text += " in \(own.group)" }
      text += """
        : \(count: own.bestStarts) of \(own.starts, of: "start") reached the \
        best value
        """
      if own.optima > 1 {
        text += ", others \(own.optima - 1, of: "further value")"
      }
      facts.append(ReportFact(place == 0 ? "Rotation starts" : "", text))
    }
    return facts
  }
}

extension RotationRequest {
  /// The criterion, whether factors are correlated, and the weights of rows.
  var summary: ReportText {
    guard let options = options(variables: 2, factors: 2) else { return "none" }
    return options.summary(name: name.rawValue)
      + (isStandardized ? "" : ", loadings in the indicators' units")
  }
}

extension RotationOptions {
  /// The criterion by its name, whether factors are correlated, and the weights
  /// of rows.
  func summary(name: String) -> ReportText {
    var text: ReportText = "\(name)"
    text += isOblique ? ", oblique" : ", orthogonal"
    switch weights {
    case .none: break
    case .kaiser: text += ", rows by Kaiser's weights"
    case .curetonMulaik: text += ", rows by Cureton and Mulaik's weights"
    }
    return text
  }
}

extension BlockRotation {
  /// How it went.
  var document: JSONValue {
    .object([
      ("block", .string(name)),
      ("group", group.isEmpty ? .null : .string(group)),
      ("factors", .integer(factorCount)), ("starts", .integer(starts)),
      ("best_starts", .integer(bestStarts)), ("optima", .integer(optima)),
    ])
  }
}
