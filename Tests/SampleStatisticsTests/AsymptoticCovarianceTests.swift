import LinearAlgebra
import SampleStatistics
import TestSupport
import Testing

@Suite("Asymptotic covariances against lavaan")
struct AsymptoticCovarianceTests {
  private func data(group: String?) throws -> GroupedData {
    try GroupedData(
      fixtureTable("moments/holzinger.csv"),
      selecting: SampleSelection(
        variables: ["x1", "x2", "x3", "x4"], groupVariable: group,
        divisor: .countMinusOne))
  }

  private func gamma(_ sample: Sample, hasMeans: Bool) throws -> [Double] {
    let cases = try #require(sample.cases)
    let deviations = try #require(
      CaseDeviations(cases, size: sample.size, fixed: []))
    return deviations.momentCovariance(hasMeans: hasMeans).elements
  }

  @Test func distributionFreeWithMeans() throws {
    let reference = try Reference()
    for group in try data(group: "school").groups {
      let gamma = try gamma(group, hasMeans: true)
      #expect(
        distance(gamma, reference["gamma.means:" + group.label]) < 1e-12)
    }
  }

  @Test func distributionFreeAndItsInverse() throws {
    let reference = try Reference()
    let gamma = try gamma(data(group: nil).groups[0], hasMeans: false)
    #expect(distance(gamma, reference["gamma"]) < 1e-12)
    #expect(distance(product(gamma, reference["wls.v"]), identity(10)) < 1e-10)
  }

  private func identity(_ size: Int) -> [Double] {
    (0..<size * size).map { $0 % (size + 1) == 0 ? 1 : 0 }
  }

  private func product(_ a: [Double], _ b: [Double]) -> [Double] {
    let size = Int(Double(a.count).squareRoot())
    guard b.count == a.count else { return [] }
    var result = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      for row in 0..<size {
        for k in 0..<size {
          result[column * size + row] +=
            a[k * size + row] * b[column * size + k]
        }
      }
    }
    return result
  }
}
