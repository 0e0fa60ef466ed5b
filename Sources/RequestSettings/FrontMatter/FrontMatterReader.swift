package import ModelSyntax

/// Reads the options that stand in front matter.
package struct FrontMatterReader {
  package let source: SourceText
  package let frontMatter: FrontMatter

  /// The most bytes that front matter may have.
  static let largestSize = 1 << 16

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - source: The model text.
  ///   - frontMatter: Its front matter.
  package init(source: SourceText, frontMatter: FrontMatter) {
    self.source = source
    self.frontMatter = frontMatter
  }

  /// Reads the options into settings; all that is wrong is reported at once.
  ///
  /// - Parameters:
  ///   - scope: What relative paths start from.
  ///   - settings: What the values are read into.
  ///   - isOverridden: Whether the request replaces an option. Its name still
  ///     has to be right.
  /// - Throws: `ModelSyntaxError` with the places.
  package func apply(
    scope: SettingScope, to settings: inout AnalysisSettings,
    unless isOverridden: (Setting) -> Bool
  ) throws {
    var diagnostics: [Diagnostic] = []
    var seen: Set<String> = []
    for entry in try entries() {
      var place = range(entry.nameRange.lowerBound, entry.nameRange.count)
      var isList = false
      do {
        let setting = try Setting.named(entry.name)
        guard seen.insert(setting.name).inserted else {
          throw InputError(
            message: "The option `\(setting.name)` stands twice in the front "
              + "matter.", help: "`\(entry.name)` is another spelling of it.")
        }
        guard let value = entry.value else {
          throw InputError(
            message: "The option `\(entry.name)` has no value.",
            help: "Write `\(entry.name): value`, on one line.")
        }
        place = range(entry.valueStart, value.utf8.count)
        isList = true
        if !isOverridden(setting) {
          try setting.apply(value, in: scope, to: &settings)
        }
      } catch let error as InputError {
        if isList, let item = item(of: entry, in: error.message) {
          place = item
        }
        diagnostics.append(
          Diagnostic(
            code: error.code ?? .frontMatterOption,
            message: error.message,
            remedy: error.help, range: place))
      }
    }
    if !diagnostics.isEmpty {
      throw ModelSyntaxError(
        diagnostics: ModelSyntaxError.limited(diagnostics), source: source)
    }
  }

  /// The place of the element of a list over several lines that a message names
  /// in backticks.
  private func item(
    of entry: FrontMatterParser.Entry, in message: String
  ) -> SourceRange? {
    let pieces = message.split(
      separator: "`", omittingEmptySubsequences: false)
    guard let value = entry.value, value.contains(","), pieces.count > 1,
      value.utf8.count < 2000
    else { return nil }
    let bytes = Array(frontMatter.text.utf8)
    let wanted = Array(pieces[1].utf8)
    var start = entry.valueStart
    // The list ends where an entry begins: at a letter in the first column.
    while start < bytes.count, !wanted.isEmpty {
      let end =
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = Array(bytes[start..<end])
      if let place = line.firstRange(of: wanted) {
        return range(start + place.lowerBound, wanted.count)
      }
      start = end + 1
      guard start < bytes.count,
        [UInt8(ascii: "-"), UInt8(ascii: " ")].contains(bytes[start])
      else { break }
    }
    return nil
  }

  private func entries() throws -> [FrontMatterParser.Entry] {
    do throws(FrontMatterParser.Failure) {
      guard frontMatter.text.utf8.count <= Self.largestSize else {
        throw FrontMatterParser.Failure(
          message: "The front matter has more than "
            + "\(Self.largestSize >> 10) KiB.", offset: 0)
      }
      return try FrontMatterParser.entries(of: frontMatter.text)
    } catch {
      throw ModelSyntaxError(
        diagnostics: [
          Diagnostic(
            code: .frontMatterSyntax, message: error.message,
            remedy: "Write one option a line, as `estimator: GLS`.",
            range: range(error.offset, 1))
        ], source: source)
    }
  }

  /// The place in the source of some bytes of the front matter.
  private func range(_ offset: Int, _ length: Int) -> SourceRange {
    let start = frontMatter.range.lowerBound
    let end = frontMatter.range.upperBound
    return SourceRange(
      min(start + offset, end), min(start + offset + length, end))
  }
}
