package import GroupDifferences

extension Setting {
  /// The options for the means of groups, their data and their display.
  static let groupSettings: [Setting] =
    dataSettings.filter { ["data", "codebook"].contains($0.name) }
    + [
      Setting(
        "by", "x,y", .columns,
        "The columns that name groups, one comparison each.",
        default: .words("the codebook's group")
      ) { value, _, settings in
        settings.groups.columns = try SettingValue.list(value)
      },
      itemSettings.first { $0.name == "scales" },
      Setting(
        "vars", "x,y", .columns, "Variables that are compared as they are.",
        default: .words("none; without scales all columns of numbers")
      ) { value, _, settings in
        settings.items.selection.variables = try SettingValue.list(value)
      },
      Setting(
        "categories", "x,y", .columns,
        "Variables with categories, which are counted in each group.",
        default: .words("none")
      ) { value, _, settings in
        settings.groups.categories = try SettingValue.list(value)
      },
      itemSettings.first { $0.name == "reversed" },
      itemSettings.first { $0.name == "answers" },
      itemSettings.first { $0.name == "score" },
      itemSettings.first { $0.name == "answered" },
      Setting(
        "early-late", "share", .text,
        "Compare the first and the last cases, each this share of all: early "
          + "and late respondents.", default: .words("none")
      ) { value, _, settings in
        guard let share = Double(value), share > 0, share <= 0.5 else {
          throw InputError(
            message: "`\(value)` is not a share of early and late cases.",
            help: "Give a number above 0, at most 0.5, such as 0.25.")
        }
        settings.groups.lateShare = share
      },
      Setting(
        "order-by", "x", .columns,
        "The column of numbers or of dates that says who was early, for "
          + "`early-late`; dates begin with the year.",
        default: .words("the order of the rows")
      ) { value, _, settings in
        settings.groups.order = value
      },
      Setting(
        "post-hoc", "name", .choice(PairTest.allCases.map(\.rawValue)),
        "The tests of pairs that letters come from: tukey (Tukey and Kramer) or "
          + "games-howell (for variances that differ).",
        default: .value("games-howell")
      ) { value, _, settings in
        settings.groups.pairTest = try SettingValue.choice(
          value.lowercased(), "test of pairs")
      }.takingEveryValue,
      estimationSettings.first { $0.name == "level" },
    ].compactMap(\.self)
    // Categories are here what is counted.
    + readingSettings.filter { $0.name != "categories" }
    + resultOptions(records: "a line a group")
}

/// The groups whose means are compared.
package struct GroupSettings {
  /// The columns that name groups; `nil` for the codebook's.
  package var columns: [String]?
  /// The variables whose categories are counted.
  package var categories: [String] = []
  /// The share of early and late cases.
  package var lateShare: Double?
  /// The column that says who was early.
  package var order: String?
  /// The tests that letters come from.
  package var pairTest = PairTest.gamesHowell
}
