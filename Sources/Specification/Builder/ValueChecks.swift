import ModelSyntax

extension ModifierSyntax {
  /// The error about the modifier's numbers, if there is one.
  ///
  /// A parameter cannot be fixed at or start from infinity; a bound can lie
  /// there, but only on its own side.
  var valueProblem: Diagnostic? {
    let values: [Double?]
    let isAllowed: (Double) -> Bool
    let what: String
    switch kind {
    case .fixed(let numbers):
      (values, what) = (numbers, "parameter cannot be fixed at")
      isAllowed = \.isFinite
    case .start(let numbers):
      (values, what) = (numbers, "starting value cannot be")
      isAllowed = \.isFinite
    case .lower(let numbers):
      (values, what) = (numbers, "lower bound cannot be")
      isAllowed = { $0 < .infinity }
    case .upper(let numbers):
      (values, what) = (numbers, "upper bound cannot be")
      isAllowed = { $0 > -.infinity }
    case .label, .equal, .efa, .randomSlope, .prior: return nil
    }
    guard
      let wrong = values.lazy.compactMap({ $0 }).first(where: {
        !isAllowed($0)
      })
    else { return nil }
    return Diagnostic(
      code: .modelNotFinite,
      message: "a \(what) \(wrong.asWritten)",
      remedy: "Write a finite number, or leave the modifier out.",
      range: range)
  }
}

extension ParameterTableBuilder {
  /// Reports bounds that leave no value and variances fixed below zero.
  ///
  /// - Parameters:
  ///   - parameter: The parameter.
  ///   - groupCount: The number of groups that its modifiers cover.
  mutating func checkValues(_ parameter: NamedParameter, groupCount: Int) {
    let key = parameter.key
    for group in 0..<groupCount {
      let entry = parameter.modifiers.entry(group: group)
      if let lower = entry.lower, let upper = entry.upper, lower > upper {
        fail(
          .modelEmptyBounds,
          "the lower bound of `\(parameter.description)`, \(lower.asWritten), lies "
            + "above its upper bound, \(upper.asWritten)",
          remedy: "Exchange the bounds.", at: parameter.range)
        return
      }
      if key.isVariance, let value = entry.fixed,
        value < 0, value.isFinite
      {
        fail(
          .modelNegativeVariance,
          "the variance of `\(key.lhs)` is fixed at \(value.asWritten), and "
            + "no variance is negative",
          remedy: "Fix it at zero or above, or free it: "
            + "`\(key)`.", at: parameter.range)
        return
      }
    }
  }
}

extension Double {
  /// The number as the model language writes it.
  package var asWritten: String {
    if let whole = Int(exactly: self) { return String(whole) }
    if isNaN { return "NaN" }
    return isFinite ? String(describing: self) : self < 0 ? "-Inf" : "Inf"
  }
}
