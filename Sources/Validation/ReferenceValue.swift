/// A value of a `reference.json`.
enum ReferenceValue: Decodable {
  /// Undefined, or a truth value; neither is compared.
  case none
  /// A number in full precision.
  case number(Double)
  /// Text: a name, or a printed figure.
  case text(String)
  /// A list.
  case list([ReferenceValue])
  /// Named values.
  case members([String: ReferenceValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([ReferenceValue].self) {
      self = .list(list)
    } else if (try? container.decode(Bool.self)) != nil {
      self = .none
    } else {
      self = .members(try container.decode([String: ReferenceValue].self))
    }
  }

  /// The named value, if there is one.
  subscript(name: String) -> ReferenceValue? {
    if case .members(let members) = self { members[name] } else { nil }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  var list: [ReferenceValue]? {
    if case .list(let list) = self { list } else { nil }
  }

  var members: [String: ReferenceValue]? {
    if case .members(let members) = self { members } else { nil }
  }
}
