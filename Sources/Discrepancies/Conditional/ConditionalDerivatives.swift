package import LinearAlgebra
internal import MomentInformation
package import MomentStructure
package import SampleStatistics

/// The moments of a group given its fixed exogenous variables, their
/// derivatives by the parameters, and their covariances: intercepts a and
/// slopes B of the others, y × (1 + x) column by column, then vech of the
/// residual covariances R.
package struct ConditionalDerivatives {
  /// The sample's moments.
  package let sampleMoments: [Double]
  /// The sample's moments less those that the model implies.
  package let residual: [Double]
  /// The derivatives of the implied moments, moments × free parameters.
  package let jacobian: Matrix
  /// The map from the moments of all variables, at the implied moments.
  let map: ConditionalMap
  private let sample: ConditionalMoments
  /// The residual covariances R that the model implies.
  private let impliedCovariance: Matrix
  /// The mean of (1, x)(1, x)ᵀ.
  private let design: Matrix
  private let exogenous: [Int]
  private let layout: MomentLayout

  /// Makes the moments of a group; `nil` if its exogenous variables are
  /// collinear.
  ///
  /// - Parameters:
  ///   - block: The block, at the estimates, with means.
  ///   - moments: The sample's moments.
  ///   - count: The number of free parameters.
  package init?(_ block: BlockWorkspace, _ moments: Sample, count: Int) {
    let structure = block.structure
    exogenous = structure.fixedExogenous
    map = ConditionalMap(
      observedCount: structure.observedCount, exogenous: exogenous)
    let covariance = MatrixBuffer(moments.covariance)
    let mean = MatrixBuffer(rows: structure.observedCount)
    mean.copy(from: moments.center)
    guard map.setExogenous(covariance: covariance, mean: mean),
      let sample = ConditionalMoments(moments, given: exogenous)
    else { return nil }
    self.sample = sample
    design = Self.design(
      mean: moments.center, covariance: moments.covariance, of: exogenous)
    let own = MatrixBuffer(rows: map.count)
    map.write(covariance: covariance, mean: mean, into: own)
    sampleMoments = own.elements
    map.write(
      covariance: block.implied.sigma, mean: block.implied.mu, into: own)
    let implied = own.elements
    residual = zip(sampleMoments, implied).map { $0 - $1 }
    layout = map.layout
    impliedCovariance = layout.covariance(in: implied)
    let delta = MatrixBuffer(rows: structure.momentCount, columns: count)
    block.writeJacobian(into: delta)
    let result = MatrixBuffer(rows: map.count, columns: count)
    map.transform(delta, into: result)
    jacobian = Matrix(result)
  }

  /// Makes the moments of a saturated model's block.
  init?(_ moments: UnrestrictedMoments) {
    self.init(
      moments.block, moments.sample, count: moments.parameterCount)
  }

  /// The mean of (1, x)(1, x)ᵀ.
  fileprivate static func design(
    mean: [Double], covariance all: Matrix, of exogenous: [Int]
  ) -> Matrix {
    let x = exogenous.map { mean[$0] }
    let covariance = all.submatrix(rows: exogenous, columns: exogenous)
    let q = x.count
    var design = Matrix(rows: q + 1, columns: q + 1)
    design[0, 0] = 1
    for j in 0..<q {
      design[0, j + 1] = x[j]
      design[j + 1, 0] = x[j]
      for i in 0..<q { design[i + 1, j + 1] = covariance[i, j] + x[i] * x[j] }
    }
    return design
  }

  /// The inverse of the moments' covariances for normal variables, at the
  /// sample's moments: M ⊗ R⁻¹ for the coefficients, M the mean of
  /// (1, x)(1, x)ᵀ, and ½Dᵀ(R⁻¹ ⊗ R⁻¹)D; `nil` if R is singular.
  package var normalWeight: Matrix? { normalWeight(at: sample.covariance) }

  /// The same at the residual covariances that the model implies.
  package var impliedWeight: Matrix? { normalWeight(at: impliedCovariance) }

  private func normalWeight(at covariance: Matrix) -> Matrix? {
    guard let w = covariance.choleskyInverse()?.inverse else { return nil }
    return weight(w, NormalInformation.matrix(w, w, mean: nil, cross: []))
  }

  /// The saturated model's observed information of one case at the moments
  /// that the model implies.
  ///
  /// These are the second derivatives of −log L. With W = R⁻¹, C the sample's
  /// less the model's coefficients (a, B) and A = S + CMCᵀ, S the sample's
  /// residual covariances, they are
  ///
  /// - M ⊗ W for coefficients, (MCᵀW ⊗ W)D between them and covariances,
  /// - ½Dᵀ(W ⊗ (2WAW − W))D for covariances
  ///
  /// (Magnus & Neudecker, 2019, chapter 15); `nil` if R is singular.
  var observedWeight: Matrix? {
    guard let w = impliedCovariance.choleskyInverse()?.inverse else {
      return nil
    }
    let m = w.rows
    let difference = Matrix(
      rows: m, columns: design.rows,
      elements: Array(residual[layout.coefficients]))
    let moved = difference * design
    let center = sample.covariance + moved * difference.transposed
    let twice = 2 * (w * center * w) - w
    var result = weight(
      w, NormalInformation.matrix(w, twice, mean: nil, cross: []))
    let cross = w * moved
    for k in 0..<design.rows {
      for i in 0..<m {
        let row = layout.index(ofCoefficient: i, on: k)
        var column = layout.covariances.lowerBound
        for b in 0..<m {
          for a in b..<m {
            let value =
              (a == b ? 0.5 : 1)
              * (w[i, a] * cross[b, k] + w[i, b] * cross[a, k])
            result[row, column] = value
            result[column, row] = value
            column += 1
          }
        }
      }
    }
    return result
  }

  /// M ⊗ W for coefficients, and a weight of covariances.
  private func weight(_ w: Matrix, _ lower: Matrix) -> Matrix {
    let m = w.rows
    let offset = layout.covariances.lowerBound
    var result = Matrix(rows: residual.count, columns: residual.count)
    for b in 0..<design.rows {
      for a in 0..<design.rows {
        for j in 0..<m {
          let column = layout.index(ofCoefficient: j, on: b)
          for i in 0..<m {
            result[layout.index(ofCoefficient: i, on: a), column] =
              design[a, b] * w[i, j]
          }
        }
      }
    }
    for j in 0..<lower.columns {
      for i in 0..<lower.rows { result[offset + i, offset + j] = lower[i, j] }
    }
    return result
  }
}

