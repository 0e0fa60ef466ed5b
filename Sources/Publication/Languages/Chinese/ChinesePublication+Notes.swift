import Messages
import ReportRendering

extension ChinesePublication {
  func note(_ note: PublicationNote) -> ReportText {
    switch note {
    case .cases(let groups): cases(groups)
    case .estimator(let name, let test):
      if let test {
        "估计方法为\(name)，检验统计量为\(test.title.chinese)。"
      } else {
        "估计方法为\(name)。"
      }
    case .bootstrap(let facts): bootstrapNote(facts)
    case .monteCarlo(let count, let seed):
      "蒙特卡洛置信区间由\(count: count)次抽取的百分位数得到，随机种子为\(String(seed))。"
    case .software(let version): "分析软件为Latent \(version)。"
    case .deltaMethod:
      "标准误与双侧\(symbol: .probability)值由Delta法得到。"
    case .stars:
      """
      *表示\(symbol: .probability) < 0.05，**表示\(symbol: .probability) < \
      0.01，***表示\(symbol: .probability) < 0.001。
      """
    case .reliability:
      "CITC为校正的题项—总分相关系数，α为Cronbach's α系数，ω为McDonald's ω系数；峰度为超额峰度。"
    case .scaleCorrelations:
      "变量得分为各题项的均值；括号内为Cronbach's α系数。"
    case .standardizedAndFixed:
      "β为标准化因子载荷；“–”表示该载荷为设定构念的尺度而固定，不作检验。"
    case .convergent:
      "CR为组合信度，AVE为平均方差抽取量（Fornell & Larcker, 1981）。"
    case .diagonal:
      "括号内为AVE的平方根，应大于其所在行与列的相关系数（Fornell & Larcker, 1981）。"
    case .ratios:
      "HTMT为相关系数的异质—单质比率（Henseler et al., 2015）。"
    case .ratioIntervals(let draws, let level):
      """
      方括号内为由\(count: draws)次Bootstrap抽样得到的\(percent: level)百分位\
      置信区间。
      """
    case .thresholds:
      "评价标准（括号内为可接受水平）为惯例（Hu & Bentler, 1999；Marsh & Hocevar, 1985），并非统计检验。"
    case .thesisThresholds:
      "评价标准（括号内为可接受水平）为惯例（Bagozzi & Yi, 1988；Doll et al., 1994；Hu & Bentler, 1999；吴明隆，2009），并非统计检验。"
    case .goodness: "GFI、AGFI与PGFI的算法与AMOS和LISREL一致。"
    case .differences: "差异为嵌套模型的卡方差异检验结果。"
    case .compared(let other): "比较对象为" + other + "。"
    case .hypothesesTwoSided(let level):
      """
      \(symbol: .probability)值为双侧；\(symbol: .probability) < \
      \(limit(level))且方向与假设一致时，假设得到支持。
      """
    case .bootErrors: "标准误为各次重复抽样估计值的标准差；全部效应使用同一组抽样。"
    case .invariance(let rule): invariance(rule)
    case .letters(let level, let isTukey):
      isTukey
        ? """
        含有相同字母的组别之间差异不显著（Tukey-Kramer检验，\
        α = \(limit(level))）。
        """
        : """
        含有相同字母的组别之间差异不显著（Games-Howell检验，\
        α = \(limit(level))）。
        """
    case .groupTests(let isT):
      isT ? "t检验采用Welch法，不要求方差齐性。" : "F检验采用Welch法，不要求方差齐性。"
    case .rotation(let method, let rotation, let isOblique):
      extraction(method, rotation, isOblique)
    case .shownLoadings(let level):
      "绝对值小于\(limit(level))的载荷未列出。"
    case .crossLoading: "与其他构念共用题项的构念不计算CR和AVE。"
    case .belowBeforeRounding: "四舍五入之前小于显著性水平。"
    }
  }

  private func cases(_ groups: [(label: String, count: Int)]) -> ReportText {
    let total = groups.reduce(0) { $0 + $1.count }
    let all: ReportText = "\(symbol: .sampleSize) = \(count: total)"
    guard groups.count > 1 else { return all + "。" }
    let parts = groups.enumerated().map { place, group -> ReportText in
      let label = group.label.isEmpty ? "第\(place + 1)组" : group.label
      return "\(label) \(symbol: .groupSize) = \(count: group.count)"
    }
    return all + "（" + parts.joined(separator: "，") + "）。"
  }

  func intervalName(_ name: BootstrapFacts.IntervalName) -> ReportText {
    switch name {
    case .percentile: "百分位"
    case .biasCorrected: "偏差校正"
    case .accelerated: "偏差校正与加速（BCa）"
    case .normal: "正态近似"
    case .basic: "基本"
    case .studentized: "学生化"
    }
  }

  private func bootstrapNote(_ facts: BootstrapFacts) -> ReportText {
    let start: ReportText = """
      采用\(percent: facts.level)\(intervalName(facts.interval))Bootstrap\
      置信区间，重复抽样\(count: facts.count)次
      """
    let used: ReportText =
      facts.usable == facts.count
      ? "，全部可用"
      : """
      ，其中\(count: facts.usable)次可用、\
      \(count: facts.count - facts.usable)次不可用
      """
    return start + used + "，随机种子为\(String(facts.seed))。"
  }

  private func invariance(_ rule: InvarianceRule) -> ReportText {
    switch rule {
    case .cfi:
      "各模型与前一模型比较；CFI下降不超过0.010时不变性成立（Cheung & Rensvold, 2002）。"
    case .chen:
      "各模型与前一模型比较；依据CFI、RMSEA与SRMR的变化判断不变性是否成立（Chen, 2007）。"
    case .chiSquare(let level):
      """
      各模型与前一模型比较；卡方差异在\
      \(limit(level))水平上不显著时不变性成立。
      """
    }
  }

  private func extraction(
    _ method: String, _ rotation: String?, _ isOblique: Bool
  ) -> ReportText {
    let extraction: ReportText =
      switch method {
      case "ml": "提取方法为极大似然法"
      case "uls": "提取方法为未加权最小二乘法"
      case "pa": "提取方法为主轴因子法"
      default: "提取方法为主成分法"
      }
    guard let rotation else { return extraction + "，未旋转。" }
    return extraction + "，旋转方法为\(rotation)"
      + (isOblique ? "（斜交）。" : "（正交）。")
  }

  /// A level, such as .05.
  private func limit(_ value: Double) -> ReportText {
    .number(value, .probability, .statistic)
  }
}
