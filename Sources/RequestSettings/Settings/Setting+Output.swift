import Messages
import ModelCriticism
import ReportRendering
import Reporting

extension Setting {
  /// The options for the output of a fit: contents, format and file.
  static let outputSettings: [Setting] =
    resultOptions(records: "the parameters") + contentSettings

  /// The options for the contents of a fit's report.
  private static let contentSettings: [Setting] = [
    Setting(
      "fit-measures", "which", .choices(["all", "none"] + fitMeasureNames),
      "all, none, or names such as cfi,rmsea.",
      default: .words("the usual ones")
    ) { value, _, settings in
      settings.output.report.fitMeasures = try readFitMeasures(value)
    },
    Setting(
      "standardized", "a,b", .choices(["all", "lv", "nox", "none"]),
      "Standardized columns of the text: all, lv, nox or none.",
      default: .value("all")
    ) { value, _, settings in
      settings.output.report.standardized = try readStandardized(value)
    },
    Setting(
      "residuals", "a,b",
      .choices(["raw", "cor", "standardized", "normalized", "all"]),
      "Residuals: raw, cor, cor.bentler, standardized, normalized or all.",
      default: .value("none")
    ) { value, _, settings in
      settings.output.residuals = try readResiduals(value)
    },
    truth(
      "fmi",
      "Print the fraction of missing information of each parameter (with "
        + "`missing: fiml`)?"
    ) { $1.output.showsMissingInformation = $0 },
    truth(
      "fs-determinacy",
      "Print the determinacy and reliability of factor scores?"
    ) { $1.output.showsScoreQuality = $0 },
    truth("implied", "Print the implied moments?") {
      $1.output.report.showsImplied = $0
    },
    truth(
      "item-probabilities",
      "Print the implied probabilities of ordered variables' categories?"
    ) { $1.output.showsItemProbabilities = $0 },
    truth("vcov", "Print the parameters' covariances?") {
      $1.output.report.showsParameterCovariance = $0
    },
    Setting(
      "group-layout", "name", .choice(["in-turn", "side-by-side"]),
      "Groups in the text: in-turn or side-by-side.", default: .value("in-turn")
    ) { value, _, settings in
      settings.output.report.groupLayout = try SettingValue.choice(
        value, "layout of groups")
    },
  ]

  /// The options for the format of a result, and its file.
  static let resultSettings = resultOptions(records: "the table")

  /// The format of a validation's summary.
  package static let validationFormat = format(
    [.text, .json], "text or json.", isDecidedByEnding: false)

  /// The options for the format, the file and the form of a result that has a
  /// report.
  ///
  /// - Parameters:
  ///   - records: The rows of the CSV file; `nil` without one.
  ///   - first: The usual format.
  /// - Returns: The options.
  static func resultOptions(
    records: String?, first: OutputFormat = .text
  ) -> [Setting] {
    [
      reportFormat(records: records, first: first), outputFile, language,
      Setting(
        "template", "file.docx", .input,
        "A document of Word whose styles, page setup, headers and footers a "
          + "docx takes.", default: .words("usual ones")
      ) { value, scope, settings in
        settings.output.template = try scope.input(value)
      },
      truth(
        "standalone",
        "Write LaTeX as a whole document, not as a part for \\input?"
      ) { $1.output.isStandalone = $0 },
    ] + publicationSettings
  }

  /// The language of reports, and of a codebook's labels.
  static let language = Setting(
    "language", "code", .text,
    "The language of the report, en or zh, and of a codebook's labels, such as "
      + "zh for `label_zh`.",
    default: .words("English, and labels without a language")
  ) { value, _, settings in
    settings.data.language = value.lowercased()
    settings.output.language = ReportLanguage(rawValue: value.lowercased())
  }

  /// The option of the format of a result that has a report.
  ///
  /// - Parameters:
  ///   - records: The rows of the CSV file; `nil` without one.
  ///   - first: The usual format.
  /// - Returns: The option.
  private static func reportFormat(
    records: String?, first: OutputFormat = .text
  ) -> Setting {
    let formats = OutputFormat.reports(
      first: first, hasRecords: records != nil)
    let names = formats.map {
      $0 == .csv ? "csv (\(records ?? ""))" : $0.rawValue
    }
    return format(formats, listing(names, conjunction: "or") + ".")
  }

