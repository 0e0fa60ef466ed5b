import LinearAlgebra
import Messages
import Populations
import TableReading
import Testing

/// Draws one sample of one group.
private func drawn(
  _ text: String, _ options: [(String, String)] = [], count: Int,
  seed: UInt64 = 1, replicate: Int = 1
) throws -> (DataGenerator, CaseDrawer) {
  var own = PopulationOptions()
  for (name, value) in options { try own.read(name, value) }
  let generator = try DataGenerator(population(text).groups, own)
  var drawer = CaseDrawer(generator, counts: [count])
  drawer.draw(replicate: replicate, SimulationStreams(seed: seed))
  return (generator, drawer)
}

private func column(_ drawer: CaseDrawer, _ place: Int) -> [Double] {
  let count = drawer.counts[0]
  return Array(drawer.values[0][place * count..<(place + 1) * count])
}

/// The mean of powers of standardized values.
private func standardized(_ values: [Double], _ power: Int) -> Double {
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
  return values.reduce(0.0) { sum, value in
    var product = 1.0
    for _ in 0..<power { product *= (value - mean) / variance.squareRoot() }
    return sum + product
  } / n
}

private func covariance(_ a: [Double], _ b: [Double]) -> Double {
  let n = Double(a.count)
  let (ma, mb) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
  return zip(a, b).reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) } / n
}

private let factors = """
  f =~ 0.7*x1 + 0.8*x2 + 0.6*x3
  x1 ~~ 0.51*x1
  x2 ~~ 0.36*x2
  x3 ~~ 0.64*x3
  x1 ~ 3*1
  """

@Suite("Drawing of simulated data")
struct DrawingTests {
  /// Three standard errors of a covariance of 40,000 cases.
  private let tolerance = 0.03

