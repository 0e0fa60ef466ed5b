package import Messages

/// The codes of ordered variables that cannot be used.
extension LatentError.Code {
  /// An ordered variable has one category.
  package static let orderedOneCategory: Self = "ordered.one-category"
  /// An ordered variable has more categories than can be used.
  package static let orderedTooManyCategories: Self =
    "ordered.too-many-categories"
  /// A category of an ordered variable does not occur.
  package static let orderedEmptyCategory: Self = "ordered.empty-category"
  /// Empty cells make the correlation of two variables ±1.
  package static let orderedPerfectCorrelation: Self =
    "ordered.perfect-correlation"
  /// Exogenous variables leave the slopes of a variable undetermined.
  package static let orderedUndeterminedSlopes: Self =
    "ordered.undetermined-slopes"
}
