import Latent
import Yams

/// Reads front matter as settings with their places.
struct FrontMatterReader {
  /// A setting, its value, and where the value stands.
  struct Entry {
    var setting: Setting
    var value: String
    var range: SourceRange
  }

  let source: SourceText
  let frontMatter: FrontMatter

  /// The settings in their order.
  ///
  /// - Throws: `ModelSyntaxError` with everything that is wrong.
  func entries() throws -> [Entry] {
    var entries: [Entry] = []
    var diagnostics: [Diagnostic] = []
    for (key, value) in try mapping() {
      let keyText = key.string ?? ""
      let keyRange = range(at: key.mark, length: keyText.utf8.count)
      do {
        let setting = try Setting.named(keyText)
        let text = try Self.text(of: value, for: keyText)
        entries.append(
          Entry(
            setting: setting, value: text,
            range: range(at: value.mark, length: text.utf8.count)))
      } catch let error as InputError {
        diagnostics.append(
          Diagnostic(
            code: "front-matter.option", message: error.message,
            remedy: error.help, range: keyRange))
      }
    }
    if !diagnostics.isEmpty {
      throw ModelSyntaxError(diagnostics: diagnostics, source: source)
    }
    return entries
  }

  /// Reads entries into a request; every value that is wrong is reported.
  func apply(
    _ entries: [Entry], scope: Setting.Scope, to request: inout FitRequest
  ) throws {
    var diagnostics: [Diagnostic] = []
    for entry in entries {
      do {
        try entry.setting.apply(entry.value, scope, &request)
      } catch let error as InputError {
        diagnostics.append(
          Diagnostic(
            code: "front-matter.value", message: error.message,
            remedy: error.help, range: entry.range))
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
