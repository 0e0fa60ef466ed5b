/// The library names options by their own names, in backticks, as in
/// `` `missing: fiml` ``; people at a terminal know them as flags.
package enum OptionReferences {
  /// A text with references to options as flags, such as `--missing fiml`.
  ///
  /// - Parameters:
  ///   - text: A text of the library.
  ///   - isOfFrontMatter: Whether the text is about front matter, where only
  ///     options that it cannot hold are flags.
  ///   - needsValue: Whether names without a value stay, as in texts where
  ///     variables stand in backticks.
  /// - Returns: The text; what stands in backticks and is no option stays.
  package static func flags(
    in text: String, ofFrontMatter isOfFrontMatter: Bool = false,
    needsValue: Bool = false
  ) -> String {
    var result = ""
    // Every second piece stands in backticks.
    for (index, piece) in text.split(
      separator: "`", omittingEmptySubsequences: false
    ).enumerated() {
      if index.isMultiple(of: 2) {
        result += piece
      } else {
        result += flag(piece, isOfFrontMatter, needsValue) ?? "`\(piece)`"
      }
    }
    return result
  }

  private static func flag(
    _ reference: Substring, _ isOfFrontMatter: Bool, _ needsValue: Bool
  ) -> String? {
    let parts = reference.split(separator: ": ", maxSplits: 1)
    guard let name = parts.first.map(String.init) else { return nil }
    // A variable may have the name of an option, but not with a value.
    let isOption =
      isOfFrontMatter
      ? parts.count == 2 && Setting.commandOnly.contains(name)
      : names.contains(name) && (parts.count == 2 || !needsValue)
    guard isOption else { return nil }
    return parts.count == 2 ? "--\(name) \(parts[1])" : "--\(name)"
  }

  private static let names = Set(Setting.all.map(\.name))
}
