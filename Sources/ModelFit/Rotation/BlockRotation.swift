/// How the rotation of an exploratory block went.
package struct BlockRotation: Sendable, Hashable {
  /// The block's name.
  package let name: String
  /// The group's label; empty where one rotation serves all.
  package let group: String
  /// The number of factors.
  package let factorCount: Int
  /// The number of starts, the unrotated loadings among them.
  package let starts: Int
  /// The number of starts that ended at the best value.
  package let bestStarts: Int
  /// The number of different values that starts ended at.
  package let optima: Int
}
