import FitSettings
import Foundation
import LinearAlgebra
import ModelFit
import ModelSyntax
import SampleStatistics
import Specification
import TableReading
import TestSupport

/// Fits that reports are made of.
enum FitFixture {
  static let threeFactors = """
    visual  =~ x1 + a*x2 + x3
    textual =~ x4 + x5 + x6
    speed   =~ x7 + x8 + x9
    """

  /// The same without a label, which would hold groups equal.
  static let withoutLabels = threeFactors.replacing("a*", with: "")

  /// A model fitted to Holzinger and Swineford's (1939) data.
  static func holzingerSwineford(
    _ text: String = threeFactors, group: String? = nil,
    configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    let path = repositoryURL.appending(
      path: "Validation/data/holzinger-swineford-1939.csv")
    let data = try CSVReader().read(contentsOf: path.path)
    var options = FitOptions()
    options.model.kind = .cfa
    if let group {
      options.model.groupLabels = try data.column(named: group)
        .distinctLabels().labels
    }
    configure(&options)
    let table = try ParameterTable(
      lowering: SyntaxTree.parse(text: text), options: options.model)
    let sample = try ModelSamples(
      of: table, from: data, group: group, options: options
    ).samples
    return try Fit(table, sample: sample, options: options)
  }
}
