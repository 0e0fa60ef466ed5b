import CasePrediction
import FitComparison
import InvarianceTesting
package import Messages
import ModelFit
package import ReportRendering
import Resampling

/// A result with all that its reader must know, in one list for every format.
package protocol WarnedResult: ReportedResult {
  /// The warnings of fits, and those of the result itself.
  var allWarnings: [LatentWarning] { get }
}

extension ReportedFit: WarnedResult {
  package var allWarnings: [LatentWarning] { fit.warnings }
}

extension ReportedBootstrap: WarnedResult {
  package var allWarnings: [LatentWarning] { fit.warnings + results.warnings }
}

extension ReportedEffects: WarnedResult {
  package var allWarnings: [LatentWarning] {
    fit.warnings.with(effects, moderation)
  }
}

extension ReportedTests: WarnedResult {
  package var allWarnings: [LatentWarning] { fit.warnings }
}

extension ReportedPredictions: WarnedResult {
  package var allWarnings: [LatentWarning] {
    fit.warnings + predictions.warnings
  }
}

extension ReportedComparison: WarnedResult {
  /// The notes, then the warnings of the models' fits, each with their names.
  package var allWarnings: [LatentWarning] {
    comparison.notes.joined(
      by: comparison.models.map { ($0.name, $0.warnings) })
  }
}

extension ReportedInvariance: WarnedResult {
  /// The ladder's own warnings, then those of the fits, each once.
  package var allWarnings: [LatentWarning] {
    invariance.warnings.joined(
      by: invariance.rungs.map { ($0.name, $0.fit.warnings) })
  }
}

extension [LatentWarning] {
  /// These, and those of several fits with the fits' names before them; what
  /// all fits have is said once, without names.
  fileprivate func joined(by fits: [(name: String, warnings: [LatentWarning])])
    -> [LatentWarning]
  {
    var found = self
    var own: [(warning: LatentWarning, names: [String])] = []
    for (name, warnings) in fits {
      for warning in warnings {
        let isKnown = contains {
          $0.code == warning.code && $0.message.hasSuffix(warning.message)
        }
        if isKnown { continue }
        if let known = own.firstIndex(where: { $0.warning == warning }) {
          if own[known].names.last != name { own[known].names.append(name) }
        } else {
          own.append((warning, [name]))
        }
      }
    }
    for (warning, names) in own {
      // What is said of the data is not about one of the fits.
      let isShared =
        fits.count > 1
        && (names.count == fits.count
          || warning.code.rawValue.hasPrefix("data."))
      found.append(
        isShared
          ? warning
          : LatentWarning(
            code: warning.code,
            message: "\(listing(names)): \(warning.message)"))
    }
    return found
  }
}
