internal import Messages
internal import ModelSyntax
internal import TableReading
internal import YAMLReading

extension Study {
  /// The name that readers see in the place of a variable's own, and those of
  /// its values.
  package struct Label: Sendable, Hashable {
    package var variable: PlacedText
    /// The name; empty where the data's is kept.
    package var text = ""
    /// The values with their names; empty where the data's are kept.
    package var values: [Option] = []
  }
}

extension StudyReader {
  /// Reads labels: `stage: Stage`, or `stage: {label: Stage, values: {1: first}}`.
  mutating func readLabels(_ node: YAMLNode) {
    for (key, name, value) in sectionMembers(node, "The section `labels`") {
      var label = Study.Label(variable: PlacedText(name, key.range))
      guard case .members = value.content else {
        label.text = placed(value)?.text ?? ""
        study.labels.append(label)
        continue
      }
      for (own, member, content) in sectionMembers(
        value, "The variable `\(name)`")
      {
        switch member {
        case "label": label.text = placed(content)?.text ?? ""
        case "values": label.values = options(content, "The list of values")
        default:
          refuse(
            member, own.range, among: ["label", "values"], of: "a label")
        }
      }
      study.labels.append(label)
    }
  }
}

extension Study.Label {
  /// Gives a variable of a table its label and those of its values.
  func describe(_ variables: inout [VariableDescription], name: String) {
    let place =
      variables.firstIndex { $0.name == name }
      ?? {
        variables.append(VariableDescription(name: name))
        return variables.count - 1
      }()
    if !text.isEmpty { variables[place].label = text }
    guard !values.isEmpty else { return }
    variables[place].valueLabels = values.map {
      let value = $0.name.text
      return VariableDescription.ValueLabel(
        value: Double(value).map { .number($0) } ?? .text(value),
        text: $0.value)
    }
  }
}
