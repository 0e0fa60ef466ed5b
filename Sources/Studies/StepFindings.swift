internal import EffectAnalysis
internal import Latent
internal import Messages
internal import ModelFit
internal import Requests

/// What a step says of a path that a hypothesis is about.
package struct PathFinding: Sendable, Hashable, Codable {
  /// The question.
  package var question: PathQuestion
  /// The effect.
  package var estimate: Double
  /// Its standard error, of the bootstrap where there is one.
  package var standardError: Double?
  /// The effect by its standard error; `nil` where draws give the interval.
  package var z: Double?
  /// The two-sided p value of z; `nil` where draws give the interval.
  package var pValue: Double?
  /// The interval's ends.
  package var lower: Double?
  package var upper: Double?
  /// The interval's level.
  package var level: Double
  /// The effect with all variables standardized.
  package var standardized: Double?
  /// The usable draws of the bootstrap that the interval is of; `nil` for none.
  package var draws: Int?
}

extension StudyStep {
  /// The answers of the step's result to its questions.
  ///
  /// - Parameter result: The result.
  /// - Returns: An answer for each question.
  /// - Throws: `LatentError` where the fit has no such path.
  func findings(
    in result: AnalysisResult
  ) throws(LatentError) -> [PathFinding] {
    var findings: [PathFinding] = []
    var indirect: EffectTable?
    for question in questions {
      switch result.content {
      case .fit(let fit):
        if question.moderator != nil || question.path.count == 2 {
          findings.append(try PathFinding(question, coefficientOf: fit))
        } else {
          if indirect == nil { indirect = try effects(of: fit) }
          guard let indirect else { continue }
          findings.append(try PathFinding(question, indirect))
        }
      case .effects(let selected, _):
        findings.append(try PathFinding(question, selected.effects))
      default: break
      }
    }
    return findings
  }

  /// All effects that the step is asked about, with Monte Carlo intervals.
  private func effects(of fit: Fit) throws(LatentError) -> EffectTable {
    let paths = questions.map(\.path).filter { $0.count > 2 }
    var options = EffectOptions()
    options.includesContrasts = false
    options.monteCarloDraws = draws
    return try fit.effects(
      from: paths.map { $0[0] }.uniqued, to: paths.compactMap(\.last).uniqued,
      options: options)
  }
}

extension PathFinding {
  /// The coefficient of a path, or of the product that moderates it.
  fileprivate init(
    _ question: PathQuestion, coefficientOf fit: Fit
  ) throws(LatentError) {
    var predictors = [question.path[0]]
    if let moderator = question.moderator {
      predictors = [
        "\(question.path[0]):\(moderator)", "\(moderator):\(question.path[0])",
      ]
    }
    guard fit.groups.count == 1 else { throw .severalGroups }
    let found = fit.parameters.first {
      $0.op == .regression && $0.lhs == question.path[1]
        && predictors.contains($0.rhs)
    }
    guard let found else { throw .noAnswer(question) }
    self.init(
      question: question, estimate: found.estimate,
      standardError: found.standardError, z: found.z, pValue: found.pValue,
      lower: found.lower, upper: found.upper,
      level: fit.options.confidenceLevel,
      standardized: found.standardizedAll?.estimate)
  }

  /// The effect along a path.
  fileprivate init(
    _ question: PathQuestion, _ table: EffectTable
  ) throws(LatentError) {
    guard let found = table.effect(along: question.path) else {
      throw .noAnswer(question)
    }
    let value = found.unstandardized
    self.init(
      question: question, estimate: value.estimate,
      standardError: value.standardError, z: value.z, pValue: value.pValue,
      lower: value.lower, upper: value.upper, level: table.confidenceLevel,
      standardized: found.standardized.estimate)
    if let bootstrap = value.bootstrap {
      standardError = bootstrap.standardError
      (z, pValue) = (nil, nil)
      (lower, upper) = (bootstrap.lower, bootstrap.upper)
      draws = bootstrap.usableDraws
    } else if let interval = value.monteCarlo {
      // A product is not normal: its interval decides, not z.
      (z, pValue) = (nil, nil)
      (lower, upper) = (interval.lower, interval.upper)
    }
  }
}

extension LatentError {
  fileprivate static let severalGroups = LatentError(
    code: .studyInvalid,
    message: "Hypotheses are about one group, and the model has several.",
    remedy:
      "Leave the option `group` out of the model file; `groups:` compares "
      + "groups.")

  fileprivate static func noAnswer(_ question: PathQuestion) -> LatentError {
    LatentError(
      code: .studyNoPath,
      message: "The fit has no effect along "
        + "\(question.path.joined(separator: " -> ")).",
      remedy: "Is the path fixed, or part of a loop?")
  }
}
