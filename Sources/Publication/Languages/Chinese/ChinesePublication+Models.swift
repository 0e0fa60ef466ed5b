import ReportRendering

/// Sentences about models: fit, measurement, comparisons.
extension ChinesePublication {
  var theModel: ReportText { "模型" }
  var measurementModel: ReportText { "包含全部构念的测量模型" }
  var configuralModel: ReportText { "构型不变模型" }

  func fit(_ own: FitFinding, statistics: ReportText, model: ReportText)
    -> ReportText
  {
    switch own.level {
    case .notConverged: model + "未收敛，没有可以报告的估计值。"
    case .notEstimated: model + "未进行估计，各参数取起始值。"
    case .saturated:
      model + "为饱和模型，自由度为0，必然完全再现观测矩，因此无法检验其拟合程度。"
    case .untested: model + "所用的估计方法不提供拟合检验。"
    case .good:
      model + "与数据拟合良好（" + statistics + "）。" + rejection(own)
    case .acceptable:
      model + "与数据的拟合可以接受（" + statistics + "）。" + rejection(own)
    case .poor:
      model + "与数据的拟合不理想（" + statistics + "），其中"
        + list(own.failing.map { .symbol($0) }) + "未达到可接受的水平。"
    }
  }

  private func rejection(_ own: FitFinding) -> ReportText {
    own.isRejected ? "卡方检验显著，即精确拟合被拒绝，但近似拟合指数达到通常标准。" : ""
  }

  func missed(_ indices: ReportText) -> ReportText {
    "表中" + indices + "未达到通常标准。"
  }

  var inadmissible: ReportText {
    "该解不合理：存在总体中不可能出现的估计值（如负的方差，或绝对值大于1的相关系数），因此不宜解释各估计值。"
  }

  var notInterpreted: ReportText {
    "由于该解不合理，以下只列出估计值，不作解释。"
  }

  func smallSample(caseCount: Int, parameterCount: Int) -> ReportText {
    """
    相对于模型的规模，样本量偏小（\(symbol: .sampleSize) = \
    \(count: caseCount)，自由参数\(count: parameterCount)个），估计与检验结果存在\
    不确定性。
    """
  }

  // MARK: Measurement

  func loadings(range: ValueRange, group: String, areSignificant: Bool?)
    -> ReportText
  {
    let start: ReportText =
      group.isEmpty ? "各题项的标准化因子载荷" : "在\(group)组中，各题项的标准化因子载荷"
    let end: ReportText =
      switch areSignificant {
      case true?: "，所检验的载荷均显著。"
      case false?: "，其中部分载荷不显著。"
      case nil: "。"
      }
    return start + span(range) + end
  }

  private func span(_ range: ValueRange) -> ReportText {
    range.isOne
      ? "为" + range.low : "介于" + range.low + "与" + range.high + "之间"
  }

  func weakLoadings(_ items: ReportText) -> ReportText {
    "其中" + items + "的载荷低于0.50。"
  }

  func convergent(
    composite: ValueRange, belowSeventy: ReportText, variance: ValueRange,
    belowFifty: ReportText
  ) -> ReportText {
    "组合信度（CR）" + span(composite)
      + (belowSeventy.isEmpty
        ? "，均达到0.70的标准" : "，其中" + belowSeventy + "低于0.70的标准")
      + "；平均方差抽取量（AVE）" + span(variance)
      + (belowFifty.isEmpty
        ? "，均达到0.50的标准，表明量表具有较好的收敛效度。"
        : "，其中" + belowFifty + "低于0.50的标准，其收敛效度不足。")
  }

  func fornellLarcker(violations: [ReportText]) -> ReportText {
    violations.isEmpty
      ? "各构念AVE的平方根均大于该构念与其他构念的相关系数，满足Fornell和Larcker（1981）的区分效度标准。"
      : """
      未能满足Fornell和Larcker（1981）的区分效度标准：\
      \(violations.joined(separator: "；"))的相关系数不小于其中一个构念AVE的平方根。
      """
  }

  func ratios(largest: ReportText, pair: ReportText, level: RatioLevel)
    -> ReportText
  {
    let start: ReportText = "HTMT的最大值为" + largest + "（" + pair + "），"
    switch level {
    case .strict: return start + "低于0.85的标准。"
    case .liberal: return start + "高于0.85的严格标准，但低于0.90的宽松标准。"
    case .none: return start + "未达到0.85或0.90的标准，这两个构念难以区分。"
    }
  }

  func commonMethod(harman: ReportText, isBelowHalf: Bool, method: ReportText?)
    -> ReportText
  {
    let first: ReportText =
      "Harman单因子检验显示，未旋转的第一个主成分解释了题项方差的" + harman
      + (isBelowHalf
        ? "，未达到一半；据此不太可能存在占主导地位的方法因子，但不能排除共同方法偏差。"
        : "，达到或超过一半，提示可能存在严重的共同方法偏差。")
    guard let method else { return first }
    return first + "加入与各构念不相关的方法因子后，该因子平均解释题项方差的" + method + "。"
  }

  func oneFactor(isWorse: Bool, statistics: ReportText) -> ReportText {
    isWorse
      ? "单因子模型的拟合显著更差（" + statistics + "）。"
      : "单因子模型的拟合并不显著更差（" + statistics + "），各构念难以区分。"
  }

  // MARK: Comparisons

  func nested(
    restricted: ReportText, general: ReportText, isWorse: Bool,
    statistics: ReportText
  ) -> ReportText {
    "与模型" + general + "相比，模型" + restricted
      + (isWorse ? "的拟合显著变差（" : "的拟合没有显著变差（") + statistics + "）。"
  }

  func equivalent(_ models: ReportText) -> ReportText {
    "模型" + models + "为等价模型，对任何数据的拟合都相同，只能依据理论取舍。"
  }

  var noModelHolds: ReportText { "各项标准未能从中选出唯一的模型。" }

  func retained(_ model: ReportText, byTest: Bool, criteria: [String])
    -> ReportText
  {
    let names = list(criteria.map { .verbatim($0) })
    switch (byTest, criteria.isEmpty) {
    case (true, false):
      return "依据卡方差异检验，并且" + names + "最小，保留模型" + model + "。"
    case (true, true): return "依据卡方差异检验，保留模型" + model + "。"
    case (false, false): return "依据最小的" + names + "，保留模型" + model + "。"
    case (false, true): return "保留模型" + model + "。"
    }
  }

  var bestIsPoor: ReportText {
    "但该模型自身的拟合未达到可接受的水平：它只是这些模型中较好的一个。"
  }

  func invarianceStep(_ step: ReportText, holds: Bool?, statistics: ReportText)
    -> ReportText
  {
    let numbers: ReportText =
      statistics.isEmpty ? "" : "（" + statistics + "）"
    switch holds {
    case true?: return step + "成立" + numbers + "。"
    case false?: return step + "不成立" + numbers + "。"
    case nil: return step + "是否成立无法判断" + numbers + "。"
    }
  }

  var restsOnPoorFit: ReportText {
    "由于构型不变模型本身的拟合不理想，其后各步骤的结论须谨慎对待。"
  }

  func stepNotConverged(_ step: ReportText) -> ReportText {
    step + "模型未收敛，检验至此为止。"
  }

  func released(_ parameters: [String]) -> ReportText {
    "允许在组间不等的参数依次为" + list(parameters.map { .verbatim($0) }) + "。"
  }
}
