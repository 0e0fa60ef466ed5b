internal import LinearAlgebra
internal import RealModule

/// Criteria made of entropies of squared loadings.
struct Entropies {
  private let l: Matrix
  private let squares: Matrix

  init(_ l: Matrix) {
    self.l = l
    squares = l.squared
  }

  /// x log x, 0 at 0.
  private static func term(_ x: Double) -> Double {
    x > 0 ? x * Double.log(x) : 0
  }

  /// log x, and 0 where x log x is 0 at x = 0.
  private static func logarithm(_ x: Double) -> Double {
    x > 0 ? Double.log(x) : 0
  }

  var entropy: (Double, Matrix) {
    var value = 0.0
    var gradient = l
    for j in 0..<l.columns {
      for i in 0..<l.rows {
        value -= 0.5 * Self.term(squares[i, j])
        gradient[i, j] = -l[i, j] * (Self.logarithm(squares[i, j]) + 1)
      }
    }
    return (value, gradient)
  }

  var infomax: (Double, Matrix) {
    let rows = (0..<l.rows).map { squares.row($0).reduce(0, +) }
    let columns = (0..<l.columns).map { squares.column($0).reduce(0, +) }
    let total = columns.reduce(0, +)
    let cells = squares.elements.reduce(0) { $0 + Self.term($1) } / total
    let byRow = rows.reduce(0) { $0 + Self.term($1) } / total
    let byColumn = columns.reduce(0) { $0 + Self.term($1) } / total
    let logTotal = Double.log(total)
    let value =
      Double.log(Double(l.columns)) + (logTotal - cells) - (logTotal - byRow)
      - (logTotal - byColumn)
    var gradient = l
    for j in 0..<l.columns {
      for i in 0..<l.rows {
        let own =
          -Self.logarithm(squares[i, j]) + Self.logarithm(rows[i])
          + Self.logarithm(columns[j]) + cells - byRow - byColumn
        gradient[i, j] = 2 * l[i, j] * own / total
      }
    }
    return (value, gradient)
  }

  var mccammon: (Double, Matrix) {
    let columns = (0..<l.columns).map { squares.column($0).reduce(0, +) }
    let total = columns.reduce(0, +)
    var within = 0.0
    var own = [Double](repeating: 0, count: l.columns)
    for j in 0..<l.columns {
      for i in 0..<l.rows { own[j] -= Self.term(squares[i, j] / columns[j]) }
      within += own[j]
    }
    let between = -columns.reduce(0) { $0 + Self.term($1 / total) }
    var gradient = l
    for j in 0..<l.columns {
      for i in 0..<l.rows {
        let share = squares[i, j] / columns[j]
        let inside = -(Self.logarithm(share) + own[j]) / columns[j]
        let outside =
          -(Self.logarithm(columns[j] / total) + between) / total
        gradient[i, j] = 2 * l[i, j] * (inside / within - outside / between)
      }
    }
    return (Double.log(within) - Double.log(between), gradient)
  }
}
