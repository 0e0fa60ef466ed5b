/// A test whose p value is the upper tail of Σ λ χ²₁, with λ made of the
/// eigenvalues of UΓ (Foldnes, Moss & Grønneberg, 2024).
///
/// If the model holds, χ² tends to this sum with the eigenvalues of the
/// population. Those of the sample vary too much, so they are smoothed.
public struct EigenvalueTest: Sendable, Hashable {
  /// The weights λ in the place of the eigenvalues.
  public enum Weights: Sendable, Hashable {
    /// The eigenvalues themselves (`all`).
    case eigenvalues
    /// Midway between the eigenvalue and their mean (`pall`).
    case shrunken
    /// Midway between the mean of the eigenvalue's block, of so many of
    /// nearly equal size, and the mean of all (`peba4` for four).
    case blocks(Int)
    /// The mean and the slope of a regression of the eigenvalues on their
    /// ranks, divided by a number of at least 1 (`pols3` for three).
    case regression(Double)
  }

  /// The weights.
  public var weights: Weights
  /// Whether Γ is the unbiased estimator of Browne (1984) instead of the
  /// usual one (`_ug`; Du & Bentler, 2022).
  public var isUnbiased: Bool
  /// Whether the statistic is `browne.residual.nt.model` instead of the
  /// standard χ² (`_rls`).
  public var isReweighted: Bool

  /// Makes a test.
  ///
  /// - Parameters:
  ///   - weights: The weights.
  ///   - isUnbiased: Whether Γ is the unbiased estimator.
  ///   - isReweighted: Whether the statistic is `browne.residual.nt.model`.
  public init(
    _ weights: Weights, isUnbiased: Bool = false, isReweighted: Bool = false
  ) {
    self.weights = weights
    self.isUnbiased = isUnbiased
    self.isReweighted = isReweighted
  }

  /// Makes the test of a name, capitals ignored; `nil` for other names.
  ///
  /// Names are such as `peba4`, `pols3_rls` and `pall_ug_rls`; `fmg` is
  /// `peba4_rls`.
  init?(name: String) {
    var parts = name.lowercased().split(
      separator: "_", omittingEmptySubsequences: false)
    if parts == ["fmg"] { parts = ["peba4", "rls"] }
    guard let head = parts.first, let weights = Weights(name: head),
      Set(parts).count == parts.count
    else { return nil }
    self.init(weights)
    for part in parts.dropFirst() {
      switch part {
      case "ug": isUnbiased = true
      case "rls" where !parts.contains("ml"): isReweighted = true
      case "ml" where !parts.contains("rls"): break
      default: return nil
      }
    }
  }

  /// The name, such as `peba4_ug_rls`.
  var name: String {
    weights.name + (isUnbiased ? "_ug" : "") + (isReweighted ? "_rls" : "")
  }
}

extension EigenvalueTest.Weights {
  fileprivate init?(name: Substring) {
    switch name {
    case "all": self = .eigenvalues
    case "pall": self = .shrunken
    case _ where name.hasPrefix("peba"):
      guard let count = Int(name.dropFirst(4)), (1...9999).contains(count)
      else { return nil }
      self = .blocks(count)
    case _ where name.hasPrefix("pols"):
      guard name.dropFirst(4).first?.isNumber == true,
        let divisor = Double(name.dropFirst(4)), divisor >= 1,
        divisor.isFinite
      else { return nil }
      self = .regression(divisor)
    default: return nil
    }
  }

  fileprivate var name: String {
    switch self {
    case .eigenvalues: return "all"
    case .shrunken: return "pall"
    case .blocks(let count): return "peba\(count)"
    case .regression(let divisor):
      let text = "\(divisor)"
      return "pols" + (text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }
  }
}
