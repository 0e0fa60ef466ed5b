internal import LinearAlgebra
internal import Messages
internal import ReportRendering
internal import Reporting

extension AnalysisResult {
  /// The section at the end of documents that says how they were made: the
  /// command, the model, the data with their hashes, versions.
  var provenance: ReportSection {
    var facts: [ReportFact] = []
    if let command { facts.append(ReportFact("Command", .verbatim(command))) }
    // Of several models the command tells.
    if case .comparison = content {
      facts += origin.dataFacts
    } else {
      facts += origin.originFacts
    }
    let blas = BLASLibrary.name?.split(separator: " ").joined(separator: " ")
    facts.append(
      ReportFact(
        "Software",
        .verbatim(
          "Latent \(origin.version)" + (blas.map { ", \($0)" } ?? ""))))
    return ReportSection(
      kind: .notes, title: "How this was made", blocks: [.facts(facts)])
  }

  /// The origin of the numbers; results without a fit have their own.
  private var origin: ReportContext {
    switch content {
    case .correlations(let own): own.context
    case .factors(let own): own.context
    case .data(let own): own.context
    case .items(let own): own.context
    case .groups(let own): own.context
    case .validity(let own): own.context
    default: context
    }
  }
}
