import Latent

/// Fits a path model to a covariance matrix that stands in the program.
func fitCorrelations() throws {
  // From trust to cooperation to growth, numbers made up for this example.
  let moments = try SampleMoments(
    variableNames: ["trust", "cooperation", "growth"],
    observationCount: 200,
    covariance: [
      1.00, 0.45, 0.30,
      0.45, 1.20, 0.50,
      0.30, 0.50, 1.50,
    ])
  let model = try Model(
    text: """
      cooperation ~ a*trust
      growth      ~ b*cooperation + c*trust
      indirect := a*b
      total    := c + a*b
      """)
  let result = try model.fit(to: moments)

  print("\nTrust, cooperation and growth")
  printTable(result)
  if let indirect = result[.defined("indirect")],
    let lower = indirect.lower, let upper = indirect.upper
  {
    print(
      "indirect effect \(decimal(indirect.estimate)), "
        + "95% interval \(decimal(lower)) to \(decimal(upper))")
  }
}
