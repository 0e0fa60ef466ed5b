package import FitComparison
package import FitSettings
package import InvarianceTesting
package import Latent
package import ModelCriticism
package import Reporting

/// The formats that results are written in.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// For people.
  case text
  /// Everything, with numbers in full.
  case json
  /// One table.
  case csv
}

/// Everything that an analysis is asked for, from front matter and options.
package struct AnalysisSettings {
  /// The library's options.
  package var options = FitOptions()
  /// Which standard errors and tests are asked for.
  var inference = InferenceSettings()
  /// Where the sample comes from.
  package var data = DataSettings()
  /// What is bootstrapped, and how.
  package var bootstrap = BootstrapSettings()
  /// How confidence intervals of parameters are made.
  package var intervals = IntervalSettings()
  /// What is printed.
  package var output = OutputSettings()
  /// Which effects are computed.
  package var effects = EffectSettings()
  /// What a ladder of invariance consists of.
  package var invariance = InvarianceOptions()
  /// What is drawn as a picture.
  package var plot = PlotSettings()
  /// How differences of scaled statistics are tested.
  package var differenceMethod = DifferenceMethod.default
  /// What is predicted.
  package var prediction = PredictionSettings()
  /// Which correlations are estimated.
  package var correlations = CorrelationSettings()
  /// Which restrictions are tested.
  package var tests = TestSettings()
  /// Whether model files may name files to read outside of their folders.
  package var allowsOutside = false
  /// How much of a model text is written out.
  package var expansion = ModelExpansion.none
  /// The program whose defaults hold where no option says otherwise.
  var mimic = ProgramDefaults.lavaan
  /// The source of starting values that the text does not give.
  package var start = StartSource.sample
  /// Constraints beside those of the text.
  package var constraints: String?
  /// The names of the options that the request gives, front matter aside.
  package var given: Set<String> = []

  /// Settings without any option.
  package init(_ analysis: Analysis) {
    output.format = analysis.formats[0]
  }

  /// The first option of a section that the request gives, front matter
  /// aside.
  func firstGiven(of section: Setting.Section) -> String? {
    section.settings.first { given.contains($0.name) }?.name
  }
}

/// Where a sample comes from.
package struct DataSettings {
  /// The table of cases.
  package var table: String?
  /// Matrix files, one a group.
  package var covariances: [String] = []
  /// The numbers of cases, one a group.
  package var counts: [Int] = []
  /// Files of means, one a group.
  package var means: [String] = []
  /// Files of standard deviations, one a group.
  package var deviations: [String] = []
  /// The grouping variable.
  package var group: String?
  /// The groups to use, or the names of moment samples.
  package var groupLabels: [String]?
  /// The variables that are centred before products are made.
  package var centered: [String] = []
  /// Whether weights are numbers of cases.
  package var areFrequencies = false
  /// Codes of missing values.
  package var missingCodes: [String] = []
  /// The files' encoding.
  package var encoding: TextEncoding?
  /// What stands between cells.
  package var delimiter: Delimiter?
  /// What stands before decimals.
  package var decimalMark: DecimalMark?
}

/// What is printed, and where.
package struct OutputSettings {
  /// The format.
  package var format = OutputFormat.text
  /// What the report shows.
  package var report = ReportOptions()
  /// The kinds of residuals asked for.
  package var residuals: [ResidualKind] = []
  /// The scales of the residuals that are tested.
  package var residualTests: [ResidualKind] = []
  /// The modification indices asked for.
  package var modification = ModificationSettings()
  /// Whether the fraction of missing information is shown.
  package var showsMissingInformation = false
  /// Whether the determinacy of factor scores is shown.
  package var showsScoreQuality = false
  /// Whether the implied probabilities of categories are shown.
  package var showsItemProbabilities = false
  /// The file to write; stdout without.
  package var file: WrittenFile?
}

/// What a bootstrap is asked for.
package struct BootstrapSettings {
  /// The usual number of replicates.
  package static let usualCount = 5000
  /// The usual number where a fit's standard errors are drawn.
  package static let usualCountOfErrors = 1000

  /// The number of replicates; `nil` for the analysis's usual one.
  package var count: Int?
  /// The part of them to draw.
  package var replicates: ClosedRange<Int>?
  /// How replicates are drawn.
  package var kind = BootstrapKind.nonparametric
  /// The kind of intervals.
  package var interval = BootstrapIntervalKind.percentile
  /// The seed.
  package var seed: UInt64 = 1
  /// The number of workers; one a core without.
  package var threads: Int?
  /// The file to write draws to.
  package var draws: WrittenFile?
  /// The files to merge instead of drawing.
  package var sources: [String] = []
  /// The file that keeps replicates as they end.
  package var checkpoint: WrittenFile?
}

extension DataSettings {
  /// Every file that is read.
  package var files: [String] {
    [table].compactMap { $0 } + covariances + means + deviations
  }
}
