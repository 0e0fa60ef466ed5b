import Latent
import Messages
import TestSupport
import Testing

/// Refits of a prepared model are the fits of the samples.
@Suite struct PreparedModelTests {
  private static let text = """
    visual =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    speed =~ x7 + x8 + x9
    ratio := 1 / 2
    """

  /// The rows 0, step, 2 step, … modulo their number: a sample of the same size.
  private func drawn(_ data: DataTable, step: Int) throws -> (
    table: DataTable, cases: [Double]
  ) {
    let names = (1...9).map { "x\($0)" }
    let columns = try names.map { name in
      let numbers = try data.numbers(named: name)
      return numbers.indices.map { numbers[$0 * step % numbers.count] }
    }
    return (
      try DataTable(
        columns: zip(names, columns).map { (name: $0, numbers: $1) }),
      Array(columns.joined())
    )
  }

  /// 301 is 7 × 43: these steps draw 43 of the rows, 7 times each.
  @Test(arguments: [7, 14, 21])
  func refitsAgreeWithFits(step: Int) throws {
    let data = try HolzingerModel.table()
    let model = try Model(text: Self.text)
    let prepared = try model.prepared(for: data)
    let fitter = try prepared.makeFitter()
    let loading = try #require(prepared.place(of: .loading("visual", "x2")))
    let ratio = try #require(prepared.place(of: .defined("ratio")))
    let sample = try drawn(data, step: step)
    let whole = try? model.fit(to: sample.table)
    let refit = try fitter.refit(cases: sample.cases)
    guard let whole, whole.isConverged else {
      #expect(!refit.isConverged)
      return
    }
    #expect(refit.isConverged)
    let estimate = try #require(whole[.loading("visual", "x2")]?.estimate)
    expectClose(fitter[loading], estimate, relative: 1e-7, absolute: 1e-8)
    #expect(fitter[ratio] == 0.5)
    expectClose(
      try #require(refit.chiSquare), try #require(whole.measures.chiSquare),
      relative: 1e-7, absolute: 1e-8)
    let complete = try fitter.completeFit()
    expectClose(
      try #require(complete[.loading("visual", "x2")]?.standardError),
      try #require(whole[.loading("visual", "x2")]?.standardError),
      relative: 1e-5, absolute: 1e-8)
    expectClose(
      try #require(complete.measures.cfi), try #require(whole.measures.cfi),
      relative: 1e-7, absolute: 1e-8)
  }

  /// No refit depends on those before it.
  @Test func orderDoesNotMatter() throws {
    let data = try HolzingerModel.table()
    let prepared = try Model(text: Self.text).prepared(for: data)
    let samples = try [2, 3, 5].map { try drawn(data, step: $0).cases }
    let one = try prepared.makeFitter()
    let other = try prepared.makeFitter()
    let forward = try samples.map { try one.refit(cases: $0).chiSquare }
    let backward = try samples.reversed().map {
      try other.refit(cases: $0).chiSquare
    }
    #expect(forward == backward.reversed())
  }

  @Test func momentsAndCasesAgree() throws {
    let data = try HolzingerModel.table()
    let prepared = try Model(text: Self.text).prepared(for: data)
    let fitter = try prepared.makeFitter()
    let sample = try drawn(data, step: 2)
    let byCases = try fitter.refit(cases: sample.cases)
    let group = try GroupedData(
      sample.table, selecting: SampleSelection(variables: prepared.variables[0])
    ).groups[0]
    let byMoments = try fitter.refit(group.moments)
    expectClose(
      try #require(byMoments.chiSquare), try #require(byCases.chiSquare),
      relative: 1e-10, absolute: 1e-10)
  }

  @Test func otherShapesAreRefused() throws {
    let data = try HolzingerModel.table()
    let prepared = try Model(text: Self.text).prepared(for: data)
    let fitter = try prepared.makeFitter()
    let error = #expect(throws: LatentError.self) {
      try fitter.refit(cases: [1, 2, 3])
    }
    #expect(error?.kind == .data)
    #expect(error?.code == "prepared.other-sample")
    let moments = try SampleMoments(
      variableNames: ["x1", "x2"], observationCount: 301,
      covariance: [1, 0.5, 0.5, 1])
    #expect(throws: LatentError.self) { try fitter.refit(moments) }
    let two = try Model(text: Self.text).prepared(for: data, group: "school")
    let both = try two.makeFitter()
    #expect(throws: LatentError.self) { try both.refit(cases: [1.0]) }
  }

  /// The parser's findings come as one error with places.
  @Test func errorsOfTextsHavePlaces() throws {
    let error = #expect(throws: LatentError.self) {
      try Model(text: "f =~ x1 + x2 x3\ng =~ y1 + + y2", name: "two.lav")
    }
    let first = try #require(error)
    #expect(first.kind == .syntax)
    #expect(first.code == "syntax.missing-operator")
    #expect(first.file == "two.lav" && first.line == 1 && first.column == 14)
    #expect(first.range == 13..<15)
    #expect(first.others.map(\.line) == [2])
    #expect(first.description.contains("^"))
  }

  @Test func keysAndGroups() throws {
    let data = try HolzingerModel.table()
    let fit = try Model(text: Self.text).fit(to: data, group: "school")
    let labels = fit.groups.map(\.label)
    #expect(Set(labels) == ["Pasteur", "Grant-White"])
    for label in labels {
      let key = ParameterKey.covariance("speed", "visual")
      let group = try #require(fit.groups[label])
      let row = try #require(group[key])
      #expect(row.lhs == "visual" && row.rhs == "speed")
      #expect(group.rSquared(of: "x1") != nil)
      #expect(group.rSquared(of: "visual") == nil)
    }
    #expect(fit[.loading("visual", "x4")] == nil)
    #expect(fit[.variance("x1")]?.isFree == true)
    #expect(fit[.intercept("x1")] != nil)
    #expect(fit[.defined("ratio")]?.estimate == 0.5)
    #expect(fit.groups["nowhere"] == nil)
  }

  /// The number of a group is the same in its results, its parameters and the
  /// collection of groups.
  @Test func groupsCountFromOne() throws {
    let data = try HolzingerModel.table()
    let fit = try Model(text: Self.text).fit(to: data, group: "school")
    #expect(Array(fit.groups.indices) == [1, 2])
    #expect(fit.groups.count == 2)
    for number in fit.groups.indices {
      let group = fit.groups[number]
      #expect(group.number == number)
      #expect(fit.groups[group.label]?.number == number)
      #expect(!group.parameters.isEmpty)
      #expect(group.parameters.allSatisfy { $0.group == number })
      let key = ParameterKey.loading("visual", "x3")
      #expect(
        group[key]?.estimate
          == fit.parameter("visual", "=~", "x3", group: number)?.estimate)
    }
    #expect(fit.groups.first?.label == fit.groups[1].label)
    #expect(fit.groups.last?.label == fit.groups[2].label)
    #expect(fit.groups[1].label != fit.groups[2].label)
    let one = try Model(text: Self.text).fit(to: data)
    #expect(one.groups.map(\.number) == [1])
    #expect(one.groups[""]?.number == 1)
  }
}
