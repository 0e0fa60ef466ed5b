import ReportRendering

/// Sentences about hypotheses and effects.
extension ChinesePublication {
  func equation(
    of outcome: ReportText, rSquared: ReportText?, significant: [ReportText],
    others: [ReportText]
  ) -> ReportText {
    let start: ReportText =
      "以" + outcome + "为结果变量的方程" + (rSquared.map(brackets) ?? "") + "中，"
    switch (significant.isEmpty, others.isEmpty) {
    case (false, false):
      return start + list(significant) + "的路径系数显著，" + list(others)
        + "的路径系数不显著。"
    case (false, true): return start + list(significant) + "的路径系数显著。"
    case (true, false): return start + list(others) + "的路径系数不显著。"
    case (true, true): return start + "没有可检验的路径。"
    }
  }

  func summary(_ own: HypothesisSummary) -> ReportText {
    func names(_ list: [String]) -> ReportText {
      "（" + self.list(list.map { .verbatim($0) }) + "）"
    }
    var parts: [ReportText] = []
    if !own.supported.isEmpty {
      parts.append(
        "\(count: own.supported.count)个得到支持" + names(own.supported))
    }
    if !own.partly.isEmpty {
      parts.append("\(count: own.partly.count)个得到部分支持" + names(own.partly))
    }
    if !own.notSupported.isEmpty {
      parts.append(
        "\(count: own.notSupported.count)个未得到支持" + names(own.notSupported))
    }
    if !own.untested.isEmpty {
      parts.append(
        "\(count: own.untested.count)个未能检验" + names(own.untested))
    }
    return "在\(count: own.count)个假设中，" + parts.joined(separator: "，") + "。"
  }

  func hypothesis(
    _ own: HypothesisFinding, ends: (ReportText, ReportText),
    through: [ReportText], statistics: ReportText, isPart: Bool
  ) -> ReportText {
    let name = "假设" + ReportText.verbatim(own.hypothesis.name)
    // One of several paths does not decide on the hypothesis.
    func opening(_ verdict: ReportText) -> ReportText {
      isPart ? "就" + name + "而言，" : name + verdict
    }
    let subject: ReportText =
      through.isEmpty
      ? ends.0 + "到" + ends.1 + "的路径系数"
      : ends.0 + "经由" + list(through) + "对" + ends.1 + "的间接效应"
    let sign: ReportText =
      (own.numbers.estimate ?? 0) >= 0 ? "显著为正" : "显著为负"
    switch own.outcome {
    case .supported:
      return opening("得到支持：") + subject + sign + "（" + statistics + "）。"
    case .opposite:
      return opening("未得到支持：") + subject + sign + "，与假设的方向相反（"
        + statistics + "）。"
    case .notSupported:
      return opening("未得到支持：") + subject + "不显著（" + statistics + "）"
        + nearMiss(own) + "。"
    case .untested:
      return own.numbers.estimate == nil
        ? opening("未能检验：") + "模型中没有" + subject + "的估计值。"
        : opening("未能检验：") + subject + "没有标准误（" + statistics + "）。"
    }
  }

  private func nearMiss(_ own: HypothesisFinding) -> ReportText {
    if own.isMarginal {
      return own.hasExpectedSign
        ? "；估计值的方向与假设一致，但未达到显著性水平，不能视为对假设的支持"
        : "；估计值的方向与假设相反"
    }
    return own.hasExpectedSign ? "" : "；估计值的方向与假设相反"
  }

  func bootstrap(_ facts: BootstrapFacts) -> ReportText {
    """
    采用\(percent: facts.level)\(intervalName(facts.interval))Bootstrap置信区间检\
    验各效应（重复抽样\(count: facts.count)次，其中\(count: facts.usable)次可用），\
    置信区间不包含0即视为显著。
    """
  }

  func manyUnusable(_ facts: BootstrapFacts) -> ReportText {
    """
    有\(count: facts.count - facts.usable)次抽样不可用，超过总数的二十分之一：\
    置信区间建立在经过筛选的样本之上，解释时须谨慎。
    """
  }

  func monteCarlo(level: Double) -> ReportText {
    """
    采用\(percent: level)置信区间检验各效应（间接效应的区间由蒙特卡洛抽样得到），\
    置信区间不包含0即视为显著。
    """
  }

  private func verdict(_ isSignificant: Bool?) -> ReportText {
    switch isSignificant {
    case true?: "显著（"
    case false?: "不显著（"
    case nil: "没有置信区间（"
    }
  }

