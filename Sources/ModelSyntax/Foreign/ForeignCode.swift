internal import Messages

/// Code of R or Python around a model, and what surrounds models in documents.
extension ForeignSyntax {
  private static let quotes: [Character: Character] = [
    "'": "'", "\"": "\"", "\u{201C}": "\u{201D}", "\u{2018}": "\u{2019}",
    "\u{201E}": "\u{201C}", "\u{AB}": "\u{BB}", "\u{201D}": "\u{201D}",
    "\u{2019}": "\u{2019}",
  ]

  /// Functions whose value people give a name with `=`.
  private static let functions: Set<String> = [
    "cfa", "sem", "growth", "lavaan", "efa", "paste", "paste0", "list",
    "bsem", "bcfa", "blavaan", "mxModel", "mxPath", "readLines", "read.csv",
    "read.table", "Model", "semopy.Model", "ModelMeans", "specifyModel",
    "specifyEquations", "summary", "data.frame", "semTools", "pd.read_csv",
    "c",
  ]

  /// Recognizes code around a model in a line with an error.
  func codeAroundModel() -> Diagnostic? {
    for line in lines {
      if let found = fence(line) ?? output(line) ?? comment(line)
        ?? prompt(line) ?? python(line) ?? pipe(line) ?? r(line)
      {
        return found
      }
    }
    return nil
  }

  private func fence(_ line: Line) -> Diagnostic? {
    guard line.text.hasPrefix("```") || line.text.hasPrefix("~~~") else {
      return nil
    }
    return diagnostic(
      .syntaxDocument, "This is a piece of a document, not a model alone.",
      remedy: "Delete the lines with `` ``` ``; the formulas between them are "
        + "the model.", at: line.range)
  }

  /// The printed results of a fit: titles of their parts, or the head of a
  /// table of parameters.
  private func output(_ line: Line) -> Diagnostic? {
    let titles = [
      "Latent Variables:", "Regressions:", "Covariances:", "Variances:",
      "Intercepts:", "Thresholds:", "Defined Parameters:", "Scales y*:",
    ]
    let words = Self.words(line.text)
    let isTable = ["lhs", "op", "rhs"].allSatisfy(words.contains)
    let isHead = words.contains("Estimate") && words.contains("Std.Err")
    guard titles.contains(line.text) || isTable || isHead else { return nil }
    return diagnostic(
      .syntaxDocument, "These are printed results, not a model.",
      remedy: "Write the model's formulas, such as `f =~ x1 + x2 + x3`.",
      at: line.range)
  }

  private func comment(_ line: Line) -> Diagnostic? {
    let marks = ["///", "//", "/*", "*/", "<!--"]
    guard
      let mark = marks.first(where: line.text.hasPrefix)
        ?? (line.text.hasSuffix("///") ? "///" : nil)
    else { return nil }
    return diagnostic(
      .syntaxDocument,
      "`\(mark)` is not understood.",
      remedy: "A comment begins with `#`, and a formula goes on in the next "
        + "line where it ends with an operator.", at: line.range)
  }

  /// `model %>% sem(data = d)`, and `fit$x`.
  private func pipe(_ line: Line) -> Diagnostic? {
    let name = line.text.prefix {
      $0.isLetter || $0.isNumber || $0 == "." || $0 == "_"
    }
    let isPart =
      !name.isEmpty && line.text[name.endIndex...].hasPrefix("$")
      && !line.text.contains("~")
    guard isPart || line.text.contains("%>%") else { return nil }
    return diagnostic(
      .syntaxRCode, "This is R code around a model, not a model.",
      remedy: remedy(from: line.start), at: line.range)
  }

  private func prompt(_ line: Line) -> Diagnostic? {
    guard line.text.hasPrefix(">"), !line.text.hasPrefix(">=") else {
      return nil
    }
    let rest = line.text.drop { $0 == ">" || $0.isWhitespace }
    let isModel = rest.contains("~") && quotedText(rest) == nil
    return diagnostic(
      .syntaxRCode, "`>` at the beginning of a line is the prompt of R.",
      remedy: isModel
        ? "Write the line without it: `\(rest)`." : remedy(from: line.start),
      at: SourceRange(line.start, line.start + 1))
  }

  private func python(_ line: Line) -> Diagnostic? {
    let words = line.text.split(separator: " ")
    let isImport =
      words.count > 1
      && (words[0] == "import"
        || words[0] == "from" && words.contains("import"))
    guard
      isImport || line.text.contains("\"\"\"") || line.text.contains("'''")
        || line.text.contains("semopy")
    else { return nil }
    return diagnostic(
      .syntaxPythonCode, "This is Python code around a model, not a model.",
      remedy: remedy(from: line.start), at: line.range)
  }

