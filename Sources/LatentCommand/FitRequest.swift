import Latent

/// The kinds of output of `latent fit`.
enum OutputFormat: String, CaseIterable {
  case text
  case json
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

/// Everything that a fit is asked for, from front matter and flags.
struct FitRequest {
  /// The library's options.
  var options = FitOptions()
  /// Which standard errors and tests are asked for.
  var inference = InferenceRequest()
  /// Where the sample comes from.
  var data = DataRequest()
  /// What is bootstrapped, and how.
  var bootstrap = BootstrapRequest()
  /// What is printed.
  var output = OutputRequest()
}

/// Where a sample comes from.
struct DataRequest {
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
  /// Codes of missing values.
  var missingCodes: [String] = []
  /// The files' encoding.
  var encoding: TextEncoding?
  /// What stands between cells.
  var delimiter: Delimiter?
}

/// What is printed, and where.
struct OutputRequest {
  /// The format.
  var format = OutputFormat.text
  /// What the report shows.
  var report = ReportOptions()
  /// The kinds of residuals asked for.
  var residuals: [ResidualKind] = []
  /// The scales of the residuals that are tested.
  var residualTests: [ResidualKind] = []
  /// The modification indices asked for.
  var modification = ModificationRequest()
  /// The file to write; stdout without.
  var path: String?
}
