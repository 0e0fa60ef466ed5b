import Latent
import Messages
import TestSupport
import Testing

/// Regressions that leave next to nothing unexplained: the covariance matrix is
/// badly conditioned, though the estimates are not.
struct NearSingularFitTests {
  /// y = a + 2b + 3c and a residual of the given size, of 200 cases.
  private struct Sample {
    var text = "y,a,b,c\n"
    /// Least squares: the coefficients that made y, and those of the residual
    /// on the predictors.
    var coefficients: [Double]
    /// The mean of the squared residuals.
    var variance: Double

    init(residual size: Double, correlation: Double, seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      let n = 200
      var columns = (0..<3).map { _ in generator.normals(n) }
      for i in 0..<n {
        columns[2][i] =
          correlation * columns[1][i]
          + (1 - correlation * correlation).squareRoot() * columns[2][i]
      }
      let residual = generator.normals(n).map { size * $0 }
      for i in 0..<n {
        let y =
          columns[0][i] + 2 * columns[1][i] + 3 * columns[2][i] + residual[i]
        text +=
          ([y] + columns.map { $0[i] }).map(String.init(_:))
          .joined(separator: ",") + "\n"
      }
      func centered(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(n)
        return values.map { $0 - mean }
      }
      let x = columns.map(centered)
      let e = centered(residual)
      func product(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let inverse = Matrix(rowArrays: x.map { a in x.map { product(a, $0) } })
        .choleskyInverse()?.inverse
      let own = x.map { product($0, e) }
      let change = (inverse ?? Matrix(rows: 3, columns: 3)) * own
      coefficients = zip([1, 2, 3], change).map { $0 + $1 }
      variance =
        (product(e, e) - zip(change, own).reduce(0) { $0 + $1.0 * $1.1 })
        / Double(n)
    }
  }

  @Test(
    arguments: [1e-1, 1e-2, 4e-3, 2e-3, 1e-3], [0.0, 0.9])
  func regressions(_ size: Double, _ correlation: Double) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let sample = Sample(
        residual: size, correlation: correlation, seed: seed)
      let table = try CSVReader().read(text: sample.text)
      let fit = try Model(text: "y ~ a + b + c").fit(to: table)
      #expect(fit.isConverged, "\(size) \(correlation) \(seed)")
      for (name, value) in zip(["a", "b", "c"], sample.coefficients) {
        expectClose(
          fit.parameter("y", "~", name)?.estimate ?? .nan, value,
          absolute: 1e-3 * size)
      }
      expectClose(
        fit.parameter("y", "~~", "y")?.estimate ?? .nan, sample.variance,
        relative: 1e-3)
    }
  }

  /// The same with an equality of two coefficients that does not hold, and with
  /// a nonlinear one.
  @Test(arguments: ["p == 0.5*q", "p*q == 2.00001"]) func constraints(
    _ constraint: String
  ) throws {
    let sample = Sample(residual: 4e-3, correlation: 0, seed: 3)
    let table = try CSVReader().read(text: sample.text)
    let fit = try Model(text: "y ~ p*a + q*b + c\n\(constraint)").fit(to: table)
    #expect(fit.isConverged)
  }

  /// Where the noise is larger than estimates may have, there is no
  /// convergence, and the cause is named.
  @Test func tooSingular() throws {
    let sample = Sample(residual: 5e-5, correlation: 0, seed: 1)
    let table = try CSVReader().read(text: sample.text)
    let fit = try Model(text: "y ~ a + b + c").fit(to: table)
    #expect(!fit.isConverged)
    #expect(fit.convergenceMessage.contains("nearly singular"))
  }
}
