import FitSettings
internal import Specification
import TableReading

extension Setting {
  /// The options for the source of the sample.
  static let dataSettings: [Setting] = [
    Setting("data", "file", .input, "The table of cases.") {
      value, scope, settings in
      settings.data.table = try scope.input(value)
    },
    Setting(
      "codebook", "file", .input,
      "The codebook of the table: YAML, or a table with a row for each item. "
        + "Its codes are missing, its reversed items are turned over, and those "
        + "that it calls ordered are."
    ) { value, scope, settings in
      settings.data.codebook = try scope.input(value)
      settings.data.codebookIsNamedByModel = scope.isModelFile
    },
    Setting(
      "cov", "file", .input,
      "Covariances instead of cases: full or lower-triangular, with a header "
        + "row; several groups: a,b."
    ) { value, scope, settings in
      settings.data.covariances = try SettingValue.list(value)
        .map(scope.input)
    },
    Setting(
      "nobs", "n", .text,
      "The number of cases behind `cov`; several groups: n,n.",
      default: .words("a row n of the matrix file")
    ) { value, _, settings in
      settings.data.counts = try SettingValue.counts(value, "number of cases")
    },
    Setting(
      "means", "file", .input, "The means beside `cov`.",
      default: .words("a row mean of the matrix file, or none")
    ) { value, scope, settings in
      settings.data.means = try SettingValue.list(value).map(scope.input)
    },
    Setting(
      "sds", "file", .input,
      "Standard deviations, if `cov` holds correlations.",
      default: .words("a row sd of the matrix file, or none")
    ) { value, scope, settings in
      settings.data.deviations = try SettingValue.list(value)
        .map(scope.input)
    },
    Setting(
      "group", "group", .column, "The variable that names each case's group.",
      default: .words("one group")
    ) { value, _, settings in
      settings.data.group = value
    },
    Setting(
      "group-label", "a,b", .text, "The groups to use, in this order.",
      default: .words("all, in the order of the file")
    ) { value, _, settings in
      settings.data.groupLabels = try readGroupLabels(value)
    }.takingNull,
    Setting(
      "center", "x,z", .columns,
      "Variables to centre at their means before products x:z are made.",
      default: .words("as they are")
    ) { value, _, settings in
      settings.data.centered = try SettingValue.list(value)
    },
    Setting(
      "missing", "how",
      .choice([
        "listwise", "fiml", "fiml.x", "two.stage", "robust.two.stage",
        "pairwise", "available.cases",
      ]),
      "What happens to cases with missing values: listwise (they are left "
        + "out), fiml or ml (each has its own likelihood), fiml.x (with "
        + "missing values of fixed exogenous variables too), two.stage, "
        + "robust.two.stage (saturated moments first), pairwise, or "
        + "available.cases (of PML).",
      default: .value("listwise")
    ) { value, _, settings in
      settings.options.missing = try readMissing(value)
    },
    Setting(
      "auxiliary", "a,b", .columns,
      "Variables beside the model that tell about missing values: saturated "
        + "correlates, with `missing: fiml`.",
      default: .words("none")
    ) { value, _, settings in
      settings.options.auxiliary = try SettingValue.list(value)
    },
    Setting(
      "missing-codes", "a,b", .text,
      "Codes of missing values beside NA, such as -999."
    ) { value, _, settings in
      settings.data.missingCodes = try SettingValue.list(value)
    }.takingNull,
    Setting(
      "ordered", "x,y", .columns,
      "Ordered variables, whose values are categories; true: all endogenous "
        + "observed ones.", default: .words("those with thresholds in the text")
    ) { value, _, settings in
      settings.options.model.ordersEndogenous = false
      settings.options.model.ordered = []
      if let flag = SettingValue.flag(value) {
        settings.options.model.ordersEndogenous = flag
      } else {
        settings.options.model.ordered = try SettingValue.list(value)
      }
    },
    categories, zeroAdd, zeroKeepMargins, zeroCellWarn,
    Setting(
      "cluster", "x", .column,
      "The variable that names each case's cluster, for standard errors and "
        + "tests that allow for dependence within clusters.",
      default: .words("independent cases")
    ) { value, _, settings in
      settings.options.cluster = value
    },
    Setting(
      "sampling-weights", "x", .column,
      "The variable with the sampling weights.",
      default: .words("all cases count the same")
    ) { value, _, settings in
      settings.options.samplingWeights = value
    },
    Setting(
      "sampling-weights-type", "name", .choice(["design", "frequency"]),
      "What the weights are: design, or frequency: the number of cases that "
        + "a row stands for.", default: .value("design")
    ) { value, _, settings in
      let type: WeightType = try SettingValue.choice(
        value, "type of weights")
      settings.data.areFrequencies = type == .frequency
    },
    Setting(
      "sampling-weights-normalization", "name",
      .choice(["group", "total", "none"]),
      "What the weights sum to: group (in each group the number of its "
        + "cases), total (that of all groups) or none (as they are).",
      default: .value("group")
    ) { value, _, settings in
      settings.inference.weightNormalization = try SettingValue.choice(
        value, "normalization")
    },
    Setting(
      "encoding", "name",
      .choice(["utf-8", "gb18030", "utf-16", "windows-1252"]),
      "utf-8, gb18030, utf-16 or windows-1252; of the texts in files of SPSS, "
        + "Stata and SAS also big5, shift_jis, euc-kr, windows-1250 to "
        + "windows-1258, iso-8859-1 to iso-8859-15.",
      default: .words("found; windows-1252 is never guessed")
    ) { value, _, settings in
      settings.data.otherEncoding = otherEncoding(value)
      guard settings.data.otherEncoding == nil else { return }
      settings.data.encoding = try readEncoding(value)
    },
    Setting(
      "sheet", "name", .text,
      "The sheet of a workbook, by its name or its number from 1.",
      default: .words("the first one that is shown")
    ) { value, _, settings in
      settings.data.sheet = value
    },
    Setting(
      "delimiter", "name", .choice(["comma", "tab", "semicolon", "blank"]),
      "comma, tab, semicolon or blank.",
      default: .words("found in the first line")
    ) { value, _, settings in
      settings.data.delimiter = try readDelimiter(value)
    },
    Setting(
      "decimal-mark", "name", .choice(["point", "comma"]),
      "point or comma, what stands before decimals; the other one separates "
        + "thousands.",
      default: .words("found where the numbers tell")
    ) { value, _, settings in
      settings.data.decimalMark = try readDecimalMark(value)
    },
  ]