  /// The option of the format.
  ///
  /// - Parameters:
  ///   - formats: The formats that can be written.
  ///   - help: What help says of them.
  ///   - isDecidedByEnding: Whether the ending of a file decides without the
  ///     option.
  /// - Returns: The option.
  static func format(
    _ formats: [OutputFormat], _ help: String, isDecidedByEnding: Bool = true
  ) -> Setting {
    let known = formats.map(\.rawValue)
    return Setting(
      "format", "name", .choice(known), help,
      default: isDecidedByEnding
        ? .words("what the ending of `output` says, else `\(known[0])`")
        : .value(known[0])
    ) { value, _, settings in
      let name = value.lowercased()
      if let chosen = formats.first(where: { $0.rawValue == name }) {
        settings.output.chosenFormat = chosen
        return
      }
      guard OutputFormat(rawValue: name) != nil else {
        throw InputError.unknown("format", value, among: known)
      }
      throw InputError(
        message: "This command does not write \(name).",
        help: "Expected \(listing(known, conjunction: "or")).")
    }
  }

  /// The option of the file that is written.
  static let outputFile = Setting(
    "output", "file", .output,
    "The file to write; its ending decides on the format.",
    default: .words("stdout")
  ) { value, scope, settings in
    settings.output.file = try scope.output(value, .result)
  }

  /// Every fit measure that some fit has, so that a wrong name is found
  /// before the fit.
  static let fitMeasureNames =
    [
      "npar", "fmin", "chisq", "df", "pvalue", "baseline_chisq", "baseline_df",
      "baseline_pvalue", "cfi", "tli", "nnfi", "rfi", "nfi", "pnfi", "ifi",
      "rni", "logl", "unrestricted_logl", "aic", "bic", "ntotal", "bic2",
      "rmsea", "rmsea_ci_lower", "rmsea_ci_upper", "rmsea_ci_level",
      "rmsea_pvalue", "rmsea_close_h0", "rmsea_notclose_pvalue",
      "rmsea_notclose_h0", "rmr", "rmr_nomean", "srmr", "srmr_bentler",
      "srmr_bentler_nomean", "crmr", "crmr_nomean", "srmr_mplus",
      "srmr_mplus_nomean", "cn_05", "cn_01", "gfi", "gfi_ci_lower",
      "gfi_ci_upper", "gfi_ci_level", "gfi_lisrel", "agfi_lisrel", "pgfi",
      "mfi",
      "ecvi", "scaling_factor_h1", "scaling_factor_h0",
    ] + scaledMeasureNames

  /// The scaled and robust versions of measures.
  private static let scaledMeasureNames: [String] =
    ["", "baseline_"].flatMap { prefix in
      ["chisq_scaled", "df_scaled", "pvalue_scaled", "chisq_scaling_factor"]
        .map { prefix + $0 }
    }
    + ["cfi", "tli", "nnfi", "rfi", "nfi", "pnfi", "ifi", "rni"].map {
      $0 + "_scaled"
    } + ["cfi_robust", "tli_robust", "nnfi_robust", "rni_robust"]
    + ["scaled", "robust"].flatMap { suffix in
      [
        "rmsea", "rmsea_ci_lower", "rmsea_ci_upper", "rmsea_pvalue",
        "rmsea_notclose_pvalue",
      ].map { "\($0)_\(suffix)" }
    } + ["gfi", "gfi_ci_lower", "gfi_ci_upper"].map { "\($0)_robust" }

  private static func readFitMeasures(
    _ value: String
  ) throws -> FitMeasureChoice {
    switch value.lowercased() {
    case "all": return .all
    case "none", "false": return .none
    case "true": return .usual
    default:
      return .named(
        try SettingValue.list(value).map { item in
          let written = String(item.map { $0 == "." ? "_" : $0 })
          let name = written == "agfi" ? "agfi_lisrel" : written
          guard fitMeasureNames.contains(name) else {
            throw InputError.unknown(
              "fit measure", name, among: fitMeasureNames)
          }
          return name
        })
    }
  }

  private static func readStandardized(
    _ value: String
  ) throws -> [StandardizedKind] {
    if let flag = try? SettingValue.bool(value) {
      return flag ? [.all] : []
    }
    if value.lowercased() == "none" { return [] }
    return try SettingValue.list(value).map { item in
      let name = item.hasPrefix("std.") ? String(item.dropFirst(4)) : item
      return try SettingValue.choice(name, "standardization")
    }
  }

  private static func readResiduals(
    _ value: String
  ) throws -> [ResidualKind] {
    if value.lowercased() == "none" { return [] }
    if value.lowercased() == "all" { return ResidualKind.allCases }
    return try SettingValue.list(value).map { item in
      switch item.lowercased() {
      case "correlation", "cor.bollen", "cor_bollen": .correlation
      default: try SettingValue.choice(item, "kind of residuals")
      }
    }
  }
}
