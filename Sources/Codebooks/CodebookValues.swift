internal import ModelSyntax
internal import TableReading
internal import YAMLReading

/// A codebook's values of an item's answers; `nil` where it has none.
struct CodebookValues {
  var scale: ClosedRange<Double>?
  var level: VariableDescription.Level?
  var missing: [VariableDescription.MissingValues]?
  var valueLabels: [VariableDescription.ValueLabel]?

  /// Reads a member.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - node: Its value.
  ///   - reader: Takes what is wrong.
  /// - Returns: Whether the member is one of these.
  mutating func read(
    _ name: String, _ node: YAMLNode, _ reader: inout CodebookReader
  ) -> Bool {
    switch name {
    case "scale":
      let ends = reader.names(of: node).map(\.text)
      scale = Self.scale(ends)
      if scale == nil {
        reader.fail(
          .codebookInvalid, "This is not a scale.",
          remedy: "Write the lowest and the highest answer: `1..7`.",
          at: node.range)
      }
    case "ordered":
      level = reader.truth(node).map { $0 ? .ordinal : .scale }
    case "missing":
      missing = reader.names(of: node).compactMap { name, range in
        guard let value = Self.missing(name) else {
          reader.fail(
            .codebookInvalid, "`\(name)` is not a code of missing values.",
            remedy: "Write a number, such as `-99`, or a range: `97..99`.",
            at: range)
          return nil
        }
        return value
      }
    case "values":
      guard case .members(let members) = node.content else {
        reader.fail(
          .codebookInvalid, "Labels of answers have the answers before them.",
          remedy: "Write `{1: never, 5: always}`.", at: node.range)
        return true
      }
      valueLabels = members.compactMap { key, value in
        guard let answer = reader.text(key), let text = reader.text(value)
        else { return nil }
        return VariableDescription.ValueLabel(
          value: Double(answer).map { .number($0) } ?? .text(answer),
          text: text)
      }
    default: return false
    }
    return true
  }

  /// A scale of its ends: `1..7`, `1-7`, `1 7` or `[1, 7]`.
  static func scale(_ ends: [String]) -> ClosedRange<Double>? {
    let joined = ends.filter { $0 != "to" && $0 != "-" && $0 != ".." }
    let range = joined.count == 1 ? self.range(joined[0]) : nil
    if let range { return range.lowerBound < range.upperBound ? range : nil }
    guard joined.count == 2, let low = number(joined[0]),
      let high = number(joined[1]), low < high
    else { return nil }
    return low...high
  }

  /// A code, or a range of codes.
  static func missing(_ text: String) -> VariableDescription.MissingValues? {
    if let number = number(text) { return .numbers(number...number) }
    if let range = range(text) { return .numbers(range) }
    return text.isEmpty || Double(text) != nil ? nil : .text(text)
  }

  /// A range of numbers with `..` or `-` between; a minus before a number is
  /// its sign.
  private static func range(_ text: String) -> ClosedRange<Double>? {
    if let dots = text.firstRange(of: "..") {
      return ends(text[..<dots.lowerBound], text[dots.upperBound...])
    }
    for index in text.indices.dropFirst() where "-–—~".contains(text[index]) {
      if let range = ends(text[..<index], text[text.index(after: index)...]) {
        return range
      }
    }
    return nil
  }

  private static func ends(
    _ low: Substring, _ high: Substring
  ) -> ClosedRange<Double>? {
    guard let low = number(String(low)), let high = number(String(high)),
      low <= high
    else { return nil }
    return low...high
  }

  private static func number(_ text: String) -> Double? {
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }
}

extension Codebook.Item {
  /// Takes what is said of the item itself.
  mutating func take(_ values: CodebookValues) {
    scale = values.scale ?? scale
    level = values.level ?? level
    missing = values.missing ?? missing
    valueLabels = values.valueLabels ?? valueLabels
  }

  /// Takes what nothing closer to the item says.
  mutating func fill(_ values: CodebookValues) {
    scale = scale ?? values.scale
    level = level ?? values.level
    if missing.isEmpty { missing = values.missing ?? [] }
    if valueLabels.isEmpty { valueLabels = values.valueLabels ?? [] }
  }
}

extension Codebook {
  /// A scale as people write it: `1..7`, `1-7`, `1 7` or `1,7`.
  ///
  /// - Parameter text: The text.
  /// - Returns: The lowest and the highest answer; `nil` for other texts.
  package static func scale(_ text: String) -> ClosedRange<Double>? {
    CodebookValues.scale(
      text.split { $0 == "," || $0 == " " }.map { String($0) })
  }
}

/// The names of labels with their languages.
enum CodebookLabel {
  /// The language of a label's name: empty for `label`, `zh` for `label_zh`;
  /// `nil` for other names.
  static func language(of name: String) -> String? {
    let lowered = name.lowercased()
    if lowered == "label" { return "" }
    for separator in ["_", "-", "."]
    where lowered.hasPrefix("label" + separator) {
      let language = lowered.dropFirst("label".count + 1)
      return language.isEmpty ? nil : String(language)
    }
    return nil
  }
}

/// A range of items' names, such as `tr1..tr3`.
package enum ItemRange {
  /// The names that a text stands for: a range written out, or itself.
  package static func names(_ text: String) -> [String] {
    guard let dots = text.firstRange(of: "..") else { return [text] }
    let first = split(text[..<dots.lowerBound])
    let last = split(text[dots.upperBound...])
    guard first.prefix == last.prefix || last.prefix.isEmpty,
      !first.digits.isEmpty, let low = Int(first.digits),
      let high = Int(last.digits), low <= high, high - low < 1000
    else { return [text] }
    let width = first.digits.hasPrefix("0") ? first.digits.count : 0
    return (low...high).map { number in
      let digits = String(number)
      return first.prefix
        + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }

  /// A name's beginning and the digits at its end.
  static func split(_ name: Substring) -> (prefix: String, digits: String) {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }
    return (
      String(name.dropLast(digits.count)), String(digits.reversed())
    )
  }
}
