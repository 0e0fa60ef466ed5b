import Latent
import Testing

@testable import RequestSettings

/// What help tells of options that are not given is what holds.
@Suite struct SettingDefaultTests {
  /// Options whose absence means a number that depends on others; tested
  /// below.
  private static let dependent = ["bootstrap", "monte-carlo"]

  @Test(arguments: Analysis.allCases)
  func theDefaultMeansNothingElse(_ analysis: Analysis) throws {
    var untouched = AnalysisSettings(analysis)
    untouched.resolveInference()
    untouched.inference = InferenceSettings()
    for setting in analysis.settings {
      guard let value = setting.usual?.value,
        !Self.dependent.contains(setting.name)
      else { continue }
      var settings = AnalysisSettings(analysis)
      try setting.apply(value, in: SettingScope(), to: &settings)
      settings.resolveInference()
      settings.inference = InferenceSettings()
      // `modindices: false` refuses what its other options ask for.
      if setting.name == "modindices" { continue }
      #expect(
        "\(settings)" == "\(untouched)", "\(setting.name): \(value)")
    }
  }

  /// The word `default` is read as if the option were not given.
  @Test(arguments: Analysis.allCases)
  func theWordDefaultChangesNothing(_ analysis: Analysis) throws {
    let untouched = AnalysisSettings(analysis)
    for setting in analysis.settings where setting.kind.isOfNames {
      var settings = AnalysisSettings(analysis)
      try setting.apply("Default", in: SettingScope(), to: &settings)
      #expect("\(settings)" == "\(untouched)", "\(setting.name)")
    }
  }

  @Test func numbersOfReplicatesAndDraws() throws {
    func usual(_ name: String, _ analysis: Analysis) -> Setting.Default? {
      analysis.settings.first { $0.name == name }?.usual
    }
    var settings = AnalysisSettings(.bootstrap)
    #expect(
      usual("bootstrap", .bootstrap)?.value
        == settings.usualReplicateCount(for: .bootstrap).map(String.init))
    settings.options.standardErrors = .bootstrap
    let ofErrors = try #require(settings.usualReplicateCount(for: .fit))
    #expect(
      usual("bootstrap", .fit)?.words.contains("`\(ofErrors)` with") == true)
    #expect(usual("monte-carlo", .effects)?.value == "20000")
  }

  /// Help names every value that a shell offers, unless there are many.
  @Test(arguments: Analysis.allCases)
  func helpNamesEveryValue(_ analysis: Analysis) {
    for setting in analysis.settings {
      let names: [String]
      switch setting.kind {
      case .choice(let choices), .choices(let choices): names = choices
      default: continue
      }
      guard names.count < 12 else { continue }
      for name in names where name != "true" && name != "false" {
        #expect(setting.help.contains(name), "\(setting.name): \(name)")
      }
    }
  }
}