  private static func readGroupLabels(_ value: String) throws -> [String] {
    let labels = try SettingValue.list(value)
    var seen: Set<String> = []
    if let twice = labels.first(where: { !seen.insert($0).inserted }) {
      throw InputError(
        message: "The group `\(twice)` is named twice.",
        help: "Name each group once.")
    }
    return labels
  }

  private static func readMissing(_ value: String) throws -> MissingTreatment {
    switch value.lowercased() {
    case "ml", "direct": return .fullInformation
    case "ml.x", "direct.x": return .fullInformationExogenous
    case "two-stage", "twostage", "two.step", "two-step": return .twoStage
    case "robust-two-stage", "robust.twostage", "robust.two-stage",
      "robust.two.step", "robust-two-step":
      return .robustTwoStage
    default:
      return try SettingValue.choice(value, "treatment of missing values")
    }
  }

  private static func readEncoding(_ value: String) throws -> TextEncoding? {
    switch value.lowercased() {
    case "auto": return nil
    case "utf8": return .utf8
    case "gbk", "gb2312", "cp936": return .gb18030
    case "utf16": return .utf16
    case "latin1", "iso-8859-1", "cp1252": return .windows1252
    default:
      if let known = TextEncoding(rawValue: value.lowercased()) { return known }
      throw InputError.unknown(
        "encoding", value,
        among: TextEncoding.allCases.map(\.rawValue)
          + otherEncodings.map { $0.lowercased() })
    }
  }

  /// The encoding that only data files of other programs have; `nil` for those
  /// of text files.
  private static func otherEncoding(_ value: String) -> String? {
    let name = value.uppercased()
    return otherEncodings.contains(name) ? name : nil
  }

  /// The names of these encodings, as `iconv` has them.
  private static let otherEncodings =
    ["BIG5", "SHIFT_JIS", "EUC-JP", "EUC-KR", "CP949", "KOI8-R"]
    + (1250...1258).filter { $0 != 1252 }.map { "WINDOWS-\($0)" }
    + (2...15).filter { $0 != 12 }.map { "ISO-8859-\($0)" }

  private static func readDecimalMark(_ value: String) throws -> DecimalMark? {
    switch value.lowercased() {
    case "auto": return nil
    case ".": return .point
    case ",": return .comma
    default: return try SettingValue.choice(value, "decimal mark")
    }
  }

  private static func readDelimiter(_ value: String) throws -> Delimiter? {
    switch value.lowercased() {
    case "auto": return nil
    case "comma", ",": return .comma
    case "tab", "\t", "\\t": return .tab
    case "semicolon", ";": return .semicolon
    case "blank", "space", "whitespace", " ": return .whitespace
    default:
      throw InputError.unknown(
        "delimiter", value, among: ["comma", "tab", "semicolon", "blank"])
    }
  }
}

/// The meaning of the weights of rows.
enum WeightType: String, CaseIterable {
  /// Inverse chances of being in the sample.
  case design
  /// Numbers of cases.
  case frequency
}
