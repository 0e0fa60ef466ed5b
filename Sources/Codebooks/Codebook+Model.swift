internal import ModelSyntax

extension Codebook {
  /// The text of the measurement model: constructs by their items, those of the
  /// second order by their dimensions.
  ///
  /// - Parameter path: The codebook's file, which the text's front matter names
  ///   so that codes of missing values and reversed items are heeded; `nil` to
  ///   leave it out.
  /// - Returns: The text; constructs with one item are left to the reader in a
  ///   comment, and one that is a marker variable is left out.
  public func modelText(codebook path: String? = nil) -> String {
    var options: [String] = ["kind: cfa"]
    if let path { options.append("codebook: \(CodebookText.quoted(path))") }
    let measured = Set(constructs.flatMap(\.items))
    let ordered = orderedItems.filter(measured.contains)
    if path == nil, !ordered.isEmpty {
      options.append(
        "ordered: [\(ordered.map(CodebookText.quoted).joined(separator: ", "))]"
      )
    }
    if let weights {
      options.append(
        "sampling-weights: \(CodebookText.quoted(weights.variable))")
    }
    if let cluster {
      options.append("cluster: \(CodebookText.quoted(cluster.variable))")
    }
    if let group {
      options.append("# group: \(CodebookText.quoted(group.variable))")
    }
    var lines = ["---"] + options + ["---"]
    if !title.isEmpty { lines.append("# \(CodebookText.line(title))") }
    let width = constructs.map { Printed.name($0.name).count }.max() ?? 0
    for construct in constructs where [construct.name] != marker {
      let indicators = construct.items + construct.dimensions
      let name = Printed.name(construct.name)
      let label = CodebookText.line(construct.labels.text())
      let comment = label.isEmpty ? "" : "  # \(label)"
      let padding = String(repeating: " ", count: max(0, width - name.count))
      let formula =
        "\(name)\(padding) =~ "
        + indicators.map(Printed.name).joined(separator: " + ")
      if indicators.count == 1 {
        lines.append(
          "# One indicator alone measures nothing without its error variance:")
        lines.append("# \(formula)\(comment)")
      } else {
        lines += Self.folded(formula, comment)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A formula with its comment, over several lines if it is long.
  private static func folded(_ formula: String, _ comment: String) -> [String] {
    guard formula.count + comment.count > 78 else { return [formula + comment] }
    var lines = comment.isEmpty ? [] : [String(comment.dropFirst(2))]
    var line = ""
    for word in formula.split(separator: " ") {
      if line.count + word.count + 1 > 78, word != "+" {
        lines.append(line)
        line = "   "
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}

/// Texts as they stand in YAML.
enum CodebookText {
  /// A text in one line.
  static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A text as a value: in quotes where it could be read as something else.
  static func quoted(_ text: String) -> String {
    let line = line(text)
    let words = ["true", "false", "null", "yes", "no", "on", "off", "~", ""]
    let isPlain =
      line.first.map { $0.isLetter } == true && line.last != " "
      && !words.contains(line.lowercased()) && !line.contains(": ")
      && !line.contains(" #") && line.last != ":"
      && !line.contains(where: { "[]{},\"'`\\&*!|>%@".contains($0) })
      && line.unicodeScalars.allSatisfy { $0.value >= 0x20 }
    guard !isPlain else { return line }
    var quoted = "\""
    for scalar in line.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + (digits.count == 1 ? "0" : "") + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
