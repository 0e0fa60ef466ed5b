import FitSettings
package import Messages
import ModelFit
package import ReportRendering

// The parts that reports of different kinds share.

extension ReportSection {
  /// The section at the head of a report.
  static func header(_ facts: [ReportFact]) -> ReportSection {
    ReportSection(kind: .header, title: "", blocks: [.facts(facts)])
  }

  /// The section of warnings, each with its code; `nil` without any.
  package static func warnings(
    _ warnings: [LatentWarning]
  ) -> ReportSection? {
    guard !warnings.isEmpty else { return nil }
    return ReportSection(
      kind: .warnings, title: "Warnings",
      blocks: warnings.map {
        .paragraph("\(warning: $0) [\($0.code.rawValue)]")
      }
    )
  }

  /// The conclusion, in sentences.
  static func verdict(_ sentence: String) -> ReportSection {
    ReportSection(
      kind: .verdict, title: "Verdict",
      blocks: [.paragraph("\(sentences: sentence)")])
  }
}

extension ReportContext {
  /// The model's name, if it has one, and the data files.
  package var originFacts: [ReportFact] {
    (modelName.isEmpty ? [] : [ReportFact("Model", .verbatim(modelName))])
      + dataFacts
  }

  /// The data files with their hashes.
  package var dataFacts: [ReportFact] {
    dataFiles.map { ReportFact("Data", "\($0.name) (\($0.hash))") }
  }

  /// The grouping variable, if there is one.
  var groupFacts: [ReportFact] {
    groupVariable.map { [ReportFact("Grouping variable", "\(variable: $0)")] }
      ?? []
  }
}

extension JSONValue {
  /// Warnings with their codes.
  static func warnings(_ warnings: [LatentWarning]) -> JSONValue {
    .array(
      warnings.map {
        .object([
          ("code", .string($0.code.rawValue)), ("message", .string($0.message)),
        ])
      })
  }
}

extension ReportContext {
  /// The version, and the data files with their hashes, as members of the
  /// JSON of several fits.
  var jsonMembers: [(String, JSONValue)] {
    [
      ("version", .string(version)),
      (
        "data",
        .array(
          dataFiles.map {
            .object([("file", .string($0.name)), ("hash", .string($0.hash))])
          })
      ),
    ]
  }
}

extension FitMeasures {
  /// The members of JSON and CSV about the fit of one of several models.
  var usualMembers: [(String, JSONValue)] {
    members([
      "pvalue", "cfi", "tli", "rmsea", "rmsea_ci_lower", "rmsea_ci_upper",
      "srmr", "aic", "bic",
    ])
  }

  /// Measures as members; `null` for those that there are not.
  func members(_ names: [String]) -> [(String, JSONValue)] {
    names.map { ($0, .optional(self[$0])) }
  }
}

extension StatisticSymbol {
  /// A coefficient standardized in some way, such as `Std.all`.
  static func standardized(_ kind: StandardizedKind) -> StatisticSymbol {
    StatisticSymbol(
      "β", lowered: kind == .all ? "" : kind.rawValue,
      plain: "Std.\(kind.rawValue)", isItalic: false)
  }
}
