extension ModelOptions: Encodable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case kind, meanStructure, observedInterceptsFree, latentInterceptsFree
    case standardizeLatent, effectCodingLoadings, effectCodingIntercepts
    case fixedExogenous, conditionsOnExogenous, orthogonalExogenous
    case orthogonalEndogenous, fixFirstLoading, fixSingleIndicator
    case addVariances, addExogenousCovariances, addEndogenousCovariances
    case addThresholds, addScales
    case fitsCorrelations, markerInterceptsZero, productPairing, groupEqual
    case groupPartial, groupLabels, groupsFromText, ordered
    case ordersEndogenous, parameterization, keepsExogenousJoint
    case thresholdCounts, formsComposites
  }

  /// Writes every option; sets in the order of their names, so that equal
  /// options have equal texts.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(kind, forKey: .kind)
    try values.encodeIfPresent(meanStructure, forKey: .meanStructure)
    try values.encodeIfPresent(
      observedInterceptsFree, forKey: .observedInterceptsFree)
    try values.encodeIfPresent(
      latentInterceptsFree, forKey: .latentInterceptsFree)
    try values.encode(standardizeLatent, forKey: .standardizeLatent)
    try values.encode(effectCodingLoadings, forKey: .effectCodingLoadings)
    try values.encode(effectCodingIntercepts, forKey: .effectCodingIntercepts)
    try values.encodeIfPresent(fixedExogenous, forKey: .fixedExogenous)
    try values.encode(conditionsOnExogenous, forKey: .conditionsOnExogenous)
    try values.encode(orthogonalExogenous, forKey: .orthogonalExogenous)
    try values.encode(orthogonalEndogenous, forKey: .orthogonalEndogenous)
    try values.encodeIfPresent(fixFirstLoading, forKey: .fixFirstLoading)
    try values.encodeIfPresent(fixSingleIndicator, forKey: .fixSingleIndicator)
    try values.encodeIfPresent(addVariances, forKey: .addVariances)
    try values.encodeIfPresent(
      addExogenousCovariances, forKey: .addExogenousCovariances)
    try values.encodeIfPresent(
      addEndogenousCovariances, forKey: .addEndogenousCovariances)
    try values.encodeIfPresent(addThresholds, forKey: .addThresholds)
    try values.encodeIfPresent(addScales, forKey: .addScales)
    try values.encode(fitsCorrelations, forKey: .fitsCorrelations)
    try values.encode(markerInterceptsZero, forKey: .markerInterceptsZero)
    try values.encodeIfPresent(productPairing, forKey: .productPairing)
    try values.encode(
      groupEqual.map(\.rawValue).sorted(), forKey: .groupEqual)
    try values.encode(groupPartial, forKey: .groupPartial)
    try values.encode(groupLabels, forKey: .groupLabels)
    try values.encode(groupsFromText, forKey: .groupsFromText)
    try values.encode(ordered, forKey: .ordered)
    try values.encode(ordersEndogenous, forKey: .ordersEndogenous)
    try values.encode(parameterization, forKey: .parameterization)
    try values.encode(keepsExogenousJoint, forKey: .keepsExogenousJoint)
    try values.encode(thresholdCounts, forKey: .thresholdCounts)
    try values.encode(formsComposites, forKey: .formsComposites)
  }
}
