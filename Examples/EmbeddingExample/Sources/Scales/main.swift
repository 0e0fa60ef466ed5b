import Codebooks
import ItemAnalysis
import Latent

// A questionnaire's scales: the codebook describes the answers, and the items
// of each construct are a scale.
func analyse(_ text: String, _ table: DataTable) throws {
  let codebook = try Codebook(text: text)
  let data = try codebook.describing(table)
  let analysis = try ItemAnalysis(
    data.table, scales: ScaleDefinition.all(of: codebook))
  for own in analysis.scales {
    let alpha = own.reliability?.alpha.estimate ?? .nan
    print(own.scale.label, own.count, (alpha * 1000).rounded() / 1000)
  }
}

let answers: [(name: String, numbers: [Double])] = [
  ("t1", [1, 2, 4, 5, 3, 4, 2, 5]), ("t2", [2, 2, 5, 4, 3, 5, 1, 4]),
  ("t3", [4, 5, 1, 2, 3, 9, 4, 1]),
]
try analyse(
  """
  scale: 1..5
  missing: [9]
  constructs:
    trust: {label: Trust, items: [t1, t2, t3], reversed: [t3]}
  """, DataTable(columns: answers))
do {
  try analyse("constructs: {trust: [t1, t9]}", DataTable(columns: answers))
} catch let error as LatentError {
  print(error.description)
}

// The whole way from a file of SPSS, for which the program stands in the
// repository's folder.
try chapter("Models/cluster-growth/firms.sav")
