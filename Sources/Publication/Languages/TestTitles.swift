import FitSettings

extension TestKind {
  /// The name of the statistic in words, in English and in Chinese; its name as
  /// an option where it has no other.
  var title: (english: String, chinese: String) {
    switch self {
    case .satorraBentler: ("Satorra\u{2013}Bentler χ²", "Satorra-Bentler校正卡方")
    case .yuanBentler: ("Yuan\u{2013}Bentler χ²", "Yuan-Bentler校正卡方")
    case .yuanBentlerMplus:
      (
        "Yuan\u{2013}Bentler χ² as by Mplus", "Yuan-Bentler校正卡方（Mplus算法）"
      )
    case .meanVarAdjusted:
      ("mean- and variance-adjusted χ²", "均值与方差校正卡方（调整自由度）")
    case .scaledShifted:
      (
        "mean- and variance-adjusted χ², scaled and shifted",
        "均值与方差校正卡方（缩放并平移）"
      )
    case .meanVarAdjustedCorrected:
      (
        "mean- and variance-adjusted χ² with unbiased traces",
        "均值与方差校正卡方（调整自由度，无偏迹估计）"
      )
    case .scaledShiftedCorrected:
      (
        "mean- and variance-adjusted χ², scaled and shifted, with unbiased "
          + "traces", "均值与方差校正卡方（缩放并平移，无偏迹估计）"
      )
    default: (rawValue, rawValue)
    }
  }
}
