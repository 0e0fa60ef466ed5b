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
    for (key, value) in try mapping() {
      let keyText = key.string ?? ""
      var place = range(at: key.mark, length: keyText.utf8.count)
      do {
        let setting = try Setting.named(keyText)
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
          + "front matter.", at: context.mark)
    default:
      failure("The front matter is not YAML: \(error).", at: nil)
    }
  }

  private func failure(_ message: String, at mark: Mark?) -> ModelSyntaxError {
    ModelSyntaxError(
      diagnostics: [
        Diagnostic(
          code: "front-matter.syntax", message: message,
          remedy: "Write one option a line, as `estimator: GLS`.",
          range: range(at: mark, length: 1))
      ], source: source)
  }

  /// The place of a mark, which counts lines and columns from 1.
  private func range(at mark: Mark?, length: Int) -> SourceRange {
    guard let mark else { return frontMatter.range }
    let lines = frontMatter.text.split(
      separator: "\n", omittingEmptySubsequences: false)
    var offset = frontMatter.range.lowerBound
    for line in lines.prefix(mark.line - 1) { offset += line.utf8.count + 1 }
    if mark.line - 1 < lines.count {
      let before = lines[mark.line - 1].unicodeScalars.prefix(mark.column - 1)
      offset += String(before).utf8.count
    }
    let end = frontMatter.range.upperBound
    return SourceRange(min(offset, end), min(offset + length, end))
  }
}
