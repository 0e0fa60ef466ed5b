import Publication

extension Setting {
  /// The options for tables and sentences of publications.
  static let publicationSettings: [Setting] = [
    Setting(
      "style", "name",
      .choice(PublicationStyle.Conventions.allCases.map(\.rawValue)),
      "Tables and sentences for publications: apa (APA 7) or thesis (Chinese "
        + "theses).",
      default: .words("the usual report")
    ) { value, _, settings in
      settings.output.conventions = try SettingValue.choice(value, "style")
    },
    Setting(
      "chapter", "n", .text,
      "The chapter that the numbers of these tables begin with: 5 for Table "
        + "5-1.",
      default: .words("numbers without a chapter")
    ) { value, _, settings in
      settings.output.chapter = try SettingValue.whole(
        value, "number of a chapter", to: 999)
    },
  ]
}
