internal import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// A scale cannot be analysed as it is.
  static let itemsScale: Self = "items.scale"
  /// An item goes against the others of its scale.
  static let itemsReversed: Self = "items.reversed"
  /// A scale has too few items, or complete cases, for a figure.
  static let itemsTooFew: Self = "items.too-few"
  /// More scales or items are asked for than one analysis takes.
  static let itemsTooMany: Self = "items.too-many"
  /// The model of a scale's items has no usable solution.
  static let itemsModel: Self = "items.model"
  /// Scores or parcels cannot be made.
  static let itemsScores: Self = "items.scores"
}
