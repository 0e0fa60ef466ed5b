import ReportRendering

/// Sentences about data, items, factors and groups.
extension ChinesePublication {
  func sample(count: Int, complete: Int) -> ReportText {
    complete == count
      ? "样本共\(count: count)份，没有缺失值。"
      : "样本共\(count: count)份，其中\(count: complete)份没有缺失值。"
  }

  func metric(_ variable: ReportText, statistics: ReportText) -> ReportText {
    variable + "：" + statistics + "。"
  }

  func largest(
    _ variable: ReportText, category: String, count: Int, share: ReportText
  ) -> ReportText {
    variable + "以\(category)最多（\(symbol: .groupSize) = \(count: count)，占"
      + share + "）。"
  }

  func scaleCorrelations(range: ValueRange, significant: Int, count: Int)
    -> ReportText
  {
    if count == 1 {
      return "两个变量的相关系数为" + range.low
        + (significant == 1 ? "，达到显著水平。" : "，不显著。")
    }
    return "各变量间的相关系数介于" + range.low + "与" + range.high
      + "之间，\(count: count)个相关系数中有\(count: significant)个显著。"
  }

  func alphas(
    range: ValueRange, ends: (ReportText, ReportText), count: Int,
    below: ReportText
  ) -> ReportText {
    let start: ReportText =
      count == 1
      ? ends.0 + "的Cronbach's α系数为" + range.low
      : range.isOne
        ? "各量表的Cronbach's α系数均为" + range.low
        : "各量表的Cronbach's α系数介于" + range.low + "（" + ends.0 + "）与"
          + range.high + "（" + ends.1 + "）之间"
    return start
      + (below.isEmpty
        ? "，达到0.70的标准，信度较好。"
        : count == 1
          ? "，低于0.70的标准。" : "，其中" + below + "低于0.70的标准。")
  }

  func itemTotals(range: ValueRange, below: ReportText) -> ReportText {
    "校正的题项—总分相关系数（CITC）"
      + (range.isOne
        ? "为" + range.low
        : "介于" + range.low + "与" + range.high + "之间")
      + (below.isEmpty ? "，均达到0.50的标准。" : "，其中" + below + "低于0.50。")
  }

  func alphaIfDeleted(_ better: ReportText) -> ReportText {
    better.isEmpty
      ? "删除任一题项均不会提高所在量表的α系数。"
      : "删除" + better + "会提高所在量表的α系数。"
  }

  func distributions(
    skewness: ReportText, kurtosis: ReportText, areModest: Bool
  ) -> ReportText {
    "各题项中绝对值最大的偏度为" + skewness + "，绝对值最大的峰度为" + kurtosis
      + (areModest
        ? "，未超出3和10的界限（Kline, 2016）。"
        : "，超出3或10的界限（Kline, 2016），宜采用对非正态稳健的估计方法。")
  }

  func multivariateNormality(
    isRejected: Bool, skewness: ReportText, kurtosis: ReportText
  ) -> ReportText {
    (isRejected ? "Mardia检验拒绝多元正态分布（偏度" : "Mardia检验未拒绝多元正态分布（偏度")
      + skewness + "，峰度" + kurtosis + "）。"
  }

  func adequacy(
    kmo: ReportText, level: AdequacyLevel, bartlett: ReportText,
    isRejected: Bool
  ) -> ReportText {
    let word: ReportText =
      switch level {
      case .marvelous: "非常适合"
      case .meritorious: "适合"
      case .middling: "尚可"
      case .mediocre: "勉强适合"
      case .miserable: "不太适合"
      case .unacceptable: "不适合"
      }
    return kmo + "，按Kaiser（1974）的标准" + word + "作因子分析；"
      + (isRejected ? "Bartlett球形检验显著（" : "但Bartlett球形检验不显著（")
      + bartlett + "）"
      + (isRejected && level != .unacceptable
        ? "，变量间的相关可作因子分析。" : "，变量间的相关难以支持公因子。")
  }

  func extracted(count: Int, areComponents: Bool, share: ReportText)
    -> ReportText
  {
    "共提取\(count: count)个" + (areComponents ? "主成分" : "公因子")
      + "，累积解释方差的" + share + "。"
  }

  func factorPattern(crossing: ReportText, weak: ReportText) -> ReportText {
    if crossing.isEmpty, weak.isEmpty {
      return "每个题项都在且仅在一个因子上有不低于0.40的载荷。"
    }
    var parts: [ReportText] = []
    if !crossing.isEmpty {
      parts.append(crossing + "在多个因子上的载荷不低于0.40")
    }
    if !weak.isEmpty { parts.append(weak + "在各因子上的载荷均低于0.40") }
    return parts.joined(separator: "；") + "。"
  }

  func groups(
    _ variable: ReportText, by: ReportText, isSignificant: Bool,
    statistics: ReportText
  ) -> ReportText {
    "不同" + by + "的" + variable
      + (isSignificant ? "差异显著（" : "差异不显著（") + statistics + "）。"
  }

  func pairs(_ differing: [(higher: String, lower: String)]) -> ReportText {
    guard !differing.isEmpty else { return "两两比较均未发现显著差异。" }
    return "两两比较显示，"
      + differing.map { "\($0.higher)显著高于\($0.lower)" as ReportText }
      .joined(separator: "，") + "。"
  }
}
