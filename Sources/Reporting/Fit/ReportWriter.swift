internal import FitSettings
import Messages
import ModelFit
internal import ReportRendering
import SampleStatistics

/// Writes the sections of a fit's report; one file for each group of sections.
struct ReportWriter {
  let fit: Fit
  let context: ReportContext
  let options: ReportOptions

  var sections: [ReportSection] {
    var sections = [header, sample, verdict]
    if let warnings { sections.append(warnings) }
    if fit.isConverged, options.fitMeasures != .none {
      sections.append(fitIndices)
      if let tests { sections.append(tests) }
      if let named = namedMeasures { sections.append(named) }
    }
    sections += parameterSections
    if let profileSection { sections.append(profileSection) }
    if let scoreQualitySection { sections.append(scoreQualitySection) }
    sections += momentSections
    sections += residualTestSections
    if let modificationSection { sections.append(modificationSection) }
    if let covariance = parameterCovarianceSection {
      sections.append(covariance)
    }
    if let notes { sections.append(notes) }
    return sections
  }

  /// The name of a group in the report, by its number from 1.
  func groupName(number: Int) -> String { groupName(number - 1) }

  /// The name of a group in the report, by its place from 0.
  func groupName(_ index: Int) -> String {
    let label = fit.sample[index].label
    return label.isEmpty ? "Group \(index + 1)" : label
  }
}
