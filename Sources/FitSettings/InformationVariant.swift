package import MomentInformation

/// The moments at which the saturated model's information is taken
/// (`h1.information`).
public enum H1Information: String, Sendable, Hashable, Codable, CaseIterable {
  /// At the moments that the model implies.
  case structured
  /// At the sample's moments.
  case unstructured
}

/// The kind of observed information (`observed.information`).
public enum ObservedInformation: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The exact second derivatives.
  case hessian
  /// ΔᵀHΔ with H the saturated model's second derivatives: those of the
  /// model's moments are left out.
  case h1
}

/// The choices that an information leaves open.
package struct InformationVariant: Sendable, Hashable {
  /// The information that standard errors and tests derive from.
  package var kind: InformationKind
  /// The treatment of incomplete cases.
  package var missing: MissingTreatment
  /// The moments at which the saturated model's part is taken.
  package var h1: H1Information
  /// The kind of observed information, that of standard errors at first.
  package var observed: ObservedInformation
  /// The kind that is asked for; `nil` leaves it to each use.
  private let choice: ObservedInformation?

  /// Makes a choice; without arguments that of complete cases.
  package init(
    kind: InformationKind = .expected, missing: MissingTreatment = .listwise,
    h1: H1Information = .structured,
    observedChoice: ObservedInformation? = nil
  ) {
    self.kind = kind
    self.missing = missing
    self.h1 = h1
    observed = observedChoice ?? .hessian
    choice = observedChoice
  }

  /// Whether an information of a kind is that of the moments, ΔᵀIΔ, with I
  /// at the saturated moments.
  package func isUnstructured(_ kind: InformationKind) -> Bool {
    h1 == .unstructured && (kind != .observed || observed == .h1)
  }

  /// The variant that a test uses: where none is asked for, `h1` for tests
  /// that weigh moments, and the Hessian for those of the likelihood, whether
  /// they belong to MLR or stand alone.
  package func of(_ test: TestKind) -> InformationVariant {
    var result = self
    result.observed =
      choice ?? (test == .yuanBentlerMplus ? .hessian : .h1)
    return result
  }
}
