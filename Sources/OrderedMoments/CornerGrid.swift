internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The bivariate normal distribution at all corners of a table's cells.
///
/// Corners are those of the categories' limits, the infinite ones included: of
/// K × L categories (K + 1) × (L + 1). The probability Φ₂ at a corner follows a
/// change of the correlation by Plackett (1954), ∂Φ₂/∂ρ = φ₂, and from
/// independence by the same integral with Genz's (2004) numbers of nodes, whose
/// sines all corners share.
final class CornerGrid {
  /// The number of rows of corners.
  private(set) var rows = 0
  /// The number of columns of corners.
  private(set) var columns = 0
  /// The correlation.
  private(set) var correlation = 0.0
  /// Whether the probabilities are those of the integral from independence, not
  /// of steps.
  private(set) var isExact = false

  /// Φ₂.
  private let cumulative: MatrixBuffer
  /// φ₂ = ∂Φ₂/∂ρ.
  private let density: MatrixBuffer
  /// ∂φ₂/∂ρ.
  private let slope: MatrixBuffer
  /// ∂²φ₂/∂ρ².
  private let bend: MatrixBuffer
  /// The product of the limits, and half the sum of their squares.
  private let product: MatrixBuffer
  private let halfSquares: MatrixBuffer
  /// Φ₂ at independence.
  private let independent: MatrixBuffer
  /// The finite limits of rows and columns.
  private let rowLimits: MatrixBuffer
  private let columnLimits: MatrixBuffer

  /// Makes room for tables of at most so many categories.
  init(categories: Int) {
    let side = categories + 1
    cumulative = MatrixBuffer(rows: side * side)
    density = MatrixBuffer(rows: side * side)
    slope = MatrixBuffer(rows: side * side)
    bend = MatrixBuffer(rows: side * side)
    product = MatrixBuffer(rows: side * side)
    halfSquares = MatrixBuffer(rows: side * side)
    independent = MatrixBuffer(rows: side * side)
    rowLimits = MatrixBuffer(rows: side)
    columnLimits = MatrixBuffer(rows: side)
  }

  /// The cells' change over a function of corners: its second difference.
  private func difference(_ grid: borrowing MatrixBuffer, _ a: Int, _ b: Int)
    -> Double
  {
    let at = a + b * rows
    return (grid[at + rows + 1] - grid[at + rows]) - (grid[at + 1] - grid[at])
  }

  /// The probability π of cell (a, b), exact to about 1e-16.
  func probability(_ a: Int, _ b: Int) -> Double {
    difference(cumulative, a, b)
  }
  /// π′ = ∂π/∂ρ.
  func firstDerivative(_ a: Int, _ b: Int) -> Double {
    difference(density, a, b)
  }
  /// π″.
  func secondDerivative(_ a: Int, _ b: Int) -> Double {
    difference(slope, a, b)
  }
  /// π‴.
  func thirdDerivative(_ a: Int, _ b: Int) -> Double {
    difference(bend, a, b)
  }

  /// φ₂ at the corner (a, b), which has finite limits.
  func density(atCorner a: Int, _ b: Int) -> Double { density[a + b * rows] }
  /// ∂φ₂/∂ρ there.
  func slope(atCorner a: Int, _ b: Int) -> Double { slope[a + b * rows] }

  /// Takes the limits of two variables.
  func take(_ margins: OrderedMargins, _ i: Int, _ j: Int) {
    rows = margins.categories[i] + 1
    columns = margins.categories[j] + 1
    let (first, second) = (margins.starts[i], margins.starts[j])
    for a in 1..<rows - 1 { rowLimits[a] = margins.thresholds[first + a - 1] }
    for b in 1..<columns - 1 {
      columnLimits[b] = margins.thresholds[second + b - 1]
    }
    for b in 0..<columns {
      let below =
        b == 0
        ? 0 : b == columns - 1 ? 1 : margins.cumulative[second + b - 1]
      for a in 0..<rows {
        let beside =
          a == 0 ? 0 : a == rows - 1 ? 1 : margins.cumulative[first + a - 1]
        let at = a + b * rows
        independent[at] = beside * below
        cumulative[at] = beside * below
        density[at] = 0
        slope[at] = 0
        bend[at] = 0
      }
    }
    for b in 1..<columns - 1 {
      for a in 1..<rows - 1 {
        let (h, k) = (rowLimits[a], columnLimits[b])
        product[a + b * rows] = h * k
        halfSquares[a + b * rows] = 0.5 * (h * h + k * k)
      }
    }
    correlation = 0
    isExact = true
  }

