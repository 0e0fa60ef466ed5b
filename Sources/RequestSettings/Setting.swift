import Messages

/// One option: its name, what values it takes and how they are read.
///
/// The command line, front matter, help, shell completion and the manual page
/// are all made from these.
package struct Setting: Sendable {
  /// Reads a value into what is asked for.
  typealias Reading =
    @Sendable (String, SettingScope, inout AnalysisSettings) throws -> Void

  /// The kind of values that an option takes, as far as a shell can offer them.
  package enum ValueKind: Sendable, Hashable {
    /// Text that nothing is known of.
    case text
    /// `true` or `false`.
    case truth
    /// A file that is read, or files with commas between.
    case input
    /// A file that is written.
    case output
    /// One of some names.
    case choice([String])
    /// Some names with commas between.
    case choices([String])
    /// A column of the data.
    case column
    /// Columns of the data with commas between.
    case columns
    /// Variables of the model with commas between.
    case variables
  }

  /// The long name, without dashes.
  package let name: String
  /// The name of a value in help.
  package let placeholder: String
  /// The kind of values.
  package let kind: ValueKind
  /// The meaning of the option, one or two sentences.
  package let meaning: String
  /// The default; `nil` where nothing stands in its place.
  package let usual: Default?
  /// Whether the analysis needs it.
  package var isRequired = false
  /// Whether it takes values that fits do not support.
  var takesEveryValue = false
  /// Whether `NULL` is a value like others.
  var takesNull = false
  private let reading: Reading

  init(
    _ name: String, _ placeholder: String, _ kind: ValueKind,
    _ meaning: String, default usual: Default? = nil,
    reading: @escaping Reading
  ) {
    self.name = name
    self.placeholder = placeholder
    self.kind = kind
    self.meaning = meaning
    self.usual = usual
    self.reading = reading
  }

  /// Reads a value of the option.
  ///
  /// - Parameters:
  ///   - value: The value as it was written.
  ///   - scope: The folder that relative paths start from.
  ///   - settings: What the value is read into.
  /// - Throws: `InputError` for a value that the option cannot have.
  package func apply(
    _ value: String, in scope: SettingScope, to settings: inout AnalysisSettings
  ) throws {
    let value = SettingValue.unquoted(value)
    // What would be without the option.
    if kind.isOfNames, value.lowercased() == "default" { return }
    if isAbsent(value) { return }
    if !takesEveryValue {
      try UnsupportedValues.check(RequestedValue(name, value))
    }
    try reading(value, scope, &settings)
  }

  /// Whether a value is R's `NULL`, which stands for no value; files and codes
  /// of missing values may have that name.
  private func isAbsent(_ value: String) -> Bool {
    value == "NULL" && !kind.isOfFiles && !takesNull
  }

  /// An option with a truth value.
  static func truth(
    _ name: String, _ meaning: String, default usual: Bool = false,
    without: Default? = nil,
    reading: @escaping @Sendable (Bool, inout AnalysisSettings) -> Void
  ) -> Setting {
    Setting(
      name, "bool", .truth, meaning, default: without ?? .value("\(usual)")
    ) { value, _, settings in
      reading(try SettingValue.bool(value), &settings)
    }
  }

  /// An option that takes values that fits do not support.
  var takingEveryValue: Setting {
    var setting = self
    setting.takesEveryValue = true
    return setting
  }

  /// The option with what follows once its value is read.
  func followed(
    by next: @escaping @Sendable (inout AnalysisSettings) -> Void
  ) -> Setting {
    var setting = Setting(name, placeholder, kind, meaning, default: usual) {
      [reading] value, scope, settings in
      try reading(value, scope, &settings)
      next(&settings)
    }
    setting.takesEveryValue = takesEveryValue
    setting.takesNull = takesNull
    setting.isRequired = isRequired
    return setting
  }

  /// An option of which `NULL` is a value like others.
  var takingNull: Setting {
    var setting = self
    setting.takesNull = true
    return setting
  }

  /// An option that is required.
  var required: Setting {
    var setting = self
    setting.isRequired = true
    return setting
  }
}

extension Setting {
  /// The options that front matter may hold: all that say how a model is
  /// fitted and shown.
  package static let all: [Setting] = frontMatterSections.flatMap(\.settings)

  /// The sections of the options that front matter may hold.
  package static let frontMatterSections: [Section] = [
    .data, .model, .estimation, .rotation, .bootstrap, .intervals, .criticism,
    .output,
  ]

  /// The names of the options that say where the sample comes from.
  package static let dataSources: Set<String> = [
    "data", "cov", "nobs", "means", "sds",
  ]

  /// The option of a name in front matter; lavaan's names with dots are
  /// understood too.
  ///
  /// - Throws: `InputError` for other names, with the nearest one.
  static func named(_ name: String) throws -> Setting {
    let dashed = dashed(name)
    if let setting = all.first(where: { $0.name == dashed }) {
      return setting
    }
    // What another analysis has may be lavaan's name of what a fit lacks.
    if let foreign = ForeignOption.named(dashed) { throw foreign.refusal }
    if commandOnly.contains(dashed) {
      throw InputError(
        message: "The option `\(name)` does not stand in front matter.",
        help: "Give it with the analysis instead of in the model file.")
    }
    let known = all.map(\.name)
    if let near = NearestName.find(dashed, in: known) {
      throw InputError(
        message: "Unknown option `\(name)`.",
        help: "Did you mean `\(near)`?")
    }
    throw InputError(
      message: "Unknown option `\(name)`.",
      help: "The options are \(known.joined(separator: ", ")).")
  }

