internal import EffectAnalysis
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Probability

/// One worker's drawing of one group: buffers that are filled anew for every
/// replicate.
protocol GroupDrawing: AnyObject {
  /// The means of the drawn cases' variables, from which products that the
  /// replicate makes anew count.
  var means: MatrixBox { get }

  /// Draws a replicate's sample and hands its moments to a fitter.
  ///
  /// - Parameters:
  ///   - stream: The replicate's random stream.
  ///   - omitted: The case that a jackknife leaves out, from 0, one of another
  ///     group or of this; `nil` to draw with replacement.
  ///   - fitter: The fitter.
  ///   - group: The group, from 0.
  /// - Returns: False if the sample's moments are singular.
  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool
}

/// Draws all groups of one replicate after the other.
struct ReplicateDrawing {
  /// The origin of a replicate's products; `nil` if it is that of the original
  /// sample.
  let centres: ProductCentres?
  private let groups: [(drawing: any GroupDrawing, caseCount: Int)]
  private let isJackknife: Bool

  init(_ source: ReplicateSource) {
    groups = source.groups.map { ($0.makeDrawing(), $0.caseCount) }
    isJackknife = source.kind == .jackknife
    centres =
      source.kind.centresAnew
      ? ProductCentres(observed: groups.map(\.drawing.means)) : nil
  }

  /// Draws a replicate's sample and hands its moments to a fitter.
  ///
  /// - Parameters:
  ///   - number: The replicate's number.
  ///   - stream: The replicate's random stream.
  ///   - fitter: The fitter.
  /// - Returns: False if the moments of a group are singular.
  func draw(
    _ number: Int, _ stream: inout RandomStream, into fitter: Fitter
  ) -> Bool {
    var first = 1
    for (index, group) in groups.enumerated() {
      guard
        group.drawing.draw(
          &stream, omitting: isJackknife ? number - first : nil,
          into: fitter, group: index)
      else { return false }
      first += group.caseCount
    }
    return true
  }
}