  /// Goes to a correlation by the integral from independence.
  func set(_ rho: Double) {
    correlation = rho
    isExact = true
    guard abs(rho) < 0.925 else {
      let distribution = BivariateNormalDistribution(correlation: rho)
      for b in 1..<columns - 1 {
        for a in 1..<rows - 1 {
          cumulative[a + b * rows] = distribution.cumulative(
            rowLimits[a], columnLimits[b])
        }
      }
      return
    }
    for b in 1..<columns - 1 {
      for a in 1..<rows - 1 {
        cumulative[a + b * rows] = independent[a + b * rows]
      }
    }
    let size = abs(rho)
    addIntegral(
      from: 0, to: .asin(rho),
      size < 0.3 ? .six : size < 0.75 ? .twelve : .twenty)
  }

  /// The longest step, in the arcsine, whose integral is as exact as that from
  /// independence: Gauss's error is a multiple of its 11th power.
  private static let exactStep = 0.05

  /// Goes to a correlation nearby by the integral from here, exact to about
  /// 1e-10 for steps of less than 0.15 in the arcsine.
  func move(to rho: Double) {
    let (lower, upper) = (Double.asin(correlation), Double.asin(rho))
    addIntegral(from: lower, to: upper, .five)
    correlation = rho
    isExact = isExact && abs(upper - lower) <= Self.exactStep
  }

  /// Goes to a correlation so near that three terms of Taylor's series do.
  func shift(to rho: Double) {
    let step = rho - correlation
    for b in 1..<columns - 1 {
      for a in 1..<rows - 1 {
        let at = a + b * rows
        cumulative[at] +=
          step
          * (density[at] + step * (slope[at] / 2 + step * bend[at] / 6))
        density[at] += step * (slope[at] + 0.5 * step * bend[at])
      }
    }
    correlation = rho
  }

  /// Adds Plackett's integral between two arcsines of correlations.
  private func addIntegral(
    from lower: Double, to upper: Double, _ rule: GaussLegendre.Rule
  ) {
    let half = 0.5 * (upper - lower)
    let center = 0.5 * (upper + lower)
    let factor = half / (2 * .pi)
    for node in 0..<rule.count {
      let sine = Double.sin(center + half * rule.node(node))
      let inverse = 1 / ((1 - sine) * (1 + sine))
      let weight = factor * rule.weight(node)
      for b in 1..<columns - 1 {
        for a in 1..<rows - 1 {
          let at = a + b * rows
          cumulative[at] +=
            weight * .exp((sine * product[at] - halfSquares[at]) * inverse)
        }
      }
    }
  }

  /// Computes φ₂, ∂φ₂/∂ρ and ∂²φ₂/∂ρ² at the correlation.
  func setDensities() {
    let rho = correlation
    let variance = (1 - rho) * (1 + rho)
    let inverse = 1 / variance
    let scale = inverse.squareRoot() / (2 * .pi)
    for b in 1..<columns - 1 {
      for a in 1..<rows - 1 {
        let at = a + b * rows
        let exponent = (rho * product[at] - halfSquares[at]) * inverse
        let value = scale * .exp(exponent)
        density[at] = value
        // g = ∂ log φ₂/∂ρ = (ρ + hk + 2ρ · exponent)/(1 − ρ²), and its own
        // derivative.
        let change = (product[at] + 2 * rho * exponent) * inverse
        let g = change + rho * inverse
        slope[at] = value * g
        bend[at] =
          value
          * (g * g
            + (1 + 2 * exponent + 2 * rho * change + 2 * rho * g) * inverse)
      }
    }
  }

  /// The finite limits of row a − 1 and a of cells, or infinity.
  func rowLimit(_ a: Int) -> Double {
    a == 0 ? -.infinity : a == rows - 1 ? .infinity : rowLimits[a]
  }
  /// The same of columns.
  func columnLimit(_ b: Int) -> Double {
    b == 0 ? -.infinity : b == columns - 1 ? .infinity : columnLimits[b]
  }

  /// The probability of a cell relative to itself, for cells so small that the
  /// difference of their corners cancels.
  func smallProbability(_ a: Int, _ b: Int) -> Double {
    BivariateNormalDistribution(correlation: correlation).smallRectangle(
      x: (rowLimit(a), rowLimit(a + 1)), y: (columnLimit(b), columnLimit(b + 1))
    )
  }
}
