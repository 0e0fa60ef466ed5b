extension Setting {
  /// The options for a study; the command reads them itself.
  package static let studySettings: [Setting] = [
    Setting(
      "cache", "bool", .truth,
      "Are steps that did not change taken from `.latent-cache`?",
      default: .words("`true`; `false` for check")
    ) { _, _, _ in },
    Setting(
      "overwrite", "bool", .truth,
      "Are documents replaced that Latent did not write, or that were changed "
        + "since?", default: .value("false")
    ) { _, _, _ in },
    Setting(
      "results", "file", .input, "The results that check compares with.",
      default: .words("the study's own `.json`")
    ) { _, _, _ in },
  ]

  /// The options of a file's reading, as text or as a data file.
  package static var readingOptions: [Setting] { readingSettings }

  /// Reads the value of a truth option that a command reads itself.
  ///
  /// - Parameters:
  ///   - name: The option.
  ///   - value: Its value; `nil` where it is not given.
  ///   - usual: What holds then.
  /// - Returns: The value.
  /// - Throws: `InputError` naming the option.
  package static func truth(
    _ name: String, _ value: String?, usual: Bool
  ) throws -> Bool {
    guard let value else { return usual }
    return try InputError.naming(name) { try SettingValue.bool(value) }
  }
}
