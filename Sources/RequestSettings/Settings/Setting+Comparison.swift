extension Setting {
  /// The comparison of models.
  static let comparisonSettings: [Setting] = [
    Setting(
      "method", "name",
      .choice([
        "default", "satorra.bentler.2001", "satorra.bentler.2010",
        "satorra.2000", "standard",
      ]),
      "Difference tests of scaled statistics: default, satorra.bentler.2001, "
        + "satorra.bentler.2010, satorra.2000 or standard.",
      default: .words("by the models' tests")
    ) { value, _, settings in
      settings.differenceMethod = try SettingValue.choice(value, "method")
    }
  ]
}
