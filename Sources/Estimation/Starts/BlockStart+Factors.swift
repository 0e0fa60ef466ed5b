internal import LinearAlgebra
internal import MomentStructure

extension BlockStart {
  /// An indicator: its place among the extended variables, and the cell of its
  /// loading.
  private typealias Indicator = (place: Int, cell: MatrixCell)

  /// The indicators of a factor.
  private func indicators(of factor: Int) -> [Indicator] {
    var result: [Indicator] = []
    for i in 0..<block.observedCount {
      let cell = MatrixCell(.lambda, i, factor)
      if cells.isUsed(cell) { result.append((i, cell)) }
    }
    for l in 0..<block.latentCount where isLatentLoading(l, factor) {
      let cell = MatrixCell(.beta, l, factor)
      if cells.isUsed(cell) {
        result.append((place(l), cell))
      }
    }
    return result
  }

  /// Loadings and latent covariances, first-order factors first.
  mutating func estimateFactors() {
    let p = block.observedCount
    let t = block.factorCount
    var done = block.composites.map(\.composite)
    var remaining = (0..<t).filter { !done.contains($0) }
    // Covariances left after the factors so far, for indicators of several.
    var left = extended
    while !remaining.isEmpty {
      let ready =
        remaining.first { factor in
          indicators(of: factor).allSatisfy {
            $0.place < p || done.contains($0.place - p)
          }
        } ?? remaining[0]
      remaining.removeAll { $0 == ready }
      let items = indicators(of: ready).filter {
        $0.place < p || done.contains($0.place - p)
      }
      estimateFactor(ready, items, covariance: &left)
      done.append(ready)
    }
  }

  /// A factor's loadings, its variance and its covariances.
  private mutating func estimateFactor(
    _ factor: Int, _ items: [Indicator], covariance left: inout Matrix
  ) {
    let place = block.observedCount + factor
    let variance = MatrixCell(.psi, factor, factor)
    guard let first = items.first else {
      // Phantom or purely structural: its variance as it stands, or one.
      let value = !cells.isFree(variance) ? matrices.psi[factor, factor] : 1
      extended[place, place] = max(value, 0)
      left[place, place] = extended[place, place]
      return
    }
    let reference =
      items.first { !cells.isFree($0.cell) && loading($0.cell) != 0 }
      ?? first
    var ratios = ratios(of: items, to: reference.place, covariance: left)
    var phi = commonVariance(
      items, ratios, reference: reference.place, covariance: left)
    if let best = bestReference(items, covariance: left),
      best != reference.place
    {
      let own = self.ratios(of: items, to: best, covariance: left)
      let unit = own[reference.place] ?? 1
      phi =
        commonVariance(items, own, reference: best, covariance: left)
        * unit * unit
      ratios = own.mapValues { $0 / unit }
    }
    let unit = unit(of: factor, items, ratios, reference: reference, phi)
    let latentVariance = phi / (unit * unit)
    for item in items where cells.isFree(item.cell) {
      matrices[item.cell] = unit * (ratios[item.place] ?? 1)
    }
    extended[place, place] = latentVariance
    left[place, place] = latentVariance
    fillCovariances(factor, items)
    for one in items {
      for two in items where one.place != two.place {
        left[one.place, two.place] -=
          loading(one.cell) * loading(two.cell) * latentVariance
      }
    }
    for other in 0..<extended.rows where other != place {
      left[place, other] = extended[place, other]
      left[other, place] = extended[place, other]
    }
  }

  /// The indicator that shares most with the others, if it is wanted.
  private func bestReference(_ items: [Indicator], covariance left: Matrix)
    -> Int?
  {
    guard reference == .best, items.count > 2 else { return nil }
    func shared(_ r: Int) -> Double {
      items.reduce(0) { sum, other in
        if other.place == r { return sum }
        let size =
          max(left[r, r], leastVariance)
          * max(left[other.place, other.place], leastVariance)
        return sum + left[r, other.place] * left[r, other.place] / size
      }
    }
    return items.map(\.place).max { shared($0) < shared($1) }
  }

