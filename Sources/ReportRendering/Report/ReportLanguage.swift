/// A language of reports.
package enum ReportLanguage: String, Sendable, Hashable, CaseIterable {
  /// English, in which reports are written.
  case english = "en"
  /// Simplified Chinese.
  case chinese = "zh"

  /// The tag of the language for programs (BCP 47).
  package var tag: String {
    switch self {
    case .english: "en"
    case .chinese: "zh-Hans"
    }
  }
}
