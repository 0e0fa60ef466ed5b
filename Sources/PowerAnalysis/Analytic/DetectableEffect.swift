internal import Messages
internal import Populations

/// The value of a parameter for which N cases give a power: the minimum
/// detectable effect.
///
/// All else that the population's text says stays; what follows from it, such
/// as residual variances of a standardized population, follows anew.
struct DetectableEffect {
  private let model: PowerModel
  private let power: NoncentralityPower
  private let options: PowerOptions

  init(
    _ model: PowerModel, _ options: PowerOptions, _ power: NoncentralityPower
  ) {
    self.model = model
    self.options = options
    self.power = power
  }

  /// The value, of the sign that the population's has.
  ///
  /// - Throws: `LatentError` where no population has such a value.
  func value() throws(LatentError) -> Double {
    guard options.null == .zero, let own = model.effectValue else {
      throw LatentError(
        kind: .request, code: .powerEffect,
        message: "The value of one parameter can be looked for, and not that "
          + "of several.",
        remedy:
          "Name one parameter of the population by the option `effect`, and leave "
          + "`null` out.")
    }
    let total = options.counts.reduce(0, +)
    let wanted = options.wantedPower
    let sign: Double = own < 0 ? -1 : 1
    /// The power of a value; `nil` where no population has it.
    func reached(_ size: Double) -> Double? {
      do throws(LatentError) {
        let groups = try model.groups(withEffect: sign * size)
        return try power.test(groups).power(cases: total)
      } catch {
        return nil
      }
    }
    var low = 0.0
    var high = own == 0 ? 0.1 : abs(own)
    // Values that no population has, the least.
    var impossible = Double.infinity
    var last: Double = options.alpha
    for _ in 0..<200 {
      if let power = reached(high) {
        if power >= wanted { break }
        last = max(last, power)
        low = high
        high = min(1.5 * high, 0.5 * (high + min(impossible, 4 * high)))
      } else {
        impossible = high
        high = 0.5 * (low + high)
      }
      if high - low < 1e-6 * high || high > 1e6 {
        throw LatentError(
          kind: .request, code: .powerNotReached,
          message: "With \(total) cases no possible value gives the power "
            + "\(NumberStyle.bounded.text(wanted)): "
            + "\(NumberStyle.estimate.text(sign * low)) gives "
            + "\(NumberStyle.bounded.text(last)).",
          remedy: "Ask for more cases, or less power.")
      }
    }
    for _ in 0..<200 where high - low > 1e-8 * high {
      let middle = 0.5 * (low + high)
      if (reached(middle) ?? 1) >= wanted {
        high = middle
      } else {
        low = middle
      }
    }
    return sign * high
  }
}
