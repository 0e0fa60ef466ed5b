import FitSettings
import Messages

/// An analysis as it is asked for: what the rules of combination look at.
package struct RequestedAnalysis: Sendable {
  /// The analysis.
  package let analysis: Analysis
  /// The settings of the analysis, front matter included.
  package let settings: AnalysisSettings

  /// Asks for an analysis.
  ///
  /// - Parameters:
  ///   - analysis: The analysis.
  ///   - settings: The settings of the analysis, front matter included.
  package init(analysis: Analysis, settings: AnalysisSettings) {
    self.analysis = analysis
    self.settings = settings
  }

  /// Whether the model is fitted to data, not only shown.
  var fits: Bool {
    switch analysis {
    case .parse: false
    case .diagram: settings.drawsFit
    default: true
    }
  }

  /// Whether replicates are drawn.
  var drawsReplicates: Bool { settings.drawsReplicates(for: analysis) }
}

/// An option that a rule looks at, by its name.
struct LookedAtOption: Sendable {
  /// The option's name.
  let name: String
  /// Whether something is asked for by it.
  let isGiven: @Sendable (RequestedAnalysis) -> Bool

  /// Looks at an option.
  init(
    _ name: String,
    _ isGiven: @escaping @Sendable (AnalysisSettings) -> Bool
  ) {
    self.name = name
    self.isGiven = { isGiven($0.settings) }
  }

  /// Looks at whether the request gives an option, front matter aside.
  init(inRequest name: String) {
    self.init(name) { $0.given.contains(name) }
  }
}

extension [LookedAtOption] {
  /// The name of the first one that something is asked for by.
  func first(in subject: RequestedAnalysis) -> String {
    first { $0.isGiven(subject) }?.name ?? ""
  }
}

extension Condition where Subject == RequestedAnalysis {
  /// One of some options is given.
  static func given(_ options: [LookedAtOption]) -> Condition {
    Condition(nameWords(options.map(\.name))) { subject in
      options.contains { $0.isGiven(subject) }
    }
  }

  /// The analysis is one of some.
  static func analysis(_ analyses: Analysis...) -> Condition {
    Condition("the analysis \(nameWords(analyses.map(\.rawValue)))") {
      analyses.contains($0.analysis)
    }
  }

  /// The sample is a table of cases.
  static var cases: Condition {
    Condition("`data`") { $0.settings.data.table != nil }
  }

  /// The sample is moments of groups, or of one.
  static var moments: Condition {
    Condition("`cov`") { !$0.settings.data.covariances.isEmpty }
  }

  /// A condition on what is asked for.
  static func asks(
    _ words: @autoclosure @escaping @Sendable () -> String,
    _ holds: @escaping @Sendable (AnalysisSettings) -> Bool
  ) -> Condition {
    Condition(words()) { holds($0.settings) }
  }
}

extension CombinationRule where Subject == RequestedAnalysis {
  /// The refusal of some options, one rule for all of them.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - code: The error's code.
  ///   - when: The other combined conditions.
  ///   - unless: The conditions that lift the refusal.
  ///   - message: The fault, from the name of the first option given.
  ///   - remedy: The remedy, from the same.
  /// - Returns: The rule.
  static func refusing(
    _ options: [LookedAtOption], _ code: LatentError.Code,
    when: [Condition<RequestedAnalysis>] = [],
    unless: [Condition<RequestedAnalysis>] = [],
    message: @escaping @Sendable (String) -> String,
    remedy: @escaping @Sendable (String) -> String
  ) -> CombinationRule {
    CombinationRule(
      code, when: [.given(options)] + when, unless: unless,
      message: { message(options.first(in: $0)) },
      remedy: { remedy(options.first(in: $0)) })
  }
}
