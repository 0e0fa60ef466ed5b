/// A point that is an extreme under a condition: of a quantity g where the
/// deviance T has a value, or of T where g has one.
///
/// With s = ±1 for the side, g in units of its standard error and the model's
/// active constraints h, both meet w_g s∇g − w_T ∇T − Σλⱼ∇hⱼ = 0. Either
/// w_g = 1 and w_T is a multiplier (Neale & Miller, 1997; Wu & Neale, 2012), or
/// w_T = 1 and w_g is one (Venzon & Moolgavkar, 1988).
struct ConditionalExtreme {
  /// The condition: a value of the deviance T or of the quantity g.
  enum Condition {
    /// T has this value; s g is maximal.
    case deviance(Double)
    /// s (g − ĝ), in units of g, has this value; T is minimal.
    case distance(Double)
  }

  /// The point, in the surface's coordinates.
  var y: [Double]
  /// w_g.
  var valueWeight: Double
  /// w_T.
  var devianceWeight: Double
  /// λ of the active constraints.
  var multipliers: [Double]
  /// g, in its own units.
  var value: Double
  /// T.
  var deviance: Double
  /// The free parameters.
  var theta: [Double]
}

/// A quantity and a side of it on the surface of a fit's deviance.
struct ProfiledSide {
  /// The quantity.
  let function: ProfiledFunction
  /// g at the estimates.
  let estimate: Double
  /// The unit of g: its standard error by the deviance's curvature.
  let unit: Double
  /// −1 for lower limits, 1 for upper ones.
  let sign: Double

  /// s (g − ĝ) in units.
  func distance(_ value: Double) -> Double { sign * (value - estimate) / unit }
}

/// The surface, the quantity and the constraints at a point, with their
/// gradients.
struct ProfileState {
  /// The point.
  let y: [Double]
  /// T.
  let deviance: Double
  /// ∇T.
  let slope: [Double]
  /// g.
  let value: Double
  /// s∇g in units of g.
  let gradient: [Double]
  /// The active constraints.
  let constraints: [(value: Double, gradient: [Double])]
  /// The free parameters.
  let theta: [Double]

  /// Evaluates a point, where the surface stands afterwards; `nil` where the
  /// model or the quantity has no value.
  init?(
    _ y: [Double], on surface: DevianceSurface, _ side: ProfiledSide,
    active: [Int]
  ) {
    var gradient = [Double](repeating: 0, count: surface.count)
    guard
      let value = surface.value(side.function, at: y, gradient: &gradient),
      let deviance = surface.evaluate(y)
    else { return nil }
    self.y = y
    self.value = value
    self.deviance = deviance
    slope = surface.gradient
    theta = surface.theta
    let scale = side.sign / side.unit
    self.gradient = gradient.map { scale * $0 }
    constraints = active.map { surface.constraint($0, at: y) }
  }
}
