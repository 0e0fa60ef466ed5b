/// Where the saturated model's information is taken (`h1.information`).
public enum H1Information: String, Sendable, Hashable, Codable, CaseIterable {
  /// At the moments that the model implies.
  case structured
  /// At the sample's moments.
  case unstructured
}

/// What the observed information is (`observed.information`).
public enum ObservedInformation: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The exact second derivatives.
  case hessian
  /// ΔᵀHΔ with H the saturated model's second derivatives: those of the
  /// model's moments are left out.
  case h1
}

/// The two choices that an information leaves open.
package struct InformationVariant: Sendable, Hashable {
  /// Where the saturated model's part is taken.
  package var h1: H1Information
  /// What the observed information is.
  package var observed: ObservedInformation

  /// Makes lavaan's defaults.
  package init(
    h1: H1Information = .structured, observed: ObservedInformation = .hessian
  ) {
    self.h1 = h1
    self.observed = observed
  }
}
