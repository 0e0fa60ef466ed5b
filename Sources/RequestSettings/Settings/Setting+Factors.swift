import FactorAnalysis
import FactorRotation
import OrderedMoments
import Reporting

extension Setting {
  /// The options for exploratory factors, their data and their display.
  static let factorSettings: [Setting] =
    dataSettings.filter {
      ["data", "codebook", "group", "group-label"].contains($0.name)
    } + factorDataSettings + extractionSettings + rotationSettings
    + factorCountSettings
    + bootstrapSettings.filter { $0.name == "seed" } + factorReportSettings
    + dataSettings.filter {
      ["missing-codes", "encoding", "sheet", "delimiter", "decimal-mark"]
        .contains($0.name)
    }
    + plotSettings.filter { $0.name != "plot-of" }
    + resultOptions(records: "the loadings")

  private static let factorDataSettings: [Setting] = [
    analysedColumns(
      \.factors.selection.variables,
      default: "the codebook's items, or all columns of numbers but the "
        + "grouping variable"),
    orderedColumns(
      "Those of them that are ordered, whose correlations are polychoric; "
        + "true: all.", \.factors.selection,
      default: "those that the codebook calls so"),
    Setting(
      "missing", "how", .choice(["listwise", "pairwise", "fiml"]),
      "listwise: cases with missing values are left out; pairwise: a "
        + "correlation is of the cases with both values; fiml: factors by the "
        + "likelihood of incomplete cases, other extractions by correlations "
        + "that maximize it (EM), of continuous variables.",
      default: .value("listwise")
    ) { value, _, settings in
      settings.factors.missing = try SettingValue.choice(
        value == "ml" ? "fiml" : value, "treatment of missing values")
    }.takingEveryValue,
    zeroAdd, zeroKeepMargins, zeroCellWarn,
  ]

  private static let extractionSettings: [Setting] = [
    Setting(
      "factors", "m", .text,
      "The number of factors, or a range of numbers: 3 or 1:6.",
      default: .words("what parallel analysis of components suggests")
    ) { value, _, settings in
      settings.factors.options.counts = try readCounts(value)
    },
    Setting(
      "extraction", "name",
      .choice(["ml", "minres", "uls", "dwls", "pa", "pc"]),
      "ml (maximum likelihood), minres or uls (unweighted least squares), dwls "
        + "(diagonally weighted ones, of ordered variables), pa (principal "
        + "axes), pc (principal components).",
      default: .words("ml, and uls of ordered variables")
    ) { value, _, settings in
      let names = ["minres": "uls", "paf": "pa", "pca": "pc", "wlsmv": "dwls"]
      let name = value.lowercased()
      settings.factors.extraction = try SettingValue.choice(
        names[name] ?? name, "extraction")
    },
  ]

  private static let factorCountSettings: [Setting] = [
    Setting(
      "parallel", "n", .text,
      "The number of random samples of parallel analyses; 0 for none.",
      default: .value("1000")
    ) { value, _, settings in
      settings.factors.options.replicates = try SettingValue.whole(
        value, "number of samples", from: 0, to: SettingValue.mostDraws)
    },
    Setting(
      "parallel-level", "p", .text,
      "The level of the quantiles of random eigenvalues.",
      default: .value("0.95")
    ) { value, _, settings in
      settings.factors.options.level = try SettingValue.level(
        value, "level", such: 0.95)
    },
  ]

  private static let factorReportSettings: [Setting] = [
    number(
      "suppress", "x", "The size below which loadings are not printed.",
      default: "0", in: 0...1
    ) { $1.factors.report.suppressedBelow = $0 },
    truth("sort", "Print variables in the order of their largest loadings?") {
      $1.factors.report.isSorted = $0
    },
    truth("standard-errors", "Print standard errors of loadings?") {
      $1.factors.report.showsErrors = $0
    },
  ]

  /// A number of factors, or the first and the last of several.
  private static func readCounts(_ text: String) throws -> ClosedRange<Int> {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap {
      SettingValue.integer(SettingValue.trimmed($0))
    }
    guard numbers.count == parts.count, numbers.count <= 2,
      let first = numbers.first, let last = numbers.last, first >= 1,
      first <= last
    else {
      throw InputError(
        message: "`\(text)` is not a number of factors.",
        help: "Give one, such as 3, or the first and the last: 1:6.")
    }
    return first...last
  }
}
