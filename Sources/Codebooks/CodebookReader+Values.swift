internal import YAMLReading

/// Values of members: labels and roles.
extension CodebookReader {
  mutating func readLabel(
    _ name: String, _ node: YAMLNode, _ labels: inout Codebook.Labels
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

  mutating func role(_ node: YAMLNode) -> Codebook.Role? {
    guard let name = text(node), !name.isEmpty else { return nil }
    requireUsable(name, node.range)
    var role = Codebook.Role(variable: name)
    role.range = node.range
    return role
  }
}
