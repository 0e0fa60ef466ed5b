internal import FitSettings
internal import Messages
internal import Specification
internal import TableReading

/// What a marker variable, which has nothing to do with the constructs, says of
/// the method that it shares with them.
public struct MarkerAnalysis: Sendable {
  /// The marker with its items; `nil` if the method's share alone is given.
  public let construct: MeasuredConstruct?
  /// The scales' correlations without the method's share.
  public let adjustment: MarkerAdjustment
  /// The models with the marker; `nil` for a marker with fewer than two items.
  public let technique: MarkerTechnique?

  init?(
    _ constructs: [MeasuredConstruct], _ table: DataTable,
    _ options: ValidityOptions, _ warnings: inout [LatentWarning]
  ) throws(LatentError) {
    guard options.marker != nil || options.markerCorrelation != nil else {
      return nil
    }
    construct = options.marker
    let answers = try ItemAnswers(
      constructs + (options.marker.map { [$0] } ?? []), table)
    guard
      let adjustment = MarkerAdjustment(
        Array(answers.byConstruct.prefix(constructs.count)),
        marker: options.marker == nil ? [] : answers.byConstruct.last ?? [],
        given: options.markerCorrelation, level: options.fit.confidenceLevel)
    else {
      throw LatentError(
        code: .validityMarker,
        message: "Fewer than two cases answer all items of the constructs and "
          + "the marker.",
        remedy: "Look at the missing values with `data`.")
    }
    self.adjustment = adjustment
    if adjustment.shares.isEmpty {
      warnings.append(
        LatentWarning(
          code: .validityMarker,
          message: "The marker correlates positively with no construct: "
            + "there is nothing to take off their correlations."))
    }
    guard let marker = options.marker else {
      technique = nil
      return
    }
    guard marker.items.count > 1 else {
      technique = nil
      warnings.append(
        LatentWarning(
          code: .validityMarker,
          message: "A marker with one item adjusts correlations; the marker "
            + "models need two items or more."))
      return
    }
    technique = MarkerTechnique(
      MarkerModels(
        models: try MeasurementModels(
          constructs, table, options, beside: marker),
        constructs: constructs, marker: marker,
        ordered: Set(options.fit.model.ordered)), &warnings)
  }

  /// Refuses what cannot be a marker of constructs.
  static func check(
    _ constructs: [MeasuredConstruct], _ options: ValidityOptions
  ) throws(LatentError) {
    guard options.marker != nil || options.markerCorrelation != nil else {
      return
    }
    guard constructs.count > 1 else {
      throw LatentError(
        code: .validityMarker,
        message: "A marker has no correlations of one construct to adjust.",
        remedy: "Give two constructs or more beside the marker.")
    }
    guard let marker = options.marker else { return }
    let items = Set(constructs.flatMap(\.items))
    if marker.items.isEmpty {
      throw LatentError(
        code: .validityMarker, message: "The marker has no items.",
        remedy: "Name the columns that measure it.")
    }
    if Set(marker.items).count < marker.items.count {
      throw LatentError(
        code: .validityMarker,
        message: "The marker has an item twice.",
        remedy: "Name each column once.")
    }
    if let shared = marker.items.first(where: items.contains) {
      throw LatentError(
        code: .validityMarker,
        message: "`\(shared)` measures a construct and the marker.",
        remedy: "A marker has items of its own, which have nothing to do with "
          + "the constructs.")
    }
    if constructs.contains(where: { $0.name == marker.name }) {
      throw LatentError(
        code: .validityMarker,
        message: "`\(marker.name)` is a construct and the marker.",
        remedy: "Give the marker another name.")
    }
  }
}
