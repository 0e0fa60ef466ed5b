import Messages
internal import ModelFit
import ModelSyntax
import Plots
internal import Specification

/// The texts of a diagram's arrows.
struct DiagramText {
  let options: DiagramOptions

  /// Whether a parameter's arrow is dashed.
  func isDashed(_ estimate: ParameterEstimate?) -> Bool {
    guard let level = options.significance, let p = estimate?.pValue,
      estimate?.isFree == true
    else { return false }
    return p >= level
  }

  /// The lines of an arrow's label.
  ///
  /// - Parameters:
  ///   - row: The parameter.
  ///   - estimate: Its result; `nil` without data.
  /// - Returns: The lines; none where there is nothing to say.
  func lines(_ row: ParameterRow, _ estimate: ParameterEstimate?) -> [String] {
    guard let estimate else { return modelLines(row) }
    var lines: [String] = []
    if options.values.contains(.label), !row.label.isEmpty {
      lines.append(row.label)
    }
    var main: [String] = []
    if options.values.contains(.b) { main.append(number(estimate.estimate)) }
    if options.values.contains(.beta) {
      let value = estimate.standardizedAll?.estimate
      main.append(value.map(number) ?? "\u{2013}")
    }
    if options.values.contains(.stars), !main.isEmpty {
      main[0] += Self.stars(estimate)
    }
    if main.count == 2 {
      lines.append("\(main[0]) / \(main[1])")
    } else {
      lines += main
    }
    if options.values.contains(.se), let error = estimate.standardError {
      lines.append("(\(number(error)))")
    }
    if options.values.contains(.p), let p = estimate.pValue, estimate.isFree {
      let text = NumberStyle.probability.text(p)
      lines.append(
        text.hasPrefix("<") ? "p < \(text.dropFirst())" : "p = \(text)")
    }
    return lines
  }

  /// The line of a number that belongs to one node.
  ///
  /// Neither its error nor stars stand there: that a residual variance differs
  /// from zero says nothing.
  ///
  /// - Parameters:
  ///   - row: The parameter.
  ///   - estimate: Its result; `nil` without data.
  /// - Returns: The line; none where there is nothing to say.
  func value(_ row: ParameterRow, _ estimate: ParameterEstimate?) -> [String] {
    guard let estimate else { return modelLines(row) }
    if options.values.contains(.b) { return [number(estimate.estimate)] }
    if options.values.contains(.beta) {
      return [
        estimate.standardizedAll.map { number($0.estimate) } ?? "\u{2013}"
      ]
    }
    return options.values.contains(.label) && !row.label.isEmpty
      ? [row.label] : []
  }

  /// What a model without data says of a parameter.
  private func modelLines(_ row: ParameterRow) -> [String] {
    if !row.label.isEmpty { return [row.label] }
    if !row.isFree, let value = row.fixedValue { return [short(value)] }
    return []
  }

  /// A number with the decimals that options ask for.
  func number(_ value: Double) -> String {
    guard value.isFinite else { return "\u{2013}" }
    return NumberStyle.withMinus(NumberStyle.fixed(value, options.decimals))
  }

  /// A fixed value as people write it.
  private func short(_ value: Double) -> String {
    var text = NumberStyle.fixed(value, 3)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return NumberStyle.withMinus(text)
  }

  private static func stars(_ estimate: ParameterEstimate) -> String {
    guard estimate.isFree, let p = estimate.pValue else { return "" }
    return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : ""
  }

  /// R² of a node.
  func rSquared(_ value: Double) -> String {
    "R² = "
      + NumberStyle.withMinus(
        NumberStyle.withoutLeadingZero(
          NumberStyle.fixed(value, options.decimals)))
  }

  // MARK: Names

  /// A name in lines short enough for a node.
  static func wrapped(_ name: String, to width: Double) -> [String] {
    let shown = name.replacing(":", with: " × ")
    guard TextMetrics.width(shown, size: DiagramSizes.type) > width else {
      return [shown]
    }
    // Names break behind underscores, dots and blanks, Chinese anywhere.
    var lines = [""]
    for part in parts(shown) {
      let joined = lines[lines.count - 1] + part
      if TextMetrics.width(joined, size: DiagramSizes.type) <= width
        || lines[lines.count - 1].isEmpty
      {
        lines[lines.count - 1] = joined
      } else {
        lines.append(part)
      }
    }
    return lines.map { line in
      var line = line
      while line.hasSuffix(" ") { line.removeLast() }
      while line.hasPrefix(" ") { line.removeFirst() }
      return line
    }.filter { !$0.isEmpty }
  }

  private static func parts(_ name: String) -> [String] {
    var parts: [String] = []
    var part = ""
    for character in name {
      if DisplayWidth.of(character) == 2 {
        if !part.isEmpty { parts.append(part) }
        parts.append(String(character))
        part = ""
        continue
      }
      part.append(character)
      if "_. -".contains(character) {
        parts.append(part)
        part = ""
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }
}

/// Sizes of type and nodes, points at the natural size.
enum DiagramSizes {
  /// The names and labels.
  static let type = 9.0
  /// R² and notes.
  static let smallType = 8.0
  /// From line to line.
  static let leading = 11.0
  /// The margin around the drawing.
  static let margin = 8.0
}

extension DiagramText {
  /// A level of significance as print has it.
  static func level(_ value: Double) -> String {
    var text = NumberStyle.fixed(value, 4)
    while text.hasSuffix("0") { text.removeLast() }
    return NumberStyle.withoutLeadingZero(text)
  }
}
