internal import Codebooks
package import ItemAnalysis
package import Reporting

extension Setting {
  /// The options of a file's reading, as text or as a data file.
  static let readingSettings: [Setting] = dataSettings.filter {
    [
      "missing-codes", "categories", "encoding", "sheet", "delimiter",
      "decimal-mark",
    ].contains($0.name)
  }

  /// The options for items and scales, their data and their display.
  static let itemSettings: [Setting] =
    dataSettings.filter { ["data", "codebook"].contains($0.name) }
    + [
      Setting(
        "scales", "text", .text,
        "The scales without a codebook: `trust=tr1,tr2,tr3; growth=cg1..cg4`.",
        default: .words("the codebook's constructs")
      ) { value, _, settings in
        settings.items.scales = try readScales(value)
      },
      Setting(
        "vars", "x,y", .columns, "Items of no scale.",
        default: .words(
          "the codebook's; without scales all columns of numbers")
      ) { value, _, settings in
        settings.items.selection.variables = try SettingValue.list(value)
      },
      Setting(
        "reversed", "x,y", .columns,
        "Items of which a high answer means little; needs `answers`.",
        default: .words("those that the codebook names")
      ) { value, _, settings in
        settings.items.reversed = try SettingValue.list(value)
      },
      Setting(
        "answers", "1..7", .text,
        "The lowest and the highest answer of items without a codebook.",
        default: .words("those that are given")
      ) { value, _, settings in
        settings.items.answers = try readAnswers(value)
      },
      orderedColumns(
        "Items whose answers are ordered categories; true: all.",
        \.items.selection, default: "those that the codebook calls so"),
      estimationSettings.first { $0.name == "level" },
      Setting(
        "diagonal", "name", .choice(ReportedItems.Diagonal.names),
        "What stands on the diagonal of the scales' correlations: alpha, or "
          + "ave (the square root of the average variance extracted).",
        default: .value("alpha")
      ) { value, _, settings in
        settings.items.diagonal = try SettingValue.choice(value, "diagonal")
      },
      Setting(
        "score", "kind", .choice(ScoreOptions.Kind.allCases.map(\.rawValue)),
        "A scale's score: mean or sum of its items.", default: .value("mean")
      ) { value, _, settings in
        settings.items.scores.kind = try SettingValue.choice(
          value, "kind of score")
      },
      Setting(
        "answered", "share", .text,
        "The share of its items that a case must have answered for a score.",
        default: .value("1")
      ) { value, _, settings in
        guard let share = Double(value), share > 0, share <= 1 else {
          throw InputError(
            message: "`\(value)` is not a share of items.",
            help: "Give a number above 0, at most 1, such as 0.8.")
        }
        settings.items.scores.leastAnswered = share
      },
      Setting(
        "parcels", "n", .text,
        "Parcels of each scale that has twice as many items or more.",
        default: .words("none")
      ) { value, _, settings in
        let count = try SettingValue.whole(value, "number of parcels")
        guard count >= 2 else {
          throw InputError(
            message: "A scale has two parcels or more.",
            help: "Give 3, or leave the option out.")
        }
        settings.items.parcels = count
      },
      Setting(
        "to", "file", .output,
        "A file that the data are written to, as CSV, with scores and parcels."
      ) { value, scope, settings in
        settings.items.conversion = try scope.output(value, .table)
      },
    ].compactMap(\.self) + readingSettings
    + resultOptions(records: "a line an item")

  /// The options of a codebook's draft, check and model.
  static let codebookSettings: [Setting] =
    [
      Setting(
        "action", "name", .choice(CodebookAction.allCases.map(\.rawValue)),
        "new: a first draft for data; check: whether codebook and data agree; "
          + "model: the text of the measurement model."
      ) { value, _, settings in
        settings.codebookAction = try SettingValue.choice(value, "action")
      }
    ] + dataSettings.filter { ["data", "codebook"].contains($0.name) }
    + readingSettings + [outputFile]

  private static func readScales(
    _ value: String
  ) throws -> [(name: String, items: [String])] {
    try value.split(whereSeparator: { $0 == ";" || $0.isNewline })
      .filter { !SettingValue.trimmed($0).isEmpty }.map { part in
        let sides = part.split(
          separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = SettingValue.trimmed(sides[0])
        guard sides.count == 2, !name.isEmpty else {
          throw InputError(
            message: "`\(SettingValue.trimmed(part))` is not a scale.",
            help: "Write `trust=tr1,tr2,tr3`, scales with `;` between.")
        }
        let items = try SettingValue.list(SettingValue.trimmed(sides[1]))
        guard !items.isEmpty else {
          throw InputError(
            message: "The scale `\(name)` has no items.",
            help: "Write `\(name)=x1,x2,x3`.")
        }
        return (name, items)
      }
  }

  private static func readAnswers(_ value: String) throws -> ClosedRange<Double>
  {
    guard let answers = Codebook.scale(value) else {
      throw InputError(
        message: "`\(value)` does not name two answers.",
        help: "Write the lowest and the highest: 1..7.")
    }
    return answers
  }
}

/// The actions on a codebook.
package enum CodebookAction: String, CaseIterable, Sendable {
  /// A first draft for data.
  case new
  /// A check against data.
  case check
  /// The measurement model.
  case model
}

/// The items and scales that are analysed.
package struct ItemSettings {
  /// The scales without a codebook.
  package var scales: [(name: String, items: [String])] = []
  /// Items of no scale, and the ordered ones among all items.
  package var selection = ColumnSelection()
  /// The items that are turned over.
  package var reversed: [String] = []
  /// The ends of all items' scales.
  package var answers: ClosedRange<Double>?
  /// The diagonal of correlations.
  package var diagonal = ReportedItems.Diagonal.alpha
  /// The way from answers to scores.
  package var scores = ScoreOptions()
  /// The number of parcels.
  package var parcels: Int?
  /// The file that the data are written to.
  package var conversion: WrittenFile?
}

extension ReportedItems.Diagonal {
  fileprivate static var names: [String] { allCases.map(\.rawValue) }
}
