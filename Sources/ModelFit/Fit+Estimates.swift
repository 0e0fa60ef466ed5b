internal import Estimation
package import FitSettings
package import MomentStructure

extension Fit {
  /// Workspaces of the blocks that stand at the estimates.
  package func blocksAtEstimates() -> [BlockWorkspace] {
    let blocks = model.blocks.map { BlockWorkspace($0) }
    for (row, location) in model.locations.enumerated() {
      if let (block, cell) = location {
        blocks[block].set(cell, to: estimates.rowValues[row])
      }
    }
    for block in blocks {
      precondition(block.computeMoments(), "estimates imply moments")
    }
    return blocks
  }

  /// Refuses fits without estimates.
  package func requireConverged(_ what: String) throws(FitError) {
    guard isConverged else {
      throw FitError(
        code: "criticism.not-converged",
        message: "The fit did not converge: it has no \(what).",
        remedy: convergenceMessage)
    }
  }
}
