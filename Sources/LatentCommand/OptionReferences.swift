import RequestSettings

/// References to options and analyses in texts of the library, as people at a
/// terminal know them.
///
/// The library names options by their own names, in backticks, as in
/// `` `missing: fiml` ``, and analyses as in "the analysis `fit`"; the command
/// has flags, and commands.
enum OptionReferences {
  /// The references that a text holds, beside whatever else stands in
  /// backticks there.
  enum Style {
    /// Names of options with a value: other names may be those of variables.
    case valued
    /// Names with a value, or after the word `option`.
    case marked
    /// Names of options of a fit, with or without a value; what a remedy
    /// thinks was meant is data.
    case named
    /// Every name of an option: nothing else stands in backticks.
    case all
    /// Names with a value, of options that front matter cannot hold: a text
    /// about front matter.
    case frontMatter
  }

  /// A text with references as flags, such as `--missing fiml`, and commands,
  /// such as `` `latent fit` ``.
  ///
  /// - Parameters:
  ///   - text: A text of the library.
  ///   - style: The references that the text holds.
  ///   - mark: What stands around a flag.
  /// - Returns: The text; what stands in backticks and is not a reference
  ///   stays.
  static func flags(
    in text: String, _ style: Style, between mark: String = ""
  ) -> String {
    guard text.contains("`") else { return text }
    var result = ""
    // Every second piece stands in backticks.
    for (index, piece) in text.split(
      separator: "`", omittingEmptySubsequences: false
    ).enumerated() {
      if index.isMultiple(of: 2) {
        result += piece
      } else if let article = article(ofAnalysisAfter: result),
        Analysis(rawValue: String(piece)) != nil
      {
        result.removeLast(article.count)
        result += "`latent \(piece)`"
      } else {
        let isData =
          result.hasSuffix("Did you mean ")
          || result.hasSuffix("If not given: ")
        let isMarked = result.hasSuffix("option ")
        let flag = isData ? nil : flag(piece, style, isMarked: isMarked)
        result += flag.map { mark + $0 + mark } ?? "`\(piece)`"
      }
    }
    return result
  }

  private static func article(ofAnalysisAfter text: String) -> String? {
    ["the analysis ", "The analysis "].first(where: text.hasSuffix)
  }

  private static func flag(
    _ reference: Substring, _ style: Style, isMarked: Bool
  ) -> String? {
    let parts = reference.split(separator: ": ", maxSplits: 1)
    guard let name = parts.first.map(String.init) else { return nil }
    let hasValue = parts.count == 2
    let isReference =
      switch style {
      case .valued: hasValue && names.contains(name)
      case .marked: (hasValue || isMarked) && names.contains(name)
      case .named:
        namesOfFits.contains(name) || hasValue && names.contains(name)
      case .all: names.contains(name)
      case .frontMatter: hasValue && Setting.commandOnly.contains(name)
      }
    guard isReference else { return nil }
    guard hasValue else { return "--\(name)" }
    // Shells split values at blanks, and read some characters themselves.
    let isQuoted = parts[1].first == "'" && parts[1].last == "'"
    let needsQuotes =
      !isQuoted && parts[1].contains { " ~=<>|&;()*?$".contains($0) }
    return "--\(name) " + (needsQuotes ? "'\(parts[1])'" : parts[1])
  }

  private static let namesOfFits = Set(Setting.all.map(\.name))
  private static let names = namesOfFits.union(Setting.commandOnly)
    .union(
      (Setting.simulationSettings + Setting.monteCarloSettings
        + Setting.powerSettings + Setting.clusterSettings).map(\.name))
}
