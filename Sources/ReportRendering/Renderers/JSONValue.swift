/// A JSON value whose objects keep their order.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; written as `null` if it is not finite.
  case number(Double)
  /// Text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members in their order.
  case object([(String, JSONValue)])

  /// A number, or `null` without one.
  public static func optional(_ value: Double?) -> JSONValue {
    value.map { .number($0) } ?? .null
  }

  /// The text of the value: doubles in the shortest form that reads back to
  /// the same value; what holds only plain values on one line.
  public var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      Self.writeList(
        values, brackets: ("[", "]"), isFlat: values.allSatisfy(\.isPlain),
        to: &text, indent: indent
      ) { value, text in value.write(to: &text, indent: indent + 1) }
    case .object(let members):
      Self.writeList(
        members, brackets: ("{", "}"),
        isFlat: members.allSatisfy { $0.1.isPlain } && indent > 0,
        to: &text, indent: indent
      ) { member, text in
        Self.write(member.0, to: &text)
        text += ": "
        member.1.write(to: &text, indent: indent + 1)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], brackets: (String, String), isFlat: Bool,
    to text: inout String, indent: Int,
    element write: (Element, inout String) -> Void
  ) {
    text += brackets.0
    let blank = String(repeating: "  ", count: indent)
    for (index, element) in elements.enumerated() {
      if index > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += "\n\(blank)  " }
      write(element, &text)
    }
    if !isFlat, !elements.isEmpty { text += "\n\(blank)" }
    text += brackets.1
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    let isPlain = string.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      text += string
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count)
        text += digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether two values are the same, members in the same order.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0 == $1 }
    default: false
    }
  }

  /// Feeds the value's text to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

extension JSONValue: Encodable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Encodes the value; numbers that are not finite as `null`.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in members {
        try container.encode(value, forKey: Key(stringValue: name))
      }
    case .array(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let value): try container.encode(value)
      case .integer(let value): try container.encode(value)
      case .number(let value) where value.isFinite:
        try container.encode(value)
      case .string(let value): try container.encode(value)
      default: try container.encodeNil()
      }
    }
  }
}
