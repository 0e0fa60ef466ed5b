internal import FactorRotation
internal import Messages
package import Specification

extension ParameterTable {
  /// What to do about an exploratory block with more factors than its indicators
  /// determine by themselves; `nil` if there is none.
  package var remedyOfCrowdedBlock: String? {
    for block in exploratoryBlocks {
      let p = block.indicators.count
      let most = LedermannBound.mostFactors(of: p)
      guard block.factors.count > most else { continue }
      return "efa(\"\(block.name)\") has "
        + "\(counted(block.factors.count, "factor")) of "
        + "\(counted(p, "indicator")), which determine "
        + (most == 0 ? "none" : "\(most) at most")
        + " by Ledermann's (1937) bound: take factors out, or add indicators."
    }
    return nil
  }
}