extension CaseDeviations {
  /// The covariances of the moments given exogenous variables, whatever the
  /// distribution: those of M⁻¹(1, x)ᵀ ⊗ e and vech(eeᵀ − R) over the cases, e
  /// their residuals and M the mean of (1, x)(1, x)ᵀ (White, 1980).
  ///
  /// - Parameter exogenous: The places of x, the block's fixed variables.
  /// - Returns: The matrix, in the order of `ConditionalMap`; `nil` if M is
  ///   singular.
  package func conditionalCovariance(given exogenous: [Int]) -> Matrix? {
    let design = ConditionalDerivatives.design(
      mean: mean, covariance: sampleCovariance, of: exogenous)
    guard let inverse = design.choleskyInverse()?.inverse else { return nil }
    let places = covariance.diagonal.indices.filter { !exogenous.contains($0) }
    let m = places.count
    let layout = MomentLayout(
      variableCount: m, hasMeans: true, exogenousCount: exogenous.count)
    return summedProducts(count: layout.count) { i, write in
      let e = places.map {
        deviations[i, $0] - (hasFixed ? predicted[i, $0] : 0)
      }
      let z = inverse * ([1] + exogenous.map { deviations[i, $0] + mean[$0] })
      for (a, factor) in z.enumerated() {
        for j in 0..<m {
          write(layout.index(ofCoefficient: j, on: a), factor * e[j])
        }
      }
      var index = layout.covariances.lowerBound
      for b in 0..<m {
        for a in b..<m {
          write(index, e[a] * e[b] - covariance[places[a], places[b]])
          index += 1
        }
      }
    }
  }
}
