import Latent
import Messages
import Testing

@Suite struct GroupHeaderTests {
  private static let text = """
    group: 1
    y ~ a*x
    group: 2
    y ~ b*x
    """

  private func data() throws -> DataTable {
    let x = (0..<20).map { Double($0 % 7) }
    let y = (0..<20).map { Double($0 % 5) + Double($0 % 3) }
    return try DataTable(columns: [
      DataColumn(name: "x", numbers: x), DataColumn(name: "y", numbers: y),
      DataColumn(
        name: "site", numbers: (0..<20).map { Double(1 + $0 / 10) }),
    ])
  }

  @Test func dataWithoutGroupsAreRefused() throws {
    let model = try Model(text: Self.text)
    let data = try data()
    let error = #expect(throws: LatentError.self) {
      try model.fit(to: data)
    }
    #expect(error?.code == "model.group-count")
  }

  @Test func oneCovarianceMatrixIsRefused() throws {
    let model = try Model(text: Self.text)
    let moments = try SampleMoments(
      variableNames: ["y", "x"], observationCount: 50,
      covariance: [1, 0.5, 0.5, 1])
    let error = #expect(throws: LatentError.self) {
      try model.fit(to: [moments])
    }
    #expect(error?.code == "model.group-count")
  }

  @Test func aSingleLabelOfTwoIsRefused() throws {
    let model = try Model(text: Self.text)
    let data = try data()
    let error = #expect(throws: LatentError.self) {
      try model.fit(to: data, group: "site", groupLabels: ["1"])
    }
    #expect(error?.code == "model.group-count")
  }

  @Test func groupsOfTheDataAreFitted() throws {
    let result = try Model(text: Self.text).fit(to: data(), group: "site")
    #expect(result.isConverged)
    #expect(result.sample.count == 2)
  }
}
