package import PathDiagrams

extension Setting {
  /// The options for a path diagram.
  static let diagramSettings: [Setting] = [
    Setting(
      "output", "file", .output,
      "The file to write; its ending says the format: .svg, .pdf, .png, .tex "
        + "(TikZ) or .dot (Graphviz).", default: .words("SVG on stdout")
    ) { value, scope, settings in
      settings.output.file = try scope.output(value, .picture)
    },
    Setting(
      "format", "name", .choice(DiagramFormat.allCases.map(\.rawValue)),
      "svg, pdf, png, tex or dot.", default: .words("by the file's ending")
    ) { value, _, settings in
      settings.diagram.format = try SettingValue.choice(value, "format")
    },
    Setting(
      "values", "a,b",
      .choices(DiagramOptions.Value.allCases.map(\.rawValue) + ["none"]),
      "What stands on arrows: label, b (the estimate), se, beta (standardized), "
        + "stars, p, or none. With label or none alone nothing is fitted.",
      default: .words("beta,stars; label without data")
    ) { value, _, settings in
      settings.diagram.valuesAreGiven = true
      settings.diagram.options.values =
        value.lowercased() == "none"
        ? []
        : try SettingValue.list(value).map {
          try SettingValue.choice($0, "value")
        }
    },
    choice(
      "part", "all, measurement (factors and indicators) or structure.",
      \.part, usual: .all),
    choice(
      "errors", "Residuals: arrows, circles or none.", \.residuals,
      usual: .arrows),
    diagramTruth(
      "intercepts", "Draw means and intercepts?", \.showsMeans, false),
    diagramTruth(
      "variances", "Draw variances of exogenous variables?",
      \.showsVariances, false),
    diagramTruth("r-squared", "Write R² into outcomes?", \.showsRSquared, true),
    diagramTruth(
      "notes", "Explain stars and dashes below?", \.showsNotes, true),
    Setting(
      "dashed", "p", .text,
      "The p value from which arrows are dashed, or none.",
      default: .value("0.05")
    ) { value, _, settings in
      settings.diagram.options.significance =
        value.lowercased() == "none"
        ? nil : try SettingValue.level(value, "p value", such: 0.05)
    },
    Setting(
      "digits", "n", .text, "The decimals of numbers.", default: .value("2")
    ) { value, _, settings in
      settings.diagram.options.decimals = try SettingValue.whole(
        value, "number of decimals", from: 0, to: 6)
    },
    Setting(
      "direction", "name", .choice(["right", "down"]),
      "The direction of causes: right or down.",
      default: .words("down for growth curves, else right")
    ) { value, _, settings in
      settings.diagram.options.direction = try SettingValue.choice(
        value, "direction")
    },
    language,
    choice("colours", "black or colour.", \.palette, usual: .black),
    choice(
      "size",
      "The printed size: natural (text of 9 points), column (85 mm "
        + "wide), double (174 mm) or page (174 by 234 mm).", \.size,
      usual: .natural),
    Setting(
      "layout", "file", .input,
      "A file of places, lines `name x y`; other nodes are placed.",
      default: .words("none")
    ) { value, scope, settings in
      settings.diagram.layout = try scope.input(value)
    },
    Setting(
      "save-layout", "file", .output,
      "The file to write the places of constructs to.",
      default: .words("none")
    ) { value, scope, settings in
      settings.diagram.savedLayout = try scope.output(value, .result)
    },
    diagramTruth(
      "conceptual",
      "Draw the framework of constructs, with hypotheses and moderators?",
      \.isConceptual, false),
    Setting(
      "hypotheses", "text", .text,
      "Hypotheses of a conceptual diagram, 'H1: learning -> growth; H2: …'; "
        + "labels such as H1* in the model are hypotheses too.",
      default: .words("the model's labels")
    ) { value, _, settings in
      settings.diagram.options.hypotheses = try Self.hypotheses(value)
    },
  ]

  private static func diagramTruth(
    _ name: String, _ meaning: String,
    _ path: any WritableKeyPath<DiagramOptions, Bool> & Sendable,
    _ usual: Bool
  ) -> Setting {
    truth(name, meaning, default: usual) {
      $1.diagram.options[keyPath: path] = $0
    }
  }

  private static func choice<Choice>(
    _ name: String, _ meaning: String,
    _ path: any WritableKeyPath<DiagramOptions, Choice> & Sendable,
    usual: Choice
  ) -> Setting
  where Choice: CaseIterable & RawRepresentable<String> & Sendable {
    Setting(
      name, "name", .choice(Choice.allCases.map(\.rawValue)), meaning,
      default: .value(usual.rawValue)
    ) { value, _, settings in
      settings.diagram.options[keyPath: path] = try SettingValue.choice(
        value, "value")
    }
  }

  /// Hypotheses by the arrows that they are about.
  private static func hypotheses(_ text: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for part in text.split(whereSeparator: { ";\n".contains($0) }) {
      let pieces = part.split(separator: ":", maxSplits: 1)
      let arrow = pieces.last.map { PlotName.normalized(String($0)) } ?? ""
      let name = SettingValue.trimmed(pieces.first ?? "")
      guard pieces.count == 2, !name.isEmpty,
        arrow.split(separator: " -> ").count == 2
      else {
        throw InputError(
          message: "`\(SettingValue.trimmed(part))` is not a hypothesis.",
          help: "Write a name and an arrow, `H1: learning -> growth`.")
      }
      result[arrow] = name
    }
    return result
  }
}

/// The format of a diagram.
package enum DiagramFormat: String, Sendable, Hashable, CaseIterable {
  case svg
  case pdf
  case png
  /// LaTeX with TikZ.
  case tex
  /// The language of Graphviz.
  case dot

  /// The format that a file's ending names.
  fileprivate init?(ending path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}

/// A path diagram that is asked for.
package struct DiagramSettings {
  /// The contents and looks.
  package var options = DiagramOptions()
  /// The format that the request names; `nil` where the file's ending does.
  var format: DiagramFormat?
  /// Whether the request says what stands on arrows.
  package var valuesAreGiven = false
  /// The file of places that is read.
  package var layout: String?
  /// The file of places that is written.
  package var savedLayout: WrittenFile?

  /// Whether what stands on arrows needs a fit.
  fileprivate var needsFit: Bool {
    !options.isConceptual
      && (!valuesAreGiven || options.values.contains { $0 != .label })
  }
}

extension AnalysisSettings {
  /// Whether a diagram shows a fit, and not the model alone.
  package var drawsFit: Bool {
    diagram.needsFit && (data.table != nil || !data.covariances.isEmpty)
  }

  /// The format of the diagram: the one that is named, else that of the file's
  /// ending.
  ///
  /// - Returns: The format.
  /// - Throws: `InputError` for a file whose ending names none.
  package func diagramFormat() throws -> DiagramFormat {
    if let format = diagram.format { return format }
    guard let path = output.file?.path, path != "-" else { return .svg }
    guard let format = DiagramFormat(ending: path) else {
      throw InputError(
        message: "The ending of `\(path)` names no format of diagrams.",
        help: "End it in .svg, .pdf, .png, .tex or .dot, or give the option "
          + "`format`.", option: "output")
    }
    return format
  }
}
