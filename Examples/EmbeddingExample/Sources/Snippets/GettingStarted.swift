import Latent

func getStarted(path: String) throws {
  let model = try Model(
    text: """
      visual  =~ x1 + x2 + x3
      textual =~ x4 + x5 + x6
      speed   =~ x7 + x8 + x9
      """)
  let data = try CSVReader().read(contentsOf: path)
  let result = try model.fit(to: data)

  guard result.isConverged else {
    print(result.convergenceMessage)
    return
  }
  if let loading = result[.loading("visual", "x2")] {
    print("visual =~ x2:", rounded(loading.estimate))
  }
  let measures = result.measures
  if let chiSquare = measures.chiSquare, let df = measures.degreesOfFreedom {
    print("χ²", rounded(chiSquare), "df", df)
  }
}

/// A number with three decimals.
func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
