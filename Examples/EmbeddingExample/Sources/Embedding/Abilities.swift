import Foundation
import Latent

/// Fits a model to data that the program reads, changes and holds in arrays.
func fitAbilities() throws {
  let model = try Model(
    text: """
      visual  =~ x1 + x2 + x3
      textual =~ x4 + x5 + x6
      speed   =~ x7 + x8 + x9
      visual + textual + speed ~ age
      """)

  // Any source of numbers will do; NaN stands for a missing value.
  let file = try CSVReader().read(contentsOf: holzingerSwineford)
  var columns: [(name: String, numbers: [Double])] = []
  for name in (1...9).map({ "x\($0)" }) {
    columns.append((name, try file.numbers(named: name)))
  }
  let years = try file.numbers(named: "ageyr")
  let months = try file.numbers(named: "agemo")
  columns.append(("age", zip(years, months).map { $0 + $1 / 12 }))
  let data = try DataTable(columns: columns)

  let result = try model.fit(to: data)
  guard result.isConverged else {
    print(result.convergenceMessage)
    return
  }
  print("Abilities and age, \(result.observationCount) children")
  printFit(result)
  printTable(result)
  for warning in result.warnings { print("Note: \(warning.message)") }
}

/// The classic data set that comes with the repository.
let holzingerSwineford = URL(filePath: #filePath)
  .appending(path: "../../../../../Models/holzinger-swineford/data.csv")
  .standardizedFileURL.path()
