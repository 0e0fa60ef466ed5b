internal import Messages
package import ReportRendering

/// What changed between two documents of a study's results.
package struct ResultsComparison: Sendable {
  /// A value that differs.
  package struct Change: Sendable, Hashable {
    /// The step, or `study` for what is of none.
    package var step: String
    /// The value's place in the step's document, such as `parameters[3].est`.
    package var place: String
    /// The values as JSON has them; `nil` where there is none.
    package var before: String?
    package var after: String?
  }

  /// The changes in the order of the later document.
  package let changes: [Change]
  /// The number of values that were compared.
  package private(set) var count = 0

  /// Compares documents.
  ///
  /// - Parameters:
  ///   - before: The earlier one.
  ///   - after: The later one.
  package init(_ before: JSONValue, _ after: JSONValue) {
    let old = Self.values(of: before)
    let new = Self.values(of: after)
    let known = Dictionary(
      old.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    let found = Set(new.map(\.key))
    var changes: [Change] = []
    for value in new where known[value.key] != value.text {
      changes.append(
        Change(
          step: value.key.step, place: value.key.place,
          before: known[value.key], after: value.text))
    }
    for value in old where !found.contains(value.key) {
      changes.append(
        Change(
          step: value.key.step, place: value.key.place, before: value.text,
          after: nil))
    }
    self.changes = changes
    count = new.count
  }

  private struct Key: Hashable {
    var step: String
    var place: String
  }

  private static func values(
    of document: JSONValue
  ) -> [(key: Key, text: String)] {
    guard case .object(let members) = document else { return [] }
    var values: [(key: Key, text: String)] = []
    for (name, value) in members {
      guard name == "steps", case .array(let steps) = value else {
        collect(value, "study", name, &values)
        continue
      }
      for (number, step) in steps.enumerated() {
        var own = "step \(number + 1)"
        if case .object(let members) = step,
          case .string(let name)? = members.first(where: { $0.0 == "step" })?.1
        {
          own = name
        }
        collect(step, own, "", &values)
      }
    }
    return values
  }

  /// The name of a list's element: that of its parameter, path, hypothesis or
  /// variable.
  private static func name(_ element: JSONValue) -> String? {
    guard case .object(let members) = element else { return nil }
    func text(_ name: String) -> String? {
      switch members.first(where: { $0.0 == name })?.1 {
      case .string(let text): text
      case .integer(let number): String(number)
      default: nil
      }
    }
    if let left = text("lhs"), let op = text("op"), let right = text("rhs") {
      let group = text("group").map { " [\($0)]" } ?? ""
      return "\(left) \(op) \(right)\(group)"
    }
    return ["name", "path", "step", "item", "variable"].lazy.compactMap(text)
      .first
  }

  private static func collect(
    _ value: JSONValue, _ step: String, _ place: String,
    _ values: inout [(key: Key, text: String)]
  ) {
    switch value {
    case .object(let members):
      for (name, own) in members {
        collect(own, step, place.isEmpty ? name : place + "." + name, &values)
      }
    case .array(let elements):
      let names = elements.map(name)
      // Names that say which element it is stay the same where others come or go.
      let areNames =
        !names.contains(nil)
        && Set(names.compactMap(\.self)).count == names.count
      for (number, own) in elements.enumerated() {
        let mark = areNames ? names[number] : nil
        collect(own, step, "\(place)[\(mark ?? "\(number + 1)")]", &values)
      }
    default:
      let text = value.text
      values.append((Key(step: step, place: place), String(text.dropLast())))
    }
  }
}
