internal import LinearAlgebra
internal import MomentStructure

extension BlockStart {
  /// Whether a latent variable is the phantom of a part of a composite.
  func isPart(_ l: Int) -> Bool {
    block.composites.contains { own in
      own.scaling.phantom == l || own.others.contains { $0.phantom == l }
    }
  }

  /// Composites: weights that give all parts the same share, with the signs of
  /// their correlations with the part that sets the scale; then the parts'
  /// moments as the sample has them.
  mutating func estimateComposites() {
    for own in block.composites {
      setWeights(own)
      let parts = [own.scaling] + own.others
      let place = block.observedCount + own.composite
      let weights = parts.map { matrices.weight[$0.observed, own.composite] }
      for other in 0..<extended.rows where other != place {
        let value = zip(parts, weights).reduce(0) {
          $0 + $1.1 * extended[$1.0.observed, other]
        }
        extended[place, other] = value
        extended[other, place] = value
      }
      let variance = max(
        zip(parts, weights).reduce(0) {
          $0 + $1.1 * extended[$1.0.observed, place]
        }, leastLatentVariance)
      extended[place, place] = variance
      for part in own.others {
        let loading = extended[part.observed, place] / variance
        matrices.beta[part.phantom, own.composite] = loading
        for other in own.others {
          matrices.psi[part.phantom, other.phantom] =
            extended[part.observed, other.observed]
            - loading * extended[other.observed, place]
        }
      }
    }
    matrices.placeWeights(block.composites)
  }

  /// Means of composites and intercepts of their parts.
  mutating func placeMeansOfParts() {
    for own in block.composites {
      let mean = ([own.scaling] + own.others).reduce(0) {
        $0 + matrices.weight[$1.observed, own.composite]
          * moments.mean[$1.observed]
      }
      for part in own.others
      where cells.isFree(MatrixCell(.alpha, part.phantom, 0)) {
        matrices.alpha[part.phantom] =
          moments.mean[part.observed]
          - matrices.beta[part.phantom, own.composite] * mean
      }
      if cells.isFree(MatrixCell(.alpha, own.composite, 0)) {
        matrices.alpha[own.composite] = mean
      }
    }
  }

  private func setWeights(_ own: CompositeStructure) {
    let first = own.scaling.observed
    let scale = matrices.weight[first, own.composite]
    for part in own.others {
      let i = part.observed
      let isFree = block.parameters.contains {
        $0.cell == MatrixCell(.weight, i, own.composite)
      }
      guard isFree else { continue }
      let ratio =
        max(moments.covariance[first, first], leastVariance)
        / max(moments.covariance[i, i], leastVariance)
      let sign: Double = moments.covariance[first, i] < 0 ? -1 : 1
      matrices.weight[i, own.composite] = sign * scale * ratio.squareRoot()
    }
  }
}