  /// The ratios of the loadings to that of the reference r, by place: those of
  /// covariances with third indicators k, Σ s_rk s_jk / Σ s_rk², kept within
  /// what the standard deviations make likely.
  private func ratios(
    of items: [Indicator], to r: Int, covariance left: Matrix
  ) -> [Int: Double] {
    let others = items.filter { $0.place != r }
    var ratios: [Int: Double] = [r: 1]
    for item in others {
      let j = item.place
      var above = 0.0
      var below = 0.0
      for third in others where third.place != j {
        above += left[r, third.place] * left[j, third.place]
        below += left[r, third.place] * left[r, third.place]
      }
      let spread =
        (max(left[j, j], leastVariance) / max(left[r, r], leastVariance))
        .squareRoot()
      var ratio =
        below > 0 ? above / below : spread * (left[r, j] < 0 ? -1 : 1)
      let size = min(max(abs(ratio), 0.2 * spread), 3 * spread)
      ratio = ratio < 0 ? -size : size
      ratios[j] = ratio.isFinite ? ratio : spread
    }
    return ratios
  }

  /// The factor's variance in the metric of the reference r, by least squares
  /// on the covariances of its indicators.
  private func commonVariance(
    _ items: [Indicator], _ ratios: [Int: Double], reference r: Int,
    covariance left: Matrix
  ) -> Double {
    var above = 0.0
    var below = 0.0
    for (a, one) in items.enumerated() {
      for two in items[(a + 1)...] {
        let weight = (ratios[one.place] ?? 1) * (ratios[two.place] ?? 1)
        above += weight * left[one.place, two.place]
        below += weight * weight
      }
    }
    let isAlone = items.allSatisfy { $0.place == r }
    let spread = max(extended[r, r], leastVariance)
    let phi = below > 0 ? above / below : (isAlone ? spread : 0)
    return min(max(phi, 0.05 * spread), (isAlone ? 1 : 0.95) * spread)
  }

  /// The loading of the reference indicator in the model's metric.
  private func unit(
    of factor: Int, _ items: [Indicator], _ ratios: [Int: Double],
    reference: Indicator, _ phi: Double
  ) -> Double {
    let variance = MatrixCell(.psi, factor, factor)
    if !cells.isFree(reference.cell) { return loading(reference.cell) }
    if !cells.isFree(variance) {
      let fixed = matrices.psi[factor, factor]
      return (fixed > 0 ? phi / fixed : phi).squareRoot()
    }
    // Effect coding and its like: loadings of mean 1. Summed in the order of
    // the indicators, so that every run rounds alike.
    let sum = items.reduce(0) { $0 + (ratios[$1.place] ?? 1) }
    let unit = Double(items.count) / sum
    return unit.isFinite && unit > 0 ? unit : 1
  }

  private func loading(_ cell: MatrixCell) -> Double {
    matrices[cell]
  }

  /// Covariances of a factor with all other extended variables, from its
  /// indicators' covariances.
  private mutating func fillCovariances(
    _ factor: Int, _ items: [Indicator]
  ) {
    let place = block.observedCount + factor
    var isOwn = [Bool](repeating: false, count: extended.rows)
    for item in items { isOwn[item.place] = true }
    for other in 0..<extended.rows where other != place {
      var above = 0.0
      var below = 0.0
      // A shared indicator says nothing of the factors' covariance.
      for item in items where item.place != other && !isOwn[other] {
        let value = loading(item.cell)
        above += value * extended[item.place, other]
        below += value * value
      }
      if isOwn[other],
        let item = items.first(where: { $0.place == other })
      {
        above = loading(item.cell) * extended[place, place]
        below = 1
      }
      let value = below > 0 ? above / below : 0
      let limit =
        0.9
        * (max(extended[place, place], 0) * max(extended[other, other], 0))
        .squareRoot()
      let clipped = min(max(value, -limit), limit)
      extended[place, other] = clipped.isFinite ? clipped : 0
      extended[other, place] = extended[place, other]
    }
  }
}
