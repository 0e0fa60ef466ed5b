import Clusters
import Latent
import LinearAlgebra
import Messages
import ModelFit
import Plots
import Testing

@testable import MonteCarlo

/// The design of Muthén and Muthén (2002): two factors of five indicators with
/// loadings of 0.8 and reliabilities of .64, a correlation of .25.
private let factors = """
  seed: 1
  replicates: 400
  standardized: true
  population: |
    f1 =~ 0.8*y1 + 0.8*y2 + 0.8*y3 + 0.8*y4 + 0.8*y5
    f2 =~ 0.8*y6 + 0.8*y7 + 0.8*y8 + 0.8*y9 + 0.8*y10
    f1 ~~ 0.25*f2
  model: |
    f1 =~ y1 + y2 + y3 + y4 + y5
    f2 =~ y6 + y7 + y8 + y9 + y10
  nobs: 150
  fit: {std-lv: true}
  """

func planned(_ text: String) throws -> (
  MonteCarloStudy, [SimulationCondition]
) {
  let study = try MonteCarloStudy(text: text, name: "s.yaml")
  return (study, try ConditionPlanner(study) { _ in "" }.conditions())
}

/// Results and the text of the replicates.
func carriedOut(
  _ text: String, shard: Shard = Shard(), threads: Int = 2
) throws -> (MonteCarloResults, [UInt8]) {
  let (study, conditions) = try planned(text)
  var results = MonteCarloResults(study, conditions)
  let file = ReplicateFile(study, conditions)
  var writer = ReplicateWriter(file, shard)
  var bytes = file.head(shard)
  let isDone = try MonteCarloRun(
    conditions, replicates: study.replicates, shard: shard, threads: threads
  ).run(
    isStopped: { false }, progress: { _ in },
    take: { condition, first, count, rows in
      results.add(condition, count: count, rows)
      bytes += writer.block(condition, first: first, count: count, rows)
    })
  #expect(isDone)
  return (results, bytes + writer.end)
}

