import Codebooks
import DataFiles
import FactorAnalysis
import FactorRotation
import Foundation
import GroupDifferences
import Latent
import ValidityAnalysis

/// A file of SPSS, its factors, the validity of two constructs, and the means
/// of a construct's first item by district.
func chapter(_ path: String) throws {
  let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
  let table = try DataFileReader().read(bytes: bytes, name: path)
  print(table.rowCount, "cases,", table.variables[3].label)

  let items = ["ol1", "ol2", "ol3", "ol4", "cg1", "cg2", "cg3", "cg4"]
  var options = ExplorationOptions()
  options.counts = 2...2
  options.factors.rotation = RotationOptions(.oblimin(gamma: 0))
  options.replicates = 100
  let exploration = try FactorExploration(
    FactorSample(
      names: items, correlation: try correlations(items, table),
      caseCount: Double(table.rowCount)), options)
  let solution = exploration.solutions[0]
  print(
    "KMO", rounded(exploration.adequacy?.overall ?? .nan), "eigenvalues > 1:",
    exploration.kaiserCount)
  for (item, name) in items.enumerated() {
    print(name, (0..<2).map { rounded(solution.loadings[item, $0]) })
  }

  var validity = ValidityOptions()
  validity.draws = 50
  let constructs = [
    MeasuredConstruct(name: "learning", items: Array(items[..<4])),
    MeasuredConstruct(name: "growth", items: Array(items[4...])),
  ]
  let found = try ValidityAnalysis(constructs, in: table, options: validity)
  for own in found.constructs {
    print(
      own.construct.name, "CR", rounded(own.compositeReliability), "AVE",
      rounded(own.averageVarianceExtracted))
  }
  print("HTMT", rounded(found.ratios[0].ratio ?? .nan))

  let groups = try CaseGroups("district", of: table)
  let differences = try GroupDifferences(
    of: [
      ComparedVariable(name: "ol1", values: try table.numbers(named: "ol1"))
    ],
    between: groups)
  print(
    "F", rounded(differences.variables[0].analysis.fisher.statistic), "of",
    groups.labels.count, "districts")
}

/// Pearson correlations of complete columns.
func correlations(_ names: [String], _ table: DataTable) throws -> Matrix {
  let columns = try names.map { name in
    let values = try table.numbers(named: name)
    let mean = values.reduce(0, +) / Double(values.count)
    let centred = values.map { $0 - mean }
    let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return centred.map { $0 / length }
  }
  return Matrix(
    rows: names.count, columns: names.count,
    elements: columns.flatMap { left in
      columns.map { right in zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    })
}

func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
