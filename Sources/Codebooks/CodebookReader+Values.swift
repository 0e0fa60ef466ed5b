internal import Messages
internal import ModelSyntax

/// Values of members: texts, truth values, lists of names, labels, roles.
extension CodebookReader {
  typealias Member = (
    key: CodebookNode, name: String, value: CodebookNode
  )

  mutating func members(
    of node: CodebookNode, as what: String
  ) -> [Member]? {
    guard case .members(let members) = node.content else {
      fail(
        .codebookInvalid, "\(what) has members, each with a name and a colon.",
        remedy: "Write `name: value` on lines of their own.", at: node.range)
      return nil
    }
    return members.compactMap { key, value in
      guard case .scalar(let name, _) = key.content else { return nil }
      return (key, name, value)
    }
  }

  mutating func readLabel(
    _ name: String, _ node: CodebookNode, _ labels: inout Codebook.Labels
  ) -> Bool {
    guard let language = CodebookLabel.language(of: name) else { return false }
    if language.isEmpty, case .members(let members) = node.content {
      for (key, value) in members {
        guard case .scalar(let own, _) = key.content,
          let text = text(value), !text.isEmpty
        else { continue }
        labels[own] = text
      }
    } else if let text = text(node), !text.isEmpty {
      labels[language] = text
    }
    return true
  }

  mutating func role(_ node: CodebookNode) -> Codebook.Role? {
    guard let name = text(node), !name.isEmpty else { return nil }
    requireUsable(name, node.range)
    var role = Codebook.Role(variable: name)
    role.range = node.range
    return role
  }

  /// A text; a list or members are an error.
  mutating func text(_ node: CodebookNode) -> String? {
    guard case .scalar(let text, _) = node.content else {
      fail(
        .codebookInvalid, "One text belongs here.",
        remedy: "Put a text with special characters in quotes.",
        at: node.range)
      return nil
    }
    return text
  }

  /// A truth value.
  mutating func truth(_ node: CodebookNode) -> Bool? {
    guard let text = text(node) else { return nil }
    guard let flag = CodebookValues.truth(text) else {
      fail(
        .codebookInvalid, "`\(text)` is neither `true` nor `false`.",
        at: node.range)
      return nil
    }
    return flag
  }

  /// The elements of a list, or those of a text with commas or blanks between.
  mutating func names(
    of node: CodebookNode
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
      fail(
        .codebookInvalid, "A list of names belongs here.",
        remedy: "Write `[a, b, c]`.", at: node.range)
      return []
    }
  }

  mutating func refuse(
    _ name: String, _ range: SourceRange, among known: [String],
    of what: String
  ) {
    fail(
      .codebookInvalid, "`\(name)` is not a part of \(what).",
      remedy: suggestion(name, known), at: range)
  }

  /// The nearest name, as long as errors are shown; else all names.
  func suggestion(_ name: String, _ known: [String]) -> String {
    guard diagnostics.count < ModelSyntaxError.diagnosticLimit else {
      return ""
    }
    let all = "Expected \(listing(known, conjunction: "or", limit: 12))."
    return NearestName.find(name, in: known).map { "Did you mean `\($0)`?" }
      ?? all
  }
}
