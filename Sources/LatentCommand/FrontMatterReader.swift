import Latent
import Yams

/// Reads the options that stand in front matter.
struct FrontMatterReader {
  let source: SourceText
  let frontMatter: FrontMatter

  /// Reads the options into a request; all that is wrong is reported at once.
  ///
  /// - Parameters:
  ///   - scope: What relative paths start from.
  ///   - request: What the values are read into.
  ///   - isOverridden: Whether the command line replaces an option. Its name
  ///     still has to be right.
  /// - Throws: `ModelSyntaxError` with the places.
  func apply(
    scope: Setting.Scope, to request: inout FitRequest,
    unless isOverridden: (Setting) -> Bool
  ) throws {
    var diagnostics: [Diagnostic] = []
    var seen: Set<String> = []
    for (key, value) in try mapping() {
      let keyText = key.string ?? ""
      var place = range(at: key.mark, length: keyText.utf8.count)
      do {
        let setting = try Setting.named(keyText)
        guard seen.insert(setting.name).inserted else {
          throw InputError(
            message: "The option `\(setting.name)` stands twice in the front "
              + "matter.", help: "`\(keyText)` is another spelling of it.")
        }
        let text = try Self.text(of: value, for: keyText)
        place = range(at: value.mark, length: text.utf8.count)
        if !isOverridden(setting) { try setting.apply(text, scope, &request) }
      } catch let error as InputError {
        diagnostics.append(
          Diagnostic(
            code: "front-matter.option", message: error.message,
            remedy: error.help, range: place))
      }
    }
    if !diagnostics.isEmpty {
      throw ModelSyntaxError(diagnostics: diagnostics, source: source)
    }
  }

  private func mapping() throws -> [(key: Node, value: Node)] {
    let node: Node?
    do {
      node = try Yams.compose(yaml: frontMatter.text)
    } catch let error as YamlError {
      throw failure(error)
    }
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      throw failure(
        "The front matter is no list of options.", at: node.mark)
    }
    return mapping.map { ($0.key, $0.value) }
  }

  /// A value as the command line would write it.
  private static func text(of node: Node, for key: String) throws -> String {
    switch node {
    case .scalar(let scalar) where !scalar.string.isEmpty:
      return scalar.string
    case .sequence(let sequence):
      let items = sequence.compactMap { $0.scalar?.string }
      if items.count == sequence.count, !items.isEmpty {
        return items.joined(separator: ",")
      }
    default: break
    }
    throw InputError(
      message: "The option `\(key)` has no value.",
      help: "Write `\(key): value`, on one line.")
  }

  private func failure(_ error: YamlError) -> ModelSyntaxError {
    switch error {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      failure("The front matter is not YAML: \(problem).", at: mark)
    case .duplicatedKeysInMapping(let keys, let context):
      failure(
        "The option `\(keys.first ?? "")` stands twice in the "
          + "front matter.",
        line: secondLine(of: keys.first ?? "") ?? context.mark.line)
    default:
      failure("The front matter is not YAML: \(error).", at: nil)
    }
  }

  private func failure(_ message: String, at mark: Mark?) -> ModelSyntaxError {
    failure(message, line: mark?.line, column: mark?.column ?? 1)
  }

  private func failure(
    _ message: String, line: Int?, column: Int = 1
  ) -> ModelSyntaxError {
    ModelSyntaxError(
      diagnostics: [
        Diagnostic(
          code: "front-matter.syntax", message: message,
          remedy: "Write one option a line, as `estimator: GLS`.",
          range: range(line: line, column: column, length: 1))
      ], source: source)
  }

  /// The lines, split at line feeds: to a `Character`, a carriage return
  /// with a line feed is something else.
  private var lines: [String] {
    frontMatter.text.utf8
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The line, from 1, that a key opens for the second time.
  private func secondLine(of key: String) -> Int? {
    let places = lines.indices.filter { index in
      let line = lines[index].drop { $0 == " " }
      return line.hasPrefix(key)
        && line.dropFirst(key.count).drop { $0 == " " }.first == ":"
    }
    return places.count > 1 ? places[1] + 1 : nil
  }

  /// The place of a mark, which counts lines and columns from 1.
  private func range(at mark: Mark?, length: Int) -> SourceRange {
    range(line: mark?.line, column: mark?.column ?? 1, length: length)
  }

  private func range(line: Int?, column: Int, length: Int) -> SourceRange {
    guard let line else { return frontMatter.range }
    let lines = self.lines
    var offset = frontMatter.range.lowerBound
    for line in lines.prefix(line - 1) { offset += line.utf8.count + 1 }
    if line - 1 < lines.count {
      let before = lines[line - 1].unicodeScalars.prefix(column - 1)
      offset += String(before).utf8.count
    }
    let end = frontMatter.range.upperBound
    return SourceRange(min(offset, end), min(offset + length, end))
  }
}
