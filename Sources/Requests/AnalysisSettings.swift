import FitComparison
import FitSettings
import InvarianceTesting
import Latent
import ModelCriticism
import Reporting

/// The formats that results are written in.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// For people.
  case text
  /// Everything, with numbers in full.
  case json
  /// One table.
  case csv

  /// What writes results in the format.
  var renderer: any ResultRenderer {
    switch self {
    case .text: TextRenderer()
    case .json: JSONRenderer()
    case .csv: CSVRenderer()
    }
  }
}

/// Everything that an analysis is asked for, from front matter and options.
package struct AnalysisSettings {
  /// The library's options.
  var options = FitOptions()
  /// Which standard errors and tests are asked for.
  var inference = InferenceSettings()
  /// Where the sample comes from.
  var data = DataSettings()
  /// What is bootstrapped, and how.
  var bootstrap = BootstrapSettings()
  /// How confidence intervals of parameters are made.
  var intervals = IntervalSettings()
  /// What is printed.
  var output = OutputSettings()
  /// Which effects are computed.
  var effects = EffectSettings()
  /// What a ladder of invariance consists of.
  var invariance = InvarianceOptions()
  /// What is drawn as a picture.
  var plot = PlotSettings()
  /// How differences of scaled statistics are tested.
  var differenceMethod = DifferenceMethod.default
  /// What is predicted.
  var prediction = PredictionSettings()
  /// Which restrictions are tested.
  var tests = TestSettings()
  /// Whether model files may name files to read outside of their folders.
  var allowsOutside = false
  /// How much of a model text is written out.
  var expansion = ModelExpansion.none
  /// The program whose defaults hold where no option says otherwise.
  var mimic = ProgramDefaults.lavaan
  /// The source of starting values that the text does not give.
  var start = StartSource.sample
  /// Constraints beside those of the text.
  var constraints: String?
  /// The names of the options that the request gives, front matter aside.
  var given: Set<String> = []

  /// Settings without any option.
  init(_ analysis: Analysis) {
    output.format = analysis.formats[0]
  }

  /// The first option of a section that the request gives, front matter
  /// aside.
  func firstGiven(of section: Setting.Section) -> String? {
    section.settings.first { given.contains($0.name) }?.name
  }
}

/// Where a sample comes from.
struct DataSettings {
  /// The table of cases.
  var table: String?
  /// Matrix files, one a group.
  var covariances: [String] = []
  /// The numbers of cases, one a group.
  var counts: [Int] = []
  /// Files of means, one a group.
  var means: [String] = []
  /// Files of standard deviations, one a group.
  var deviations: [String] = []
  /// The grouping variable.
  var group: String?
  /// The groups to use, or the names of moment samples.
  var groupLabels: [String]?
  /// The variables that are centred before products are made.
  var centered: [String] = []
  /// Whether weights are numbers of cases.
  var areFrequencies = false
  /// Codes of missing values.
  var missingCodes: [String] = []
  /// The files' encoding.
  var encoding: TextEncoding?
  /// What stands between cells.
  var delimiter: Delimiter?
  /// What stands before decimals.
  var decimalMark: DecimalMark?
}

/// What is printed, and where.
struct OutputSettings {
  /// The format.
  var format = OutputFormat.text
  /// What the report shows.
  var report = ReportOptions()
  /// The kinds of residuals asked for.
  var residuals: [ResidualKind] = []
  /// The scales of the residuals that are tested.
  var residualTests: [ResidualKind] = []
  /// The modification indices asked for.
  var modification = ModificationSettings()
  /// Whether the fraction of missing information is shown.
  var showsMissingInformation = false
  /// Whether the determinacy of factor scores is shown.
  var showsScoreQuality = false
  /// The file to write; stdout without.
  var file: WrittenFile?
}

/// What a bootstrap is asked for.
struct BootstrapSettings {
  /// The usual number of replicates.
  static let usualCount = 5000
  /// The usual number where a fit's standard errors are drawn.
  static let usualCountOfErrors = 1000

  /// The number of replicates; `nil` for the analysis's usual one.
  var count: Int?
  /// The part of them to draw.
  var replicates: ClosedRange<Int>?
  /// How replicates are drawn.
  var kind = BootstrapKind.nonparametric
  /// The kind of intervals.
  var interval = BootstrapIntervalKind.percentile
  /// The seed.
  var seed: UInt64 = 1
  /// The number of workers; one a core without.
  var threads: Int?
  /// The file to write draws to.
  var draws: WrittenFile?
  /// The files to merge instead of drawing.
  var sources: [String] = []
  /// The file that keeps replicates as they end.
  var checkpoint: WrittenFile?
}

extension DataSettings {
  /// Every file that is read.
  var files: [String] {
    [table].compactMap { $0 } + covariances + means + deviations
  }
}
