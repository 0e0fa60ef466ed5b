package import Estimation

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
  /// The kind of observed information.
  package var observed: ObservedInformation
  /// The kind of observed information in tests.
  package var observedOfTests: ObservedInformation
  /// The kind of observed information in tests that take traces of UΓ.
  package var observedOfTraces: ObservedInformation

  /// Makes a choice; without arguments that of complete cases.
  package init(
    kind: InformationKind = .expected, missing: MissingTreatment = .listwise,
    h1: H1Information = .structured,
    observed: ObservedInformation = .hessian,
    observedOfTests: ObservedInformation = .hessian,
    observedOfTraces: ObservedInformation = .h1
  ) {
    self.kind = kind
    self.missing = missing
    self.h1 = h1
    self.observed = observed
    self.observedOfTests = observedOfTests
    self.observedOfTraces = observedOfTraces
  }

  /// Whether an information of a kind is that of the moments, ΔᵀIΔ, with I
  /// at the saturated moments.
  package func isUnstructured(_ kind: InformationKind) -> Bool {
    h1 == .unstructured && (kind != .observed || observed == .h1)
  }

  /// The variant that tests use.
  package var ofTests: InformationVariant {
    var result = self
    result.observed = observedOfTests
    return result
  }
}
