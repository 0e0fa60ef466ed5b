package import FitComparison
package import FitSettings
package import InvarianceTesting
package import ModelCriticism
package import Publication
package import ReportRendering
package import Reporting
package import TableReading

/// Everything that an analysis is asked for, from front matter and options.
package struct AnalysisSettings {
  /// The library's options.
  package var options = FitOptions()
  /// The standard errors and tests that are asked for.
  var inference = InferenceSettings()
  /// The source of the sample.
  package var data = DataSettings()
  /// The choices of a bootstrap: replicates, intervals and files.
  package var bootstrap = BootstrapSettings()
  /// The confidence intervals of parameters.
  package var intervals = IntervalSettings()
  /// The output: its format, its contents and its file.
  package var output = OutputSettings()
  /// The effects that are computed.
  package var effects = EffectSettings()
  /// The steps of a ladder of invariance, and their criteria.
  package var invariance = InvarianceOptions()
  /// The picture that is drawn.
  package var plot = PlotSettings()
  /// The method by which differences of scaled statistics are tested.
  package var differenceMethod = DifferenceMethod.default
  /// The quantities that are predicted.
  package var prediction = PredictionSettings()
  /// The correlations that are estimated.
  package var correlations = CorrelationSettings()
  /// The exploratory factors that are asked for.
  package var factors = FactorSettings()
  /// The look at a table.
  package var screening = ScreeningSettings()
  /// The items and scales that are analysed.
  package var items = ItemSettings()
  /// The groups whose means are compared.
  package var groups = GroupSettings()
  /// The path diagram that is drawn.
  package var diagram = DiagramSettings()
  /// The validity of constructs.
  package var validity = ValiditySettings()
  /// The action on a codebook.
  package var codebookAction: CodebookAction?
  /// The restrictions that are tested.
  package var tests = TestSettings()
  /// Whether model files may name files to read outside of their folders.
  package var allowsOutside = false
  /// The extent to which a model text is written out.
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
    output.formats = analysis.formats
  }

  /// The first option of a section that the request gives, front matter
  /// aside.
  func firstGiven(of section: Setting.Section) -> String? {
    section.settings.first { given.contains($0.name) }?.name
  }
}

/// The source of a sample, and the way in which its files are read.
package struct DataSettings {
  /// The table of cases.
  package var table: String?
  /// The codebook that describes its variables.
  package var codebook: String?
  /// Whether a model file names the codebook.
  package var codebookIsNamedByModel = false
  /// The language of a codebook's labels; empty for those without one.
  package var language = ""
  /// Matrix files, one for each group.
  package var covariances: [String] = []
  /// The numbers of cases, one for each group.
  package var counts: [Int] = []
  /// Files of means, one for each group.
  package var means: [String] = []
  /// Files of standard deviations, one for each group.
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
  /// The categories of columns in their order.
  package var categories: [CategoryOrder] = []
  /// The files' encoding.
  package var encoding: TextEncoding?
  /// The encoding of texts in a data file of another program, where text files
  /// have no such.
  package var otherEncoding: String?
  /// The sheet of a workbook.
  package var sheet: String?
  /// The character between cells.
  package var delimiter: Delimiter?
  /// The mark before decimals.
  package var decimalMark: DecimalMark?
}

/// The output of an analysis: its format, its contents and its file.
package struct OutputSettings {
  /// The formats that the analysis can write, the usual one first.
  package var formats: [OutputFormat] = [.text]
  /// The format that an option names.
  package var chosenFormat: OutputFormat?
  /// The contents of the report.
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
  /// The language of the report; `nil` for English.
  package var language: ReportLanguage?
  /// The document whose styles a document of Word takes.
  package var template: String?
  /// Whether LaTeX is a whole document.
  package var isStandalone = false
  /// The conventions of tables for publications; `nil` for the usual report.
  package var conventions: PublicationStyle.Conventions?
  /// The chapter that the numbers of their tables begin with.
  package var chapter: Int?
}

/// The choices of a bootstrap: replicates, intervals and files.
package struct BootstrapSettings {
  /// The usual number of replicates.
  package static let usualCount = 5000
  /// The usual number where a fit's standard errors are drawn.
  package static let usualCountOfErrors = 1000

  /// The number of replicates; `nil` for the analysis's usual one.
  package var count: Int?
  /// The part of them to draw.
  package var replicates: ClosedRange<Int>?
  /// The method by which replicates are drawn.
  package var kind = BootstrapKind.nonparametric
  /// The kind of intervals.
  package var interval = BootstrapIntervalKind.percentile
  /// The seed.
  package var seed: UInt64 = 1
  /// The number of workers; without one, as many as there are cores.
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
    [table, codebook].compactMap { $0 } + covariances + means + deviations
  }
}
