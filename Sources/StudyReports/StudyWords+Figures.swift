internal import ReportRendering

/// The words of figures.
extension StudyWords {
  var frameworkFigure: ReportText {
    text("Framework of the hypotheses", "研究框架与研究假设")
  }
  var measurementFigure: ReportText {
    text(
      "Measurement model with standardized loadings", "测量模型（标准化解）")
  }
  var structureFigure: ReportText {
    text(
      "Structural model with standardized estimates", "结构模型（标准化解）")
  }

  /// Where a figure stands.
  ///
  /// - Parameters:
  ///   - number: Its number.
  ///   - title: Its title.
  /// - Returns: A sentence.
  func reference(to number: Int, _ title: String) -> ReportText {
    let lowered = title.prefix(1).lowercased() + title.dropFirst()
    return text(
      "Figure \(count: number) shows the \(lowered).",
      "\(title)见图 \(count: number)。")
  }

  /// What a path diagram shows.
  func estimatesNote(hasRSquared: Bool, hasDashes: Bool) -> ReportText {
    let first =
      hasRSquared
      ? text(
        """
        Standardized estimates; \(symbol: .rSquared) of endogenous variables.
        """,
        "图中为标准化估计值与内生变量的\(symbol: .rSquared)。")
      : text("Standardized estimates.", "图中为标准化估计值。")
    let dashes =
      hasDashes
      ? text(
        " Dashed arrows: \(symbol: .probability) ≥ .05.",
        "虚线表示\(symbol: .probability) ≥ 0.05。") : ReportText()
    return first + dashes
      + text(
        """
         *\(symbol: .probability) < .05. **\(symbol: .probability) < .01. \
        ***\(symbol: .probability) < .001.
        """,
        """
        *表示\(symbol: .probability) < 0.05，**表示\(symbol: .probability) < \
        0.01，***表示\(symbol: .probability) < 0.001。
        """)
  }

  /// A hypothesis about an indirect effect.
  func indirect(_ name: String, _ path: String) -> ReportText {
    text("\(name): \(path)", "\(name)：\(path)")
  }

  var clauseGap: ReportText { text("; ", "；") }
  var stop: ReportText { text(".", "。") }
  var sentenceGap: String { language == .chinese ? "，" : ", " }
  var sentenceEnd: String { language == .chinese ? "。" : "." }
}
