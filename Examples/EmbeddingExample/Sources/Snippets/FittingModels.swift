import Latent

func fitArrays() throws {
  let hours: [Double] = [2, 5, 3, 8, 6, 9, 4, 7, 1, 6]
  let grade: [Double] = [4, 5, 5, 8, 6, 8, 6, 8, 3, .nan]
  let data = try DataTable(columns: [("hours", hours), ("grade", grade)])
  let result = try Model(text: "grade ~ hours").fit(to: data)
  for group in result.groups {
    let sample = group.sample
    print(sample.observationCount, "of", sample.readCount, "rows used")
  }
}

func fitCovariances(path: String) throws {
  let moments = try MomentMatrixReader().read(
    contentsOf: path, observationCount: 932)
  let model = try Model(
    text: """
      ses     =~ Education + SEI
      alien67 =~ Anomia67 + Powerless67
      alien71 =~ Anomia71 + Powerless71
      alien67 ~ ses
      alien71 ~ ses + alien67
      Anomia67    ~~ Anomia71
      Powerless67 ~~ Powerless71
      """)
  let result = try model.fit(to: moments)
  print("stability:", result[.regression("alien71", on: "alien67")] != nil)
}

func compareGroups(path: String) throws {
  let model = try Model(text: "visual =~ x1 + x2 + x3 + x9")
  let data = try CSVReader().read(contentsOf: path)

  var options = FitOptions()
  options.model.kind = .cfa
  let configural = try model.fit(to: data, group: "school", options: options)

  options.model.groupEqual = [.loadings]
  let metric = try model.fit(to: data, group: "school", options: options)
  if let free = configural.degreesOfFreedom,
    let equal = metric.degreesOfFreedom
  {
    print("df", free, "without constraints,", equal, "with equal loadings")
  }
  if let loading = metric.groups["Pasteur"]?[.loading("visual", "x2")] {
    print("visual =~ x2 of Pasteur:", rounded(loading.estimate))
  }
}

func fitOrdered(path: String) throws {
  let model = try Model(text: "learning =~ ol1 + ol2 + ol3 + ol4")
  let data = try CSVReader().read(contentsOf: path)

  var options = FitOptions(.wlsmv)
  options.model.ordered = ["ol1", "ol2", "ol3", "ol4"]
  let result = try model.fit(to: data, options: options)
  if let threshold = result[.threshold("ol1", 1)] {
    print("a response of 2 or less:", rounded(threshold.estimate))
  }
}

func chooseOptions(path: String) throws {
  var options = FitOptions()
  options.model.standardizeLatent = true
  options.model.meanStructure = true
  options.estimation.estimator = .gls
  options.information = .expected
  options.confidenceLevel = 0.90
  let result = try Model(text: "visual =~ x1 + x2 + x3 + x9").fit(
    to: CSVReader().read(contentsOf: path), options: options)
  print(result.options.estimation.estimator.rawValue, result.parameterCount)
}

func treatMissingValues(path: String) throws {
  var options = FitOptions(.mlr)
  options.missing = .fullInformation
  options.auxiliary = ["ageyr"]
  let result = try Model(text: "visual =~ x1 + x2 + x3 + x9").fit(
    to: CSVReader().read(contentsOf: path), options: options)
  print("cases", result.observationCount)
}
