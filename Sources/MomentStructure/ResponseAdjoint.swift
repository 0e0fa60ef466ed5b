package import LinearAlgebra
internal import Specification

/// The derivatives of a discrepancy by what the moments of ordered variables
/// are made of, beside Σ and μ.
package final class ResponseAdjoint {
  /// By the thresholds τ.
  package let thresholds: MatrixBuffer
  /// By the scaling factors δ, an element for each observed variable.
  package let scales: MatrixBuffer
  /// By the slopes Π, observed variables × exogenous.
  package let slopes: MatrixBuffer
  /// By the scales d, each times d: the moments of each of the structure's
  /// places times the derivatives by them, summed.
  package let scaled: MatrixBuffer

  /// By the moments themselves, in the layout's order.
  package let gradient: MatrixBuffer

  /// Makes derivatives of zero.
  package init(_ structure: ResponseStructure) {
    let p = structure.thresholdCounts.count
    thresholds = MatrixBuffer(rows: structure.layout.thresholdCount)
    scales = MatrixBuffer(rows: p)
    slopes = MatrixBuffer(rows: p, columns: structure.exogenous.count)
    scaled = MatrixBuffer(rows: structure.places.count)
    gradient = MatrixBuffer(rows: structure.layout.count)
  }
}

extension ResponseMoments {
  /// Writes the derivatives of a discrepancy by Σ, μ, Π, τ and δ, from those by
  /// the moments.
  ///
  /// - Parameters:
  ///   - gradient: The derivatives by the moments, in the layout's order.
  ///   - covariance: Receives Ω, p × p, in the sense dD = tr(Ω dΣ).
  ///   - mean: Receives the derivatives by μ, p.
  ///   - adjoint: Receives the others.
  package func pullBack(
    _ gradient: borrowing MatrixBuffer, covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer,
    adjoint: ResponseAdjoint
  ) {
    let layout = structure.layout
    let places = structure.places
    covariance.fill(0)
    mean.fill(0)
    adjoint.scales.fill(0)
    adjoint.slopes.fill(0)
    adjoint.scaled.fill(0)
    for (i, place) in places.enumerated() {
      let scale = scales[i]
      if layout.isOrdered(i) {
        var sum = 0.0
        for k in layout.thresholds(of: i) {
          adjoint.thresholds[k] = scale * gradient[k]
          mean[place] -= scale * gradient[k]
          sum += gradient[k] * values[k]
        }
        adjoint.scaled[i] = sum
      } else {
        mean[place] = gradient[layout.index(of: .mean(i))]
      }
      for x in structure.exogenous.indices {
        let k = layout.index(of: .slope(i, on: x))
        adjoint.slopes[place, x] = scale * gradient[k]
        adjoint.scaled[i] += gradient[k] * values[k]
      }
    }
    var row = layout.covariances.lowerBound
    for (j, second) in places.enumerated() {
      for i in j..<places.count where i != j || !layout.isOrdered(i) {
        let first = places[i]
        let own = scales[i] * scales[j] * gradient[row]
        if i == j {
          covariance[first, first] = own
        } else {
          // Both triangles share an off-diagonal moment's derivative.
          covariance[first, second] = 0.5 * own
          covariance[second, first] = 0.5 * own
          let product = gradient[row] * values[row]
          adjoint.scaled[i] += product
          adjoint.scaled[j] += product
        }
        row += 1
      }
    }
    for (i, place) in places.enumerated() where layout.isOrdered(i) {
      switch structure.parameterization {
      case .delta: adjoint.scales[place] = adjoint.scaled[i] / scales[i]
      case .theta:
        // d = σ^{-½}: ∂d/∂σ = −½ d³.
        covariance[place, place] -=
          0.5 * adjoint.scaled[i] * scales[i] * scales[i]
      }
    }
  }
}

extension BlockWorkspace {
  /// Adds the gradient of the derivatives by τ, δ and Π.
  ///
  /// - Parameters:
  ///   - adjoint: The derivatives.
  ///   - slopes: ZᵀH with H the derivatives by Π, (p + 2m) × exogenous.
  ///   - weight: The block's factor.
  ///   - gradient: The sum that ∂D/∂θ is added to.
  package func addResponseGradient(
    _ adjoint: ResponseAdjoint, slopes: borrowing MatrixBuffer,
    weight: Double, to gradient: borrowing MatrixBuffer
  ) {
    let phantoms = structure.responses?.exogenousPhantoms ?? []
    for cell in structure.parameters {
      switch cell.cell.matrix {
      case .tau:
        gradient[cell.parameter] += weight * adjoint.thresholds[cell.cell.row]
      case .delta:
        gradient[cell.parameter] += weight * adjoint.scales[cell.cell.row]
      case .lambda, .beta:
        var value = 0.0
        for (x, phantom) in phantoms.enumerated() {
          value +=
            inverse[cell.meanScale, phantom] * slopes[cell.meanVector, x]
        }
        gradient[cell.parameter] += weight * value
      default: break
      }
    }
  }

  /// Adds tr(Hᵀ∂²_abΠ): the part of a Hessian that comes from the curvature of
  /// the slopes.
  ///
  /// - Parameters:
  ///   - slopes: ZᵀH with H the derivatives by Π, (p + 2m) × exogenous.
  ///   - weight: The block's factor.
  ///   - hessian: The sum that the terms are added to, lower triangle.
  package func addSlopeCurvature(
    _ slopes: borrowing MatrixBuffer, weight: Double,
    to hessian: borrowing MatrixBuffer
  ) {
    guard let phantoms = structure.responses?.exogenousPhantoms,
      !phantoms.isEmpty
    else { return }
    let paths = structure.pathCells
    for b in paths.indices {
      for a in b..<paths.count {
        let (i, j) = (paths[a].parameter, paths[b].parameter)
        var value = 0.0
        for (x, phantom) in phantoms.enumerated() {
          value += slopeCurvature(
            paths[a].cell, paths[b].cell, phantom: phantom, slopes, x)
        }
        hessian[max(i, j), min(i, j)] += weight * value
      }
    }
  }

  /// One pair's term: ∂²(ΛC) for λ_ij and β_kl is e_i C_jk C_l, for β_ij and
  /// β_kl A_k C_li C_j + A_i C_jk C_l.
  private func slopeCurvature(
    _ first: MatrixCell, _ second: MatrixCell, phantom: Int,
    _ h: borrowing MatrixBuffer, _ x: Int
  ) -> Double {
    let p = structure.observedCount
    let (i, j) = (first.row, first.column)
    let (k, l) = (second.row, second.column)
    switch (first.matrix, second.matrix) {
    case (.lambda, .beta):
      return inverse[j, k] * inverse[l, phantom] * h[i, x]
    case (.beta, .lambda):
      return inverse[l, i] * inverse[j, phantom] * h[k, x]
    case (.beta, .beta):
      return inverse[l, i] * inverse[j, phantom] * h[p + k, x]
        + inverse[j, k] * inverse[l, phantom] * h[p + i, x]
    default: return 0
    }
  }
}