  /// The names of options that only requests have, because they are no
  /// part of a fit or a model file must not decide on them.
  package static let commandOnly = Set(
    Analysis.allCases.flatMap(\.settings).map(\.name)
  ).subtracting(all.map(\.name))

  /// A name with dashes for lavaan's dots.
  static func dashed(_ name: String) -> String {
    String(name.map { $0 == "." || $0 == "_" ? "-" : $0 })
  }

  /// The error about a name that none of some options has: another spelling, an
  /// option of lavaan's, or one of another analysis.
  ///
  /// - Parameters:
  ///   - name: The name, without dashes before it.
  ///   - value: The value, if one stands beside it.
  ///   - known: The options.
  /// - Returns: The error; `nil` for a name that nothing is known of.
  package static func misnamed(
    _ name: String, value: String?, among known: [Setting]
  ) -> InputError? {
    let dashed = dashed(name)
    let plain = dashed.lowercased()
    if let setting = known.first(where: { $0.name == plain }) {
      let isTruth = setting.kind == .truth
      var value = value ?? (isTruth ? "true" : setting.placeholder.uppercased())
      if isTruth { value = value.lowercased() }
      return InputError(
        message: "The option `\(name)` of R is written `\(setting.name)` "
          + "here.", help: "Write `\(setting.name): \(value)`.")
    }
    if let foreign = ForeignOption.named(dashed) { return foreign.refusal }
    let owners = Analysis.allCases.filter { analysis in
      analysis.settings.contains { $0.name == dashed }
    }
    guard let owner = owners.first else { return nil }
    return InputError(
      message: "The option `\(dashed)` belongs to other analyses.",
      help: "Use the analysis `\(owner.rawValue)`, or leave it out.")
  }
}

/// The context in which a value is read: the folder and the limits of paths.
package struct SettingScope: Sendable {
  /// The folder that relative paths start from; `nil` is the current one.
  var folder: String?
  /// Whether paths stand in a model file.
  package var isModelFile = false
  /// The limits of paths in a model file.
  package var confinement: FileConfinement?
  /// Whether files that are read may lie outside of the model file's folder.
  package var allowsOutside = false

  /// Makes a scope.
  package init(folder: String? = nil) {
    self.folder = folder
  }

  /// The path of a file that is read.
  ///
  /// - Parameter path: The path as it was written.
  /// - Returns: The path as the current folder sees it.
  /// - Throws: `InputError` for a path that a model file may not name.
  package func input(_ path: String) throws -> String {
    guard !path.utf8.contains(0) else {
      throw InputError(
        message:
          "`\(path)` is not the name of a file: it holds a null character.",
        help: "Write the path without it.")
    }
    let resolved = resolve(path)
    if isModelFile, !allowsOutside {
      try confinement?.requireReadable(resolved, folder)
    }
    return resolved
  }

  /// A file that is written.
  ///
  /// - Parameters:
  ///   - path: The path as it was written.
  ///   - kind: What is written to it.
  /// - Returns: The file.
  /// - Throws: `InputError` for a file that a model file may not name.
  package func output(
    _ path: String, _ kind: WrittenFile.Kind
  ) throws -> WrittenFile {
    let file = WrittenFile(resolve(path), kind, isNamedByModel: isModelFile)
    if isModelFile, path != "-", let confinement {
      try Self.requireHarmlessName(path, kind)
      try confinement.requireWritable(file, folder)
    }
    return file
  }

  /// A document of a study, which may stand there already.
  ///
  /// - Parameter path: The path as it was written.
  /// - Returns: The file.
  /// - Throws: `InputError` for a name or folder that a study file may not name.
  package func document(_ path: String) throws -> WrittenFile {
    try Self.requireHarmlessName(path, .document)
    let file = WrittenFile(resolve(path), .document, isNamedByModel: true)
    try FileConfinement.requireInside(file.path, folder)
    return file
  }

  /// Refuses names that programs look for, whoever wrote the files.
  private static func requireHarmlessName(
    _ path: String, _ kind: WrittenFile.Kind
  ) throws {
    let parts = path.split(separator: "/")
    let isHidden = parts.contains {
      $0.hasPrefix(".") && $0 != "." && $0 != ".."
    }
    let isKnown = kind.endings.contains { path.lowercased().hasSuffix($0) }
    // Shells expand the ones and take the others for options; build tools
    // look for the last.
    let isPlain =
      !path.contains { "*?[]$`\\|;&<>\"'\n\t".contains($0) }
      && !parts.contains { $0.hasPrefix("-") }
      && !["cmakelists.txt", "package.json", "requirements.txt"]
        .contains(parts.last?.lowercased() ?? "")
    guard isKnown, !isHidden, isPlain,
      TerminalText.line(path) == path
    else {
      throw InputError(
        message: "A model file cannot have `\(path)` written.",
        help: "Names that model files give end in "
          + "\(listing(kind.endings, conjunction: "or")), no part of them "
          + "begins with a dot or a dash, and they mean nothing to shells and "
          + "build tools. Name the file with the analysis instead.")
    }
  }

  /// A path as the current folder sees it.
  package func resolve(_ path: String) -> String {
    guard let folder, !folder.isEmpty, path != "-", !path.hasPrefix("/")
    else { return path }
    let parts = "\(folder)/\(path)".split(separator: "/")
    // `a/../b` is shown as `b`.
    var kept: [Substring] = []
    for part in parts where part != "." {
      if part == "..", let last = kept.last, last != ".." {
        kept.removeLast()
      } else {
        kept.append(part)
      }
    }
    return (folder.hasPrefix("/") ? "/" : "") + kept.joined(separator: "/")
  }
}