  @Test(arguments: [
    [("distribution", "normal")],
    [
      ("distribution", "vale-maurelli"), ("skewness", "1"), ("kurtosis", "2"),
    ],
    [("distribution", "independent"), ("skewness", "1"), ("kurtosis", "2")],
    [("cluster-size", "10"), ("intraclass", "0.1")],
  ])
  func largeSamplesHaveTheMoments(_ options: [(String, String)]) throws {
    let (generator, drawer) = try drawn(factors, options, count: 40_000)
    let columns = (0..<3).map { column(drawer, $0) }
    #expect(abs(columns[0].reduce(0, +) / 40_000 - 3) < tolerance)
    for i in 0..<3 {
      for j in 0..<3 {
        #expect(
          abs(
            covariance(columns[i], columns[j])
              - generator.groups[0].covariance[i, j]) < tolerance)
      }
      if options[0].0 == "distribution", options.count > 1 {
        #expect(abs(standardized(columns[i], 3) - 1) < 0.15)
        #expect(abs(standardized(columns[i], 4) - 5) < 1)
      }
    }
  }

  @Test func aReplicateIsAFunctionOfItsKey() throws {
    let once = try drawn(factors, count: 50, replicate: 7).1.values
    let again = try drawn(factors, count: 50, replicate: 7).1.values
    let other = try drawn(factors, count: 50, replicate: 8).1.values
    #expect(once == again)
    #expect(once != other)
    // Missing values change no other value.
    let missing = try drawn(
      factors, [("missing-share", "x2=0.3")], count: 50, replicate: 7
    ).1.values
    for (value, own) in zip(once[0], missing[0]) where !own.isNaN {
      #expect(value == own)
    }
  }

  @Test func categoriesHaveTheirShares() throws {
    let (_, drawer) = try drawn(
      factors, [("categories", "x1=0.2/0.3/0.5,x3=0.9/0.1")], count: 40_000)
    func share(_ place: Int, _ category: Double) -> Double {
      Double(column(drawer, place).filter { $0 == category }.count) / 40_000
    }
    #expect(abs(share(0, 1) - 0.2) < 0.01)
    #expect(abs(share(0, 2) - 0.3) < 0.01)
    #expect(abs(share(0, 3) - 0.5) < 0.01)
    #expect(abs(share(2, 2) - 0.1) < 0.01)
  }

  @Test func missingValuesFollowTheRules() throws {
    let (_, drawer) = try drawn(
      factors, [("missing-share", "x3=0.1"), ("missing-by", "x2=x1/0.3")],
      count: 40_000)
    let cause = column(drawer, 0)
    let lost = column(drawer, 1).map(\.isNaN)
    #expect(abs(Double(lost.filter(\.self).count) / 40_000 - 0.3) < 0.01)
    let own = zip(cause, lost).filter { $0.1 }.map { $0.0 }
    // E(z | missing) is the slope/√2 times φ(q)/0.3, q the quantile of 0.3.
    let mean = own.reduce(0, +) / Double(own.count) - 3
    #expect(abs(mean - 0.347693 / 0.3 / 2.0.squareRoot()) < 0.03)
    let third = column(drawer, 2).filter(\.isNaN).count
    #expect(abs(Double(third) / 40_000 - 0.1) < 0.01)
  }

  @Test func attritionIsMonotone() throws {
    let (_, drawer) = try drawn(
      factors, [("waves", "x1/x2/x3"), ("attrition", "0.2")], count: 20_000)
    let columns = (0..<3).map { column(drawer, $0) }
    #expect(columns[0].allSatisfy { !$0.isNaN })
    var second = 0
    var third = 0
    for (b, c) in zip(columns[1], columns[2]) {
      #expect(!b.isNaN || c.isNaN)
      if b.isNaN { second += 1 }
      if c.isNaN { third += 1 }
    }
    #expect(abs(Double(second) / 20_000 - 0.2) < 0.01)
    #expect(abs(Double(third) / 20_000 - 0.36) < 0.01)
  }

  @Test func formsLeaveOutOneSetEach() throws {
    let (_, drawer) = try drawn(factors, [("forms", "x1/x2/x3")], count: 9)
    for place in 0..<3 {
      #expect(
        column(drawer, place).map(\.isNaN) == (0..<9).map { $0 % 3 == place })
    }
  }

  /// The share of a variance between clusters, by an analysis of variance.
  @Test func clustersHaveTheirIntraclassCorrelation() throws {
    let (_, drawer) = try drawn(
      factors, [("cluster-size", "20"), ("intraclass", "0.3")], count: 40_000)
    let values = column(drawer, 1)
    var between = 0.0
    let mean = values.reduce(0, +) / 40_000
    for cluster in 0..<2000 {
      let own =
        values[cluster * 20..<(cluster + 1) * 20].reduce(0, +) / 20 - mean
      between += own * own
    }
    // Var of a cluster's mean: ρ + (1 − ρ)/20.
    #expect(abs(between / 2000 - (0.3 + 0.7 / 20)) < 0.04)
    let table = try drawer.table(group: "group")
    #expect(table.columnNames == ["x1", "x2", "x3", "cluster"])
    #expect(try table.numbers(named: "cluster").last == 2000)
  }

  @Test func outlyingCasesWidenVariances() throws {
    let (_, drawer) = try drawn(
      factors, [("contamination", "0.1"), ("contamination-scale", "3")],
      count: 40_000)
    let values = column(drawer, 0)
    #expect(abs(covariance(values, values) - (0.9 + 0.1 * 9)) < 0.08)
  }

  @Test(arguments: [
    [("skewness", "1")], [("distribution", "independent")],
    [("intraclass", "0.2")], [("attrition", "0.2")], [("forms", "x1")],
    [("missing-share", "y=0.1")], [("missing-by", "x1=x1/0.2")],
    [("missing-by", "x1=x2/0.2"), ("missing-share", "0.1")],
    [("categories", "x1=0.5/0.6")],
    [
      ("distribution", "vale-maurelli"), ("skewness", "x1=2"),
      ("kurtosis", "1"),
    ],
  ])
  func faultsOfOptionsAreNamed(_ options: [(String, String)]) {
    #expect(throws: LatentError.self) {
      try drawn(factors, options, count: 10)
    }
  }
}
