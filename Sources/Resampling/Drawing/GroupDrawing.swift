internal import EffectAnalysis
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Probability
internal import SampleStatistics

/// One worker's drawing of one group: buffers that are filled anew for every
/// replicate.
protocol GroupDrawing: AnyObject {
  /// The means of the drawn cases' variables, from which products that the
  /// replicate makes anew count.
  var means: MatrixBox { get }
  /// The number of cases last drawn, and the sum of their weights; `nil` where
  /// these are always the sample's.
  var drawnSize: (cases: Double, weights: Double)? { get }
  /// The thresholds of ordered variables that the cases last drawn do not
  /// determine, because a first or last category is not among them.
  var heldThresholds: [Bool] { get }

  /// Draws a replicate's sample and hands its moments to a fitter.
  ///
  /// - Parameters:
  ///   - stream: The replicate's random stream.
  ///   - omitted: The case, or cluster, that a jackknife leaves out, from 0, one of another
  ///     group or of this; `nil` to draw with replacement.
  ///   - fitter: The fitter.
  ///   - group: The group, from 0.
  /// - Returns: False if the sample's moments are singular.
  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool
}

extension GroupDrawing {
  var drawnSize: (cases: Double, weights: Double)? { nil }
  var heldThresholds: [Bool] { [] }
}

/// Draws all groups of one replicate after the other.
struct ReplicateDrawing {
  /// The origin of a replicate's products; `nil` if it is that of the original
  /// sample.
  let centres: ProductCentres?
  private let groups: [(drawing: any GroupDrawing, unitCount: Int)]
  private let isJackknife: Bool
  /// The normalization of sampling weights; `nil` without any.
  private let normalization: WeightNormalization?

  init(_ source: ReplicateSource) {
    groups = source.groups.map { ($0.makeDrawing(), $0.unitCount) }
    isJackknife = source.kind == .jackknife
    normalization = source.normalization
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
      first += group.unitCount
    }
    takeSizes(into: fitter)
    return true
  }

  /// Whether the last replicate does not determine a threshold.
  func isHeld(group: Int, threshold: Int) -> Bool {
    let held = groups[group].drawing.heldThresholds
    return threshold < held.count && held[threshold]
  }

  /// Does something with each threshold that the last replicate does not
  /// determine.
  ///
  /// - Parameter use: Takes the group and the number of the threshold.
  func forHeldThresholds(_ use: (_ group: Int, _ number: Int) -> Void) {
    for index in groups.indices {
      let held = groups[index].drawing.heldThresholds
      for number in held.indices where held[number] { use(index, number) }
    }
  }

  /// Hands the groups' sizes to a fitter, where they are not always the same:
  /// clusters differ in size, cases in weight.
  private func takeSizes(into fitter: Fitter) {
    let drawn = groups.compactMap(\.drawing.drawnSize)
    guard drawn.count == groups.count else { return }
    let cases = drawn.reduce(0) { $0 + $1.cases }
    let weights = drawn.reduce(0) { $0 + $1.weights }
    fitter.setSizes(
      drawn.map { group in
        switch normalization {
        case .total: group.weights * cases / weights
        case .group: group.cases
        case .some(.none): group.weights
        case nil: group.cases
        }
      })
  }
}
