import Latent

@testable import RequestSettings

/// One option at one value, as documents and tests of the rules combine them.
struct SettingChoice: Sendable {
  /// The option.
  let setting: Setting
  /// The value.
  let value: String

  /// Values of options whose texts are their own.
  private static let texts: [String: [String]] = [
    "modindices-alpha": ["0.05"], "modindices-high-power": ["0.8"],
    "nobs": ["100"], "group-label": ["a,b"], "missing-codes": ["-9"],
    "group-partial": ["x2~1"], "bootstrap": ["10"], "replicates": ["1-20"],
    "draws": ["draws.csv", "5000"], "plot": ["plot.svg"], "plot-of": ["ab"],
    "level": ["0.9"], "monte-carlo": ["1000"], "wald": ["a == b"],
    "add": ["x1 ~~ x2"], "alpha": ["0.01"], "steps": ["loadings"],
    "constraints": ["a == b"], "parallel": ["1000", "0"],
    "parallel-level": ["0.9"],
  ]

  /// An option at each of its values, or at some of many.
  static func choices(_ setting: Setting) -> [SettingChoice] {
    let values: [String] =
      switch setting.kind {
      case .truth: ["true", "false"]
      case .choice(let names): names
      case .choices(let names): Array(names.prefix(2))
      case .input, .output: ["file.csv"]
      case .column, .columns, .variables: ["x1"]
      case .text: ["1"]
      }
    return (texts[setting.name] ?? values).map {
      SettingChoice(setting: setting, value: $0)
    }
  }

  /// An analysis of some choices; `nil` where a value by itself is refused.
  static func request(
    _ analysis: Analysis, _ choices: [SettingChoice]
  ) -> RequestedAnalysis? {
    var settings = AnalysisSettings(analysis)
    settings.given = Set(choices.map(\.setting.name))
    for choice in choices {
      guard
        (try? choice.setting.apply(
          choice.value, in: SettingScope(), to: &settings)) != nil
      else { return nil }
    }
    settings.resolveInference()
    return RequestedAnalysis(analysis: analysis, settings: settings)
  }

  /// The samples that analyses are asked about: cases, moments, both, none.
  static func samples(of analysis: Analysis) -> [[SettingChoice]] {
    let sources = analysis.settings.filter {
      ["data", "cov"].contains($0.name)
    }.map { SettingChoice(setting: $0, value: "file.csv") }
    return sources.map { [$0] } + [sources, []]
  }

  /// Requests of every analysis with every sample and one option, then with
  /// cases and two different ones.
  static var requests: some Sequence<RequestedAnalysis> {
    var singles: [RequestedAnalysis] = []
    var pairs: [AnySequence<RequestedAnalysis>] = []
    for analysis in Analysis.allCases {
      let choices = analysis.settings.flatMap(choices)
      let samples = samples(of: analysis)
      for sample in samples {
        singles += choices.compactMap { request(analysis, sample + [$0]) }
      }
      pairs.append(Self.pairs(of: choices, analysis, samples[0]))
    }
    return ([AnySequence(singles)] + pairs).lazy.joined()
  }

  private static func pairs(
    of choices: [SettingChoice], _ analysis: Analysis, _ sample: [SettingChoice]
  ) -> AnySequence<RequestedAnalysis> {
    AnySequence { () -> AnyIterator<RequestedAnalysis> in
      var (first, second) = (0, 0)
      return AnyIterator { () -> RequestedAnalysis? in
        while first < choices.count {
          second += 1
          guard second < choices.count else {
            first += 1
            second = first
            continue
          }
          let (one, two) = (choices[first], choices[second])
          guard one.setting.name != two.setting.name else { continue }
          if let request = request(analysis, sample + [one, two]) {
            return request
          }
        }
        return nil
      }
    }
  }
}
