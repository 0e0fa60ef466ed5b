import Codebooks
import FitSettings
import OrderedMoments

extension Setting {
  /// The options for the estimated correlations, their data and their display.
  static let correlationSettings: [Setting] =
    dataSettings.filter {
      ["data", "codebook", "group", "group-label"].contains($0.name)
    } + ownCorrelationSettings
    + dataSettings.filter {
      ["cluster", "sampling-weights"].contains($0.name)
    }
    + readingSettings + resultOptions(records: "the pairs")

  /// The number that empty cells of ordered variables' tables get.
  static let zeroAdd = Setting(
    "zero-add", "a,b", .text,
    "What an empty cell of two ordered variables' table gets before their "
      + "correlation is estimated: one of 2 x 2, then others.",
    default: .value("0.5,0")
  ) { value, _, settings in
    let numbers = try SettingValue.list(value).map { Double($0) }
    guard let first = numbers.first ?? nil, numbers.count <= 2,
      let second = numbers.last ?? nil,
      min(first, second) >= 0, max(first, second) <= 1
    else {
      throw InputError(
        message: "`\(value)` does not say what empty cells get.",
        help: "Give one number from 0 to 1, or two: `0.5,0`.")
    }
    settings.options.emptyCells.addedToTwoByTwo = first
    settings.options.emptyCells.addedToOthers =
      numbers.count == 1 ? first : second
  }

  /// Whether margins stay.
  static let zeroKeepMargins = truth(
    "zero-keep-margins",
    "Keep the margins of 2 x 2 where an empty cell gets something?",
    default: true
  ) { $1.options.emptyCells.keepsMargins = $0 }

  /// Whether empty cells are warned of.
  static let zeroCellWarn = truth(
    "zero-cell-warn", "Name the tables with empty cells in a warning?",
    default: true
  ) { $1.options.emptyCells.isWarnedOf = $0 }

  /// The option for the columns that are analysed.
  static func analysedColumns(
    _ place: any WritableKeyPath<AnalysisSettings, [String]?> & Sendable,
    default usual: String = "all columns of numbers but the grouping variable"
  ) -> Setting {
    Setting(
      "vars", "x,y", .columns, "The variables.", default: .words(usual)
    ) { value, _, settings in
      settings[keyPath: place] = try SettingValue.list(value).flatMap {
        ItemRange.names($0)
      }
    }
  }

  /// The option for the ordered ones among columns: their names, or whether all
  /// are.
  static func orderedColumns(
    _ meaning: String,
    _ place: any WritableKeyPath<AnalysisSettings, ColumnSelection> & Sendable,
    default usual: String = "none"
  ) -> Setting {
    Setting(
      "ordered", "x,y", .columns, meaning, default: .words(usual)
    ) { value, _, settings in
      if let flag = SettingValue.flag(value) {
        settings[keyPath: place].areAllOrdered = flag
      } else {
        settings[keyPath: place].ordered = try SettingValue.list(value)
      }
    }.takingEveryValue
  }

  private static let ownCorrelationSettings: [Setting] = [
    analysedColumns(\.correlations.selection.variables),
    orderedColumns(
      "Those of them that are ordered, whose values are categories; true: "
        + "all.", \.correlations.selection),
    Setting(
      "missing", "how", .choice(["pairwise", "listwise"]),
      "pairwise: a correlation is of the cases with both values; listwise: "
        + "all are of the cases without missing values.",
      default: .value("pairwise")
    ) { value, _, settings in
      settings.correlations.missing = try SettingValue.choice(
        value, "treatment of missing values")
    },
    zeroAdd, zeroKeepMargins, zeroCellWarn,
    truth("tables", "Print the tables of ordered variables?") {
      $1.correlations.showsTables = $0
    },
  ]
}

/// The columns that an analysis without a model looks at.
package struct ColumnSelection {
  /// The variables; `nil` for all columns of numbers.
  package var variables: [String]?
  /// The ordered variables.
  package var ordered: [String] = []
  /// Whether all variables are ordered; `nil` where nothing is said.
  package var areAllOrdered: Bool?

  /// Whether some variables are ordered by what is said here.
  var namesOrdered: Bool { areAllOrdered ?? !ordered.isEmpty }

  /// The ordered ones among some variables.
  ///
  /// - Parameters:
  ///   - variables: The variables that are analysed.
  ///   - usual: Those that are ordered where nothing is said.
  /// - Returns: All, none, the named ones, or the usual ones.
  package func ordered(among variables: [String], usual: [String] = [])
    -> [String]
  {
    switch areAllOrdered {
    case true?: variables
    case false?: []
    case nil: ordered.isEmpty ? usual : ordered
    }
  }
}

/// The correlations that are estimated.
package struct CorrelationSettings {
  /// The treatments of missing values.
  package enum Missing: String, Sendable, Hashable, CaseIterable {
    /// A correlation is of the cases with both values.
    case pairwise
    /// All correlations are of the cases without missing values.
    case listwise
  }

  /// The variables.
  package var selection = ColumnSelection()
  /// The treatment of missing values.
  package var missing = Missing.pairwise
  /// Whether tables are shown.
  package var showsTables = false
}
