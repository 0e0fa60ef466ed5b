import FactorAnalysis
import FactorRotation
import OrderedMoments
import Reporting

extension Setting {
  /// The options for exploratory factors, their data and their display.
  static let factorSettings: [Setting] =
    dataSettings.filter {
      ["data", "group", "group-label"].contains($0.name)
    } + factorDataSettings + extractionSettings + rotationSettings
    + factorCountSettings
    + bootstrapSettings.filter { $0.name == "seed" } + factorReportSettings
    + dataSettings.filter {
      ["missing-codes", "encoding", "sheet", "delimiter", "decimal-mark"]
        .contains($0.name)
    }
    + plotSettings.filter { $0.name != "plot-of" } + [
      format([.text, .json, .csv], "text, json or csv (the loadings)."),
      outputFile,
    ]

  private static let factorDataSettings: [Setting] = [
    Setting(
      "vars", "x,y", .columns, "The variables.",
      default: .words("all columns of numbers but the grouping variable")
    ) { value, _, settings in
      settings.factors.variables = try SettingValue.list(value)
    },
    Setting(
      "ordered", "x,y", .columns,
      "Those of them that are ordered, whose correlations are polychoric; "
        + "true: all.", default: .words("none")
    ) { value, _, settings in
      if let flag = SettingValue.flag(value) {
        settings.factors.areAllOrdered = flag
      } else {
        settings.factors.ordered = try SettingValue.list(value)
      }
    }.takingEveryValue,
    Setting(
      "missing", "how", .choice(["listwise", "pairwise", "fiml"]),
      "listwise: cases with missing values are left out; pairwise: a "
        + "correlation is of the cases with both values; fiml: correlations by "
        + "maximum likelihood (EM), of continuous variables.",
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
      "extraction", "name", .choice(["ml", "minres", "uls", "pa", "pc"]),
      "ml (maximum likelihood), minres or uls (unweighted least squares), pa "
        + "(principal axes), pc (principal components).",
      default: .words("ml, and uls of ordered variables")
    ) { value, _, settings in
      let names = ["minres": "uls", "paf": "pa", "pca": "pc"]
      let name = value.lowercased()
      settings.factors.extraction = try SettingValue.choice(
        names[name] ?? name, "extraction")
    },
  ]

  private static let rotationSettings: [Setting] = [
    Setting(
      "rotation", "name", .choice(RotationName.allCases.map(\.rawValue)),
      "The rotation's criterion, or none.", default: .value("geomin")
    ) { value, _, settings in
      settings.factors.rotation.name = try RotationName(reading: value)
    }.takingEveryValue,
    truth(
      "orthogonal", "Do factors stay uncorrelated?",
      without: .words("true for criteria that are made for it, else false")
    ) { $1.factors.rotation.isOrthogonal = $0 },
    number(
      "geomin-epsilon", "e", "The number that geomin adds to squared loadings.",
      default: "0.001", in: 1e-8...1
    ) { $1.factors.rotation.parameters.epsilon = $0 },
    number(
      "oblimin-gamma", "g", "γ of oblimin; 0 is quartimin.", default: "0",
      in: -100...1
    ) { $1.factors.rotation.parameters.obliminGamma = $0 },
    number(
      "cf-gamma", "k", "κ of the Crawford-Ferguson family.", default: "0",
      in: 0...1
    ) { $1.factors.rotation.parameters.kappa = $0 },
    number(
      "orthomax-gamma", "g", "γ of orthomax; 0 is quartimax, 1 varimax.",
      default: "1", in: 0...1000
    ) { $1.factors.rotation.parameters.orthomaxGamma = $0 },
    number(
      "promax-kappa", "k", "The power of promax.", default: "4", in: 1...20
    ) { $1.factors.rotation.parameters.power = $0 },
    Setting(
      "simplimax-zeros", "k", .text,
      "The number of small loadings of simplimax.",
      default: .words("the number of variables")
    ) { value, _, settings in
      settings.factors.rotation.parameters.zeros = try SettingValue.whole(
        value, "number of loadings")
    },
    Setting(
      "target", "file", .input,
      "A table with a row a variable and a column a factor, for the rotations "
        + "target (its numbers; empty cells are free) and pst (its zeros)."
    ) { value, scope, settings in
      settings.factors.target = try scope.input(value)
    },
    Setting(
      "row-weights", "name",
      .choice(["none", "kaiser", "cureton-mulaik"]),
      "The weights of rows while they are rotated: none, kaiser or "
        + "cureton-mulaik.",
      default: .words("kaiser for varimax and promax, else none")
    ) { value, _, settings in
      settings.factors.rotation.weights = try SettingValue.choice(
        value.lowercased() == "cureton.mulaik" ? "cureton-mulaik" : value,
        "weight of rows")
    }.takingEveryValue,
    Setting(
      "rotation-starts", "n", .text,
      "The number of random starts of the rotation beside the unrotated "
        + "loadings.", default: .value("30")
    ) { value, _, settings in
      settings.factors.rotation.starts = try SettingValue.whole(
        value, "number of starts", from: 0, to: 100_000)
    },
    Setting(
      "factor-order", "name", .choice(["index", "sumofsquares", "none"]),
      "The order of rotated factors: index (by the mean place of the "
        + "variables that load on them most), sumofsquares or none.",
      default: .value("index")
    ) { value, _, settings in
      settings.factors.rotation.order = try SettingValue.choice(
        value, "order of factors")
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

  /// An option with a number between two.
  private static func number(
    _ name: String, _ placeholder: String, _ meaning: String,
    default usual: String, in range: ClosedRange<Double>,
    reading: @escaping @Sendable (Double, inout AnalysisSettings) -> Void
  ) -> Setting {
    Setting(name, placeholder, .text, meaning, default: .value(usual)) {
      value, _, settings in
      guard let number = Double(value), range.contains(number) else {
        throw InputError(
          message: "`\(value)` is not a value of `\(name)`.",
          help: "Expected a number from \(range.lowerBound) to "
            + "\(range.upperBound).")
      }
      reading(number, &settings)
    }
  }

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