  private func r(_ line: Line) -> Diagnostic? {
    let text = line.text
    guard let first = text.first else { return nil }
    if Self.quotes[first] != nil {
      // `"label"*x` is merely misplaced.
      guard !isLabel(text) else { return nil }
      return rCode(line, upTo: text.index(after: text.startIndex))
    }
    let name = text.prefix {
      !$0.isWhitespace && !"<=(\"'`-".contains($0)
    }
    if text.hasPrefix("`") { return nil }
    let rest = text[name.endIndex...].drop(while: \.isWhitespace)
    guard !name.isEmpty else { return nil }
    // Calls are known from the error that the parser gave.
    if rest.hasPrefix("("), line.code == .syntaxRCode {
      return diagnostic(
        .syntaxRCode, "This is a call of a function, not part of a model.",
        remedy: remedy(from: line.start), at: line.range)
    }
    for assignment in ["<<-", "<-", "="] where rest.hasPrefix(assignment) {
      let value = rest.dropFirst(assignment.count).drop(while: \.isWhitespace)
      if let quote = value.first, Self.quotes[quote] != nil {
        return rCode(line, upTo: value.index(after: value.startIndex))
      }
      // R's raw strings: `r"(…)"`.
      if let prefix = value.first, prefix == "r" || prefix == "R",
        let quote = value.dropFirst().first, Self.quotes[quote] == quote
      {
        return rCode(line, upTo: value.index(after: value.startIndex))
      }
      let function = value.prefix {
        $0.isLetter || $0.isNumber || ".:_".contains($0)
      }
      let called = value[function.endIndex...].drop(while: \.isWhitespace)
      let isPython = ["Model", "semopy.Model", "ModelMeans", "pd.read_csv"]
        .contains(String(function))
      if called.hasPrefix("("), assignment == "=", isPython {
        return diagnostic(
          .syntaxPythonCode, "This is Python code around a model, not a model.",
          remedy: remedy(from: line.start), at: line.range)
      }
      if called.hasPrefix("("), Self.isName(function.prefix(1)),
        assignment != "=" || Self.functions.contains(String(function))
      {
        return rCode(line, upTo: called.startIndex)
      }
      if assignment != "=", value.contains("~") {
        return diagnostic(
          .syntaxRCode, "`\(assignment)` assigns in R; a model has no name.",
          remedy: "Write the formula alone: `\(value)`.",
          at: line.range(of: name.startIndex..<value.startIndex))
      }
      return nil
    }
    return nil
  }

  private func rCode(_ line: Line, upTo end: String.Index) -> Diagnostic {
    diagnostic(
      .syntaxRCode, "This is R code around a model, not a model.",
      remedy: remedy(from: line.start),
      at: line.range(of: line.text.startIndex..<end))
  }

  /// The remedy that names the formula to keep of the text from an offset on.
  private func remedy(from offset: Int) -> String {
    let end = min(source.utf8.count, offset + 20_000)
    let text = String(decoding: source.utf8[offset..<end], as: UTF8.self)
    guard let formula = quotedText(text) else {
      return
        "Keep only the formulas; data and options are given beside the model."
    }
    return "Keep only what stands between the quotes, such as `\(formula)`; "
      + "data and options are given beside the model."
  }

  /// The first formula that stands in quotes; pieces of one line are joined.
  private func quotedText(_ text: some StringProtocol) -> String? {
    var joined = ""
    let text = String(text)
    var rest = text[...]
    for _ in 0..<50 {
      guard let start = rest.firstIndex(where: { Self.quotes[$0] != nil }),
        let closing = Self.quotes[rest[start]]
      else { break }
      let opening = rest[start]
      var inside = rest[rest.index(after: start)...]
      // A text in three quotes.
      while inside.first == opening, opening == closing {
        inside = inside.dropFirst()
      }
      guard let end = inside.firstIndex(of: closing) else {
        return joined.isEmpty ? firstFormula(inside) : firstFormula(joined)
      }
      let content = Self.content(
        inside[..<end],
        isRaw: rest[..<start].last.map { $0 == "r" || $0 == "R" } ?? false)
      if !joined.isEmpty, Self.isModel(joined), Self.isModel(String(content)) {
        // Formulas of their own, as in `c('f =~ x1 + x2', 'y ~ f')`.
        break
      }
      if content.contains(where: \.isNewline) {
        if let formula = firstFormula(content) { return formula }
      } else if content.contains("~") || !joined.isEmpty {
        joined += joined.isEmpty ? String(content) : " " + content
      }
      rest = inside[inside.index(after: end)...]
      if !joined.isEmpty,
        rest.prefix(while: { $0 != "\"" && $0 != "'" })
          .contains(where: { $0.isNewline || $0 == ")" })
      {
        break
      }
    }
    return joined.isEmpty ? nil : firstFormula(joined)
  }

  /// The content of a string literal; in R's raw strings it stands in brackets
  /// within the quotes.
  private static func content(_ text: Substring, isRaw: Bool) -> Substring {
    let brackets: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
    let inside = text.drop { $0 == "-" }
    guard isRaw, let closing = inside.first.flatMap({ brackets[$0] }),
      let end = inside.lastIndex(of: closing)
    else { return text }
    return inside[inside.index(after: inside.startIndex)..<end]
  }

  private func firstFormula(_ text: some StringProtocol) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let formula = line.prefix { $0 != "#" && $0 != ";" }
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if formula.contains("~"), formula.count <= 200 { return formula }
    }
    return nil
  }

  private func isLabel(_ text: String) -> Bool {
    guard let first = text.first, let closing = Self.quotes[first],
      let end = text.dropFirst().firstIndex(of: closing)
    else { return false }
    let rest = text[text.index(after: end)...].drop(while: \.isWhitespace)
    return rest.hasPrefix("*") || rest.hasPrefix("~") || rest.hasPrefix("=~")
  }
}
