package import LinearAlgebra
internal import MomentStructure

/// The mean from which a factor of a latent product counts.
package struct ProductOrigin: Sendable, Hashable {
  /// A variable that has a mean.
  package enum Variable: Sendable, Hashable {
    /// The sample's mean of an observed variable, by its place among the
    /// block's variables.
    case observed(Int)
    /// The mean of a latent variable that the model implies, by its place in
    /// the block's B.
    case latent(Int)
  }

  /// The mean in the sample that the model was fitted to.
  package var value: Double
  /// The variable whose mean it is.
  package var variable: Variable
}

/// The origin of another sample's products: the means at which they were
/// centred there, and the means of the model fitted to it.
package struct ProductCentres {
  /// The means of the observed variables, one column for each block.
  let observed: [MatrixBox]

  /// An origin in this sample; does not allocate.
  ///
  /// - Parameters:
  ///   - origin: The origin.
  ///   - block: The block, up to date.
  ///   - number: Its number, from 0.
  /// - Returns: The mean.
  func value(of origin: ProductOrigin, in block: BlockWorkspace, number: Int)
    -> Double
  {
    switch origin.variable {
    case .observed(let variable): observed[number].buffer[variable]
    case .latent(let latent): block.latentMean[latent]
    }
  }

  /// Makes the centres of a sample.
  package init(observed: [MatrixBox]) {
    self.observed = observed
  }
}
