package import Messages
package import ModelSyntax

/// What a text of YAML is, for errors about the whole of it.
package struct YAMLSubject: Sendable {
  /// Its name, at the beginning of a sentence.
  package var name: String
  /// The levels that it has, as a sentence.
  package var shape: String
  /// What to write into an empty one.
  package var beginning: String
  /// The code of what is not YAML.
  package var syntax: LatentError.Code

  package init(
    _ name: String, shape: String, beginning: String, syntax: LatentError.Code
  ) {
    self.name = name
    self.shape = shape
    self.beginning = beginning
    self.syntax = syntax
  }
}

/// A reader of a text of YAML: reads values, and collects what is wrong with
/// carets.
package protocol YAMLReader: DiagnosticReporter {
  /// The code of what has no meaning.
  static var invalid: LatentError.Code { get }
  /// What the texts are.
  static var subject: YAMLSubject { get }

  /// Reads the whole.
  mutating func readTop(_ node: YAMLNode)
}

extension YAMLReader {
  package typealias Member = (key: YAMLNode, name: String, value: YAMLNode)

  /// The most bytes that a text may have.
  package static var largestSize: Int { 1 << 20 }

  /// Reads a text.
  ///
  /// - Parameter source: The text.
  /// - Throws: `LatentError` that shows every fault with a caret.
  package mutating func read(_ source: SourceText) throws(LatentError) {
    do throws(ModelSyntaxError) {
      try readTop(root(of: source))
      guard diagnostics.isEmpty else {
        throw ModelSyntaxError(
          diagnostics: ModelSyntaxError.limited(diagnostics), source: source)
      }
    } catch {
      throw LatentError(error)
    }
  }

  private func root(
    of source: SourceText
  ) throws(ModelSyntaxError) -> YAMLNode {
    let subject = Self.subject
    func failure(_ message: String, _ remedy: String) -> ModelSyntaxError {
      ModelSyntaxError(
        diagnostics: [
          Diagnostic(
            code: subject.syntax, message: "\(subject.name) \(message)",
            remedy: remedy, range: nil)
        ], source: source)
    }
    guard source.utf8.count <= Self.largestSize else {
      throw failure(
        "has more than \(Self.largestSize >> 20) MiB.",
        "Is it the right file?")
    }
    let root = try YAMLNode.read(
      source, code: subject.syntax, shape: subject.shape)
    guard let root else { throw failure("is empty.", subject.beginning) }
    return root
  }

  /// Reports what has no meaning.
  package mutating func refuse(
    _ message: String, _ remedy: String = "", at range: SourceRange?
  ) {
    fail(Self.invalid, message, remedy: remedy, at: range)
  }

  /// The members of a part; others than members are an error.
  ///
  /// - Parameters:
  ///   - node: The part.
  ///   - what: The name of the part, at the beginning of a sentence.
  /// - Returns: The members whose names are texts.
  package mutating func members(
    of node: YAMLNode, as what: String
  ) -> [Member]? {
    guard case .members(let members) = node.content else {
      refuse(
        "\(what) has members, each with a name and a colon.",
        "Write `name: value` on lines of their own.", at: node.range)
      return nil
    }
    return members.compactMap { key, value in
      guard case .scalar(let name, _) = key.content else { return nil }
      return (key, name, value)
    }
  }

  /// A text; a list or members are an error.
  package mutating func text(_ node: YAMLNode) -> String? {
    guard case .scalar(let text, _) = node.content else {
      refuse(
        "One text belongs here.",
        "Put a text with special characters in quotes.", at: node.range)
      return nil
    }
    return text
  }

  /// A truth value.
  package mutating func truth(_ node: YAMLNode) -> Bool? {
    guard let text = text(node) else { return nil }
    guard let flag = YAMLTruth.value(of: text) else {
      refuse("`\(text)` is neither `true` nor `false`.", at: node.range)
      return nil
    }
    return flag
  }

  /// The elements of a list, or those of a text with commas or blanks between.
  package mutating func names(
    of node: YAMLNode
  ) -> [(text: String, range: SourceRange)] {
    switch node.content {
    case .scalar(let text, _):
      return text.split { $0 == "," || $0.isWhitespace }
        .map { (String($0), node.range) }
    case .list(let elements):
      return elements.compactMap { element in
        text(element).map { ($0, element.range) }
      }
    case .members:
      refuse(
        "A list of names belongs here.", "Write `[a, b, c]`.", at: node.range)
      return []
    }
  }

  /// Reports a member that a part does not have.
  package mutating func refuse(
    _ name: String, _ range: SourceRange, among known: [String],
    of what: String
  ) {
    refuse(
      "`\(name)` is not a part of \(what).", suggestion(name, known), at: range)
  }

  /// The nearest name, as long as errors are shown; else all names.
  package func suggestion(_ name: String, _ known: [String]) -> String {
    guard diagnostics.count < ModelSyntaxError.diagnosticLimit else {
      return ""
    }
    let all = "Expected \(listing(known, conjunction: "or", limit: 12))."
    return NearestName.find(name, in: known).map { "Did you mean `\($0)`?" }
      ?? all
  }
}

/// Truth values as people write them.
package enum YAMLTruth {
  /// The value of a text; `nil` for other texts.
  package static func value(of text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "y", "1", "x": true
    case "false", "no", "n", "0", "": false
    default: nil
    }
  }
}