@Suite("Monte Carlo studies")
struct MonteCarloTests {
  /// Buffers give what `Model.fit` gives of the same cases: a model with labels
  /// held equal, an affine constraint, means and a defined parameter, in two
  /// groups; and exogenous variables that are fixed.
  @Test(arguments: [
    ("""
    replicates: 4
    standardized: true
    population: |
      f =~ 0.7*x1 + 0.6*x2 + 0.5*x3 + 0.7*x4
      f ~ 0.4*z + 0.2*w
      z ~~ 0.3*w
    model: |
      f =~ x1 + a*x2 + a*x3 + c*x4
      f ~ d*z + e*w
      a + c == 2
      de := d*e
    nobs: [90+120]
    """),
    ("""
    replicates: 4
    standardized: true
    population: |
      m ~ 0.4*x
      y ~ 0.3*x + 0.5*m
    model: |
      m ~ a*x
      y ~ b*m + x
      ab := a*b
    nobs: 80
    fit: {information: observed, meanstructure: true}
    """),
  ])
  func buffersGiveTheNumbersOfFits(_ text: String) throws {
    let (study, conditions) = try planned(text)
    let condition = conditions[0]
    let fit = try #require(condition.fit)
    #expect(condition.isQuick)
    let quick = try QuickReplicate(condition, fit)
    #expect(quick.isUsable)
    let general = GeneralReplicate(condition)
    let rows = SharedRows(rows: 2, columns: condition.width)
    for replicate in 1...study.replicates {
      quick.fit(replicate: replicate, into: rows, row: 0)
      general.fit(replicate: replicate, into: rows, row: 1)
      for column in 0..<condition.width {
        let (own, other) = (rows[0, column], rows[1, column])
        if other.isNaN {
          #expect(own.isNaN)
        } else {
          #expect(
            abs(own - other) < 2e-6 * max(1, abs(other)), "column \(column)")
        }
      }
    }
  }

  /// Muthén and Muthén's conclusion: 150 cases give the correlation of .25 a
  /// power of about .80, with coverage near .95 and small bias.
  @Test func publishedDesignIsMet() throws {
    let (results, _) = try carriedOut(factors)
    let condition = results.conditions[0]
    #expect(condition.convergence?.value == 1)
    let own = try #require(
      condition.parameters.first { $0.name == "f1~~f2" })
    let power = try #require(own.power)
    #expect(abs(power.value - 0.81) < 3 * (power.error ?? 0))
    for parameter in condition.parameters {
      let coverage = try #require(parameter.coverage)
      #expect(coverage.value > 0.88 && coverage.value < 0.985)
      #expect(abs(try #require(parameter.bias).value) < 0.02)
    }
    // The expected information gives the errors of 150 cases.
    let error = try #require(own.standardError)
    let deviation = try #require(own.deviation)
    #expect(abs(error.value / deviation.value - 1) < 0.12)
  }

  @Test func shardsHoldEveryReplicateOnce() {
    for (total, count) in [(10, 3), (2, 5), (1000, 7), (7, 7)] {
      let all = (1...count).flatMap {
        Array(Shard($0, of: count).replicates(of: total))
      }
      #expect(all == Array(1...total))
    }
  }

  /// The figures of three estimates, by hand.
  @Test func figuresAreThoseOfTheirFormulas() throws {
    var own = ParameterSummary("b", truth: 0.5, level: 0.95, alpha: 0.05)
    own.add(0.4, 0.1)
    own.add(0.6, 0.1)
    own.add(0.8, 0.1)
    own.add(.nan, .nan)
    #expect(own.count == 3)
    #expect(abs(try #require(own.mean).value - 0.6) < 1e-15)
    #expect(abs(try #require(own.bias).value - 0.1) < 1e-15)
    #expect(abs(try #require(own.relativeBias).value - 0.2) < 1e-14)
    #expect(abs(try #require(own.deviation).value - 0.2) < 1e-15)
    #expect(abs(try #require(own.mean?.error) - 0.2 / 3.0.squareRoot()) < 1e-15)
    let root = ((0.01 + 0.01 + 0.09) / 3).squareRoot()
    #expect(abs(try #require(own.rootMeanSquare).value - root) < 1e-15)
    #expect(abs(try #require(own.coverage).value - 2.0 / 3) < 1e-15)
    #expect(own.power?.value == 1)
    #expect(abs(try #require(own.width).value - 0.3919928) < 1e-7)
  }

  @Test func misspecifiedModelsAreRejected() throws {
    let (results, _) = try carriedOut(
      """
      replicates: 60
      standardized: true
      population: |
        f =~ 0.7*x1 + 0.7*x2 + 0.7*x3 + 0.7*x4
        x1 ~~ 0.3*x2
      models:
        right: "f =~ x1 + x2 + x3 + x4\\nx1 ~~ x2"
        wrong: "f =~ x1 + x2 + x3 + x4"
      nobs: 300
      """)
    #expect(results.conditions.count == 2)
    #expect(try #require(results.conditions[0].rejection).value < 0.2)
    #expect(try #require(results.conditions[1].rejection).value > 0.9)
  }

  @Test(arguments: [
    (
      "population: \"y ~ 0.5*x\"\nstandardized: true\nmodel: \"y ~ x\"\nnobs: 20\nfit: {se: bootstrap}",
      "number of draws within replicates"
    ),
    ("nobs: 10", "population"),
    ("population: \"y ~ 0.5*x\"\nmodel: \"y ~ x\"\nnobs: 20", "y ~~ y"),
    (
      "population: \"y ~ 0.5*x\"\nstandardized: true\nmodel: \"y ~ z\"\nnobs: 20",
      "z"
    ),
    (
      "population: \"y ~ 0.5*x\"\nstandardized: true\nmodel: \"f =~ y + x\"\nnobs: 20",
      "identified"
    ),
    (
      "population: \"y ~ 0.5*x\"\nstandardized: true\nmodel: \"y ~ x\"\nnobs: 20\nfit: {estimatr: ML}",
      "estimator"
    ),
    (
      "population: \"y ~ 0.5*x\"\nstandardized: true\nmodel: \"y ~ x\"\nnobs: [20, 20+30]",
      "groups"
    ),
  ])
  func faultsAreNamed(_ text: String, _ part: String) {
    do {
      _ = try planned(text)
      Issue.record("no error: \(text)")
    } catch {
      #expect("\(error)".contains(part), "\(error)")
    }
  }

  /// Percentile intervals within replicates have their level, about, and results
  /// do not depend on threads.
  @Test func replicatesAreBootstrapped() throws {
    let text = """
      replicates: 60
      standardized: true
      population: |
        m ~ 0.5*x
        y ~ 0.5*m
      model: |
        m ~ a*x
        y ~ b*m
        ab := a*b
      nobs: 60
      fit: {bootstrap: 80}
      """
    let (results, bytes) = try carriedOut(text)
    let (_, same) = try carriedOut(text, threads: 1)
    #expect(bytes == same)
    let own = try #require(
      results.conditions[0].parameters.first { $0.name == "ab" })
    #expect(own.count == 60)
    #expect((own.coverage?.value ?? 0) > 0.8)
    #expect((own.power?.value ?? 0) > 0.8)
    let width = try #require(own.width?.value)
    let error = try #require(own.standardError?.value)
    #expect(width > 3 * error && width < 5 * error)
  }

  @Test func curvesShowPowerOverCases() throws {
    let text = """
      replicates: 50
      standardized: true
      population: "y ~ 0.3*x"
      model: "y ~ x"
      nobs: [40, 80]
      """
    let (_, conditions) = try planned(text)
    let (results, _) = try carriedOut(text)
    let curve = try MonteCarloCurve("y~x", .power, of: conditions)
    let plot = curve.plot(results)
    guard case .curve(let points, _) = plot.marks[0] else {
      Issue.record("no curve")
      return
    }
    #expect(points.map(\.x) == [40, 80])
    #expect(points[0].y < points[1].y)
    #expect(throws: LatentError.self) {
      try MonteCarloCurve("z", .power, of: conditions)
    }
  }
}
