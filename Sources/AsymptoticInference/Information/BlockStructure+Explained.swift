package import MomentStructure

extension BlockStructure {
  /// The moments that a model explains, those among fixed exogenous variables
  /// left out: their places in (means where modelled, vech covariances).
  package var explainedMoments: [Int] {
    let p = observedCount
    let fixed = Set(fixedExogenous)
    var kept = hasMeans ? (0..<p).filter { !fixed.contains($0) } : []
    var index = hasMeans ? p : 0
    for j in 0..<p {
      for i in j..<p {
        if !(fixed.contains(i) && fixed.contains(j)) { kept.append(index) }
        index += 1
      }
    }
    return kept
  }
}
