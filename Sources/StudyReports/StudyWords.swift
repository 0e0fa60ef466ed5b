internal import ReportRendering
internal import Studies

/// The words of a study's report, in its language.
struct StudyWords {
  let language: ReportLanguage

  func text(_ english: ReportText, _ chinese: ReportText) -> ReportText {
    language == .chinese ? chinese : english
  }

  /// The heading of a step.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - label: The label of a variable.
  /// - Returns: The heading.
  func title(of step: StudyStep, _ label: (String) -> String) -> ReportText {
    let subject = step.subject
    return switch step.kind {
    case .sample: text("Sample and variables", "样本与变量")
    case .items: text("Items and reliability", "题项与信度")
    case .factors: text("Exploratory factors", "探索性因子分析")
    case .measurement: text("Measurement model", "测量模型")
    case .validity:
      text("Convergent and discriminant validity", "收敛效度与区分效度")
    case .competing: text("Competing measurement models", "竞争测量模型")
    case .structure: text("Structural model", "结构模型")
    case .models: text("Competing structural models", "竞争结构模型")
    case .mediation: text("Indirect effects", "中介效应")
    case .moderation: text("Moderation: \(subject)", "调节效应：\(subject)")
    case .conditions:
      text("Conditional effects: \(subject)", "条件效应：\(subject)")
    case .means:
      text(
        "Differences of means by \(label(subject))",
        "按\(label(subject))的均值差异")
    case .invariance:
      text(
        "Measurement invariance across \(label(subject))",
        "跨\(label(subject))的测量等值性")
    case .check:
      text("Robustness check: \(subject)", "稳健性检验：\(subject)")
    }
  }

  /// The word of an outcome.
  func outcome(_ outcome: HypothesisVerdict.Outcome) -> ReportText {
    switch outcome {
    case .supported: text("supported", "支持")
    case .partlySupported: text("partly supported", "部分支持")
    case .notSupported: text("not supported", "不支持")
    case .oppositeSign: text("opposite sign", "方向相反")
    }
  }

  var study: ReportText { text("A study", "研究报告") }
  var hypotheses: ReportText { text("Hypotheses", "研究假设") }
  var hypothesis: ReportText { text("Hypothesis", "假设") }
  var statement: ReportText { text("Statement", "内容") }
  var verdict: ReportText { text("Outcome", "结论") }
  var unknown: ReportText { text("unknown", "未知") }
  var path: ReportText { text("Path", "路径") }
  var main: ReportText { text("Main", "主模型") }
  var checks: ReportText {
    text("Coefficients of robustness checks", "稳健性检验的系数")
  }
  var sameOutcomes: ReportText {
    text(
      "All checks have the same outcomes.", "所有稳健性检验的结论一致。")
  }
  var checksNote: ReportText {
    text(
      "Checks judge indirect effects by Monte Carlo intervals.",
      "稳健性检验以蒙特卡洛区间判断中介效应。")
  }
  var listingGap: ReportText { text(", ", "、") }

  /// A path whose checks have other outcomes.
  func otherwise(
    _ hypothesis: String, _ path: ReportText, _ others: ReportText
  ) -> ReportText {
    text(
      "\(hypothesis), \(path): otherwise by \(others).",
      "\(hypothesis)（\(path)）：结论不同的检验为\(others)。")
  }

  /// A moderation.
  func moderation(_ moderator: ReportText, _ path: ReportText) -> ReportText {
    text("\(moderator) on \(path)", "\(moderator)对\(path)的调节")
  }

  /// What is said of results that are not whole.
  func partial(_ step: ReportText, _ message: ReportText) -> ReportText {
    text(
      "These results are partial: the step \u{201C}\(step)\u{201D} has none. "
        + message,
      "结果不完整：步骤“\(step)”没有结果，其后的步骤未进行。原因：" + message)
  }

  /// The sign that a hypothesis expects.
  func sign(_ direction: StudyHypothesis.Direction?) -> ReportText {
    switch direction {
    case .positive?: text(" (positive)", "（正向）")
    case .negative?: text(" (negative)", "（负向）")
    case nil: ReportText()
    }
  }

  var provenance: ReportText { text("How this was made", "生成方式") }
  var command: ReportText { text("Command", "命令") }
  var versions: ReportText { text("Versions", "版本") }
  var data: ReportText { text("Data", "数据") }
  var codebook: ReportText { text("Codebook", "变量表") }
  var note: ReportText { text("Note", "说明") }

  /// The draws of a step.
  func draws(_ count: Int, _ seed: String) -> ReportText {
    text(
      "\(count: count) replicates, seed \(seed)",
      "重复抽样 \(count: count) 次，种子 \(seed)")
  }
}