  func effect(
    _ kind: PublicationTerm, ends: (ReportText, ReportText),
    isSignificant: Bool?, statistics: ReportText
  ) -> ReportText {
    let noun: ReportText =
      switch kind {
      case .total: "的总效应"
      case .totalIndirect: "的总间接效应"
      default: "的直接效应"
      }
    return ends.0 + "对" + ends.1 + noun + verdict(isSignificant) + statistics
      + "）。"
  }

  func indirect(
    ends: (ReportText, ReportText), through: [ReportText],
    isSignificant: Bool?, isNearZero: Bool, statistics: ReportText
  ) -> ReportText {
    ends.0 + "经由" + list(through) + "对" + ends.1 + "的间接效应"
      + verdict(isSignificant) + statistics + "）。"
      + weakness(isNearZero)
  }

  private func weakness(_ isNearZero: Bool) -> ReportText {
    isNearZero ? "该置信区间的一端接近0，证据较弱。" : ""
  }

  func mediation(_ type: MediationType, direct: ReportText) -> ReportText {
    let end: ReportText = "（" + direct + "），"
    return switch type {
    case .complementary:
      "直接效应同样显著且方向相同" + end + "属于互补性中介（Zhao等，2010）。"
    case .competitive:
      "直接效应同样显著但方向相反" + end + "属于竞争性中介（Zhao等，2010）。"
    case .indirectOnly:
      "直接效应不显著" + end + "属于仅有间接效应的中介（Zhao等，2010）。"
    case .directOnly:
      "直接效应显著" + end + "属于仅有直接效应的非中介（Zhao等，2010）。"
    case .none:
      "直接效应同样不显著" + end + "属于无效应的非中介（Zhao等，2010）。"
    }
  }

  var noDirectPath: ReportText {
    "模型中二者之间没有直接路径，因此不能据此判断中介的类型。"
  }

  func contrast(
    _ first: ReportText, _ second: ReportText, isSignificant: Bool?,
    statistics: ReportText
  ) -> ReportText {
    "经由" + first + "与经由" + second + "的间接效应之差" + verdict(isSignificant)
      + statistics + "）。"
  }

  func index(
    ends: (ReportText, ReportText), through: [ReportText],
    moderator: ReportText, isSignificant: Bool?, isNearZero: Bool,
    statistics: ReportText
  ) -> ReportText {
    let meaning: ReportText =
      switch isSignificant {
      case true?: "，表明该间接效应随调节变量而变化。"
      case false?: "，没有证据表明该间接效应随调节变量而变化。"
      case nil: "。"
      }
    return "以" + moderator + "为调节变量，" + ends.0 + "经由" + list(through)
      + "对" + ends.1 + "的有调节的中介指数" + verdict(isSignificant) + statistics
      + "）" + meaning + weakness(isNearZero)
  }

  func noIndex(path: ReportText, moderator: ReportText) -> ReportText {
    "路径" + path + "的效应不是" + moderator + "的线性函数，因此没有单一的有调节的中介指数。"
  }

  func conditional(
    at values: ReportText, isSignificant: Bool?, statistics: ReportText
  ) -> ReportText {
    "当" + values + "时" + verdict(isSignificant) + statistics + "）"
  }

  func conditionals(
    ends: (ReportText, ReportText), through: [ReportText],
    _ parts: [ReportText]
  ) -> ReportText {
    subject(ends, through) + "：" + parts.joined(separator: "；") + "。"
  }

  private func subject(
    _ ends: (ReportText, ReportText), _ through: [ReportText]
  ) -> ReportText {
    through.isEmpty
      ? ends.0 + "对" + ends.1 + "的效应"
      : ends.0 + "经由" + list(through) + "对" + ends.1 + "的间接效应"
  }

  func manyConditionals(
    ends: (ReportText, ReportText), through: [ReportText], count: Int,
    significant: Int, range: ValueRange
  ) -> ReportText {
    "在调节变量的\(count: count)种取值组合中，" + subject(ends, through)
      + (significant == 0
        ? "均不显著" : significant == count ? "均显著" : "在其中\(count: significant)种显著")
      + "，效应值介于" + range.low + "与" + range.high + "之间。"
  }

  var noCausalClaim: ReportText {
    "以上“效应”均就模型而言；其因果解释取决于路径方向与遗漏变量等假定，而这些假定无法由本数据检验。"
  }

  func inGroup(_ label: String) -> ReportText { "在\(label)组中：" }
}
