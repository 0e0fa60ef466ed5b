import ReportRendering

/// Publications in Chinese: headings and captions.
struct ChinesePublication: PublicationLanguage {
  let tableWord = "表"
  let betweenSentences: ReportText = ""
  let betweenParts: ReportText = "，"

  func list(_ items: [ReportText]) -> ReportText {
    guard items.count > 1, let last = items.last else {
      return items.first ?? ""
    }
    return items.dropLast().joined(separator: "、") + "和" + last
  }

  func brackets(_ text: ReportText) -> ReportText { "（" + text + "）" }

  func interval(_ limits: ReportText, level: Double) -> ReportText {
    "\(percent: level)置信区间为" + limits
  }

  func reference(_ tables: [ReportTable.Number]) -> ReportText {
    "分析结果见" + list(tables.map { .verbatim($0.text) }) + "。"
  }

  func heading(_ subject: PublicationSubject) -> ReportText {
    switch subject {
    case .sample: "样本描述"
    case .items: "题项分析与信度检验"
    case .factors: "探索性因子分析"
    case .measurement: "验证性因子分析"
    case .validity: "效度检验"
    case .fit: "模型拟合"
    case .comparison: "竞争模型比较"
    case .hypotheses: "假设检验"
    case .paths: "结构模型"
    case .effects: "总效应、直接效应与间接效应"
    case .invariance: "测量不变性检验"
    case .groups: "组间差异检验"
    }
  }

  func caption(_ caption: TableCaption) -> ReportText {
    switch caption {
    case .sample: "样本基本特征"
    case .items: "题项描述统计与信度检验结果"
    case .scaleCorrelations: "各变量的均值、标准差与相关系数"
    case .adequacy: "KMO与Bartlett球形检验结果"
    case .factorLoadings(let group): "探索性因子分析结果" + suffix(group)
    case .loadings(let group): "验证性因子分析结果" + suffix(group)
    case .fornellLarcker: "构念间相关系数与AVE平方根"
    case .ratios: "异质—单质比率（HTMT）"
    case .fit: "模型拟合指数"
    case .comparison: "竞争模型拟合指数比较"
    case .measurementModels: "竞争测量模型拟合指数比较"
    case .hypotheses: "假设检验结果"
    case .paths: "结构模型路径系数"
    case .effects: "总效应、直接效应与间接效应"
    case .conditionalEffects: "条件效应"
    case .moderationIndices: "有调节的中介指数"
    case .invariance: "测量不变性检验结果"
    case .groupMeans(let by): "不同" + by + "的均值差异检验"
    }
  }

  private func suffix(_ group: String) -> ReportText {
    group.isEmpty ? "" : "（\(group)）"
  }

  func term(_ term: PublicationTerm) -> ReportText {
    switch term {
    case .variable: "变量"
    case .category: "类别"
    case .frequency: "频数"
    case .share: "百分比"
    case .construct: "变量与题项"
    case .constructAlone: "构念"
    case .item: "题项"
    case .skewness: "偏度"
    case .kurtosis: "峰度"
    case .itemTotal: "CITC"
    case .alphaIfDeleted: "删除后的α"
    case .statistic: "统计量"
    case .value: "实际值"
    case .criterion: "评价标准"
    case .verdict: "检验结果"
    case .index: "指标"
    case .kmo: "KMO取样适切性量数"
    case .bartlett: "Bartlett球形检验"
    case .communality: "共同度"
    case .sumOfSquares: "载荷平方和"
    case .shareOfVariance: "方差解释率"
    case .cumulativeShare: "累积方差解释率"
    case .factor(let place): "因子\(count: place)"
    case .component(let place): "成分\(count: place)"
    case .absolute: "绝对拟合指数"
    case .incremental: "增值拟合指数"
    case .parsimony: "简约拟合指数"
    case .met: "达标"
    case .acceptable: "可接受"
    case .notMet: "未达标"
    case .model: "模型"
    case .step: "模型"
    case .difference: "差异"
    case .hypothesis: "假设"
    case .path: "路径"
    case .supported: "支持"
    case .notSupported: "不支持"
    case .opposite: "不支持（方向相反）"
    case .untested: "未检验"
    case .effect: "效应"
    case .total: "总效应"
    case .direct: "直接效应"
    case .totalIndirect: "总间接效应"
    case .shareOfTotal: "效应占比"
    case .indirect(let way): "间接效应（经由" + way + "）"
    case .contrast(let one, let other):
      "间接效应之差（经由" + one + " − 经由" + other + "）"
    case .lower: "下限"
    case .upper: "上限"
    case .interval(let level): "\(percent: level)置信区间"
    case .moderatorValue: "调节变量取值"
    case .indexOfModeration: "路径（调节变量）"
    case .holds: "成立"
    case .fails: "不成立"
    case .group: "组别"
    case .pair: "组对"
    case .letters: "多重比较"
    case .oneFactor: "单因子模型"
    case .allConstructs: "全构念模型"
    case .secondOrder: "二阶因子模型"
    case .bifactor: "双因子模型"
    case .methodFactor: "含方法因子模型"
    case .factors(let count): "\(count: count)因子模型"
    case .configural: "构型不变"
    case .metric: "载荷不变"
    case .scalar: "截距不变"
    case .strict: "残差不变"
    case .latentMeans: "潜均值不变"
    }
  }

  func step(_ name: String, isPartial: Bool) -> ReportText {
    let known: [String: ReportText] = [
      "configural": term(.configural), "metric": term(.metric),
      "scalar": term(.scalar), "strict": term(.strict),
      "latent means": term(.latentMeans), "thresholds": "阈值不变",
      "latent variances": "潜变量方差不变",
      "latent covariances": "潜变量协方差不变",
    ]
    let text = known[name].map { $0 + "性" } ?? .verbatim(name)
    return isPartial ? "部分" + text : text
  }

  func point(_ label: String) -> ReportText {
    switch label {
    case "mean - SD": "均值 − 1个标准差"
    case "mean": "均值"
    case "mean + SD": "均值 + 1个标准差"
    case "lower": "低值"
    case "upper": "高值"
    default: .verbatim(label)
    }
  }
}
