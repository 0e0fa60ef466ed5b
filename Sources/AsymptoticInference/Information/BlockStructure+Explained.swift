internal import LinearAlgebra
package import MomentStructure

extension BlockStructure {
  /// The moments that a model explains, those among fixed exogenous variables
  /// left out: their places in (means where modelled, vech covariances).
  package var explainedMoments: [Int] {
    let fixed = Set(fixedExogenous)
    return layout.moments.enumerated().compactMap { index, moment in
      let isFixed =
        switch moment {
        case .mean(let i): fixed.contains(i)
        case .covariance(let i, let j): fixed.contains(i) && fixed.contains(j)
        case .threshold, .slope: false
        }
      return isFixed ? nil : index
    }
  }
}
