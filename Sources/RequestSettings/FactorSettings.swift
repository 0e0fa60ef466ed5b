package import FactorAnalysis
package import FactorRotation
package import Reporting

/// The exploratory factors that are asked for.
package struct FactorSettings {
  /// The treatments of missing values.
  package enum Missing: String, Sendable, Hashable, CaseIterable {
    /// Cases with missing values are left out.
    case listwise
    /// A correlation is of the cases with both values.
    case pairwise
    /// Correlations are those of the saturated model.
    case fiml
  }

  /// The variables.
  package var selection = ColumnSelection()
  /// The treatment of missing values.
  package var missing = Missing.listwise
  /// The extraction; `nil` for the usual one.
  package var extraction: ExtractionMethod?
  /// The rotation.
  package var rotation = RotationRequest()
  /// The file of a target.
  package var target: String?
  /// The numbers of factors, and how they are judged.
  package var options = ExplorationOptions()
  /// The parts of the report.
  package var report = FactorReportOptions()
}

extension RotationName {
  /// Reads a name; other programs' names for the same rotations too.
  init(reading text: String) throws {
    let others = [
      "crawford-ferguson": "cf", "bifactor": "biquartimin",
      "target.strict": "target", "tandemi": "tandem1", "tandemii": "tandem2",
    ]
    let name = text.lowercased()
    self = try SettingValue.choice(others[name] ?? name, "rotation")
  }
}
