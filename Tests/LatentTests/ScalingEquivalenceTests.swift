import Latent
import TestSupport
import Testing

/// The scaling of latent variables (markers, standardized variables, effect
/// coding) cannot change the fit of models that are equivalent: χ² and its
/// degrees of freedom under every set of equalities across groups.
struct ScalingEquivalenceTests {
  private enum Scaling: CaseIterable {
    case marker, standardized, codedLoadings, coded
  }

  private static func fit(
    _ scaling: Scaling, _ equal: Set<GroupEquality>, _ partial: [String],
    text: String = HolzingerModel.text
  ) throws -> Fit {
    var options = FitOptions()
    options.model.kind = .cfa
    options.model.groupEqual = equal
    options.model.groupPartial = partial
    switch scaling {
    case .marker: break
    case .standardized: options.model.standardizeLatent = true
    case .codedLoadings: options.model.effectCodingLoadings = true
    case .coded:
      options.model.effectCodingLoadings = true
      options.model.effectCodingIntercepts = true
    }
    return try Model(text: text).fit(
      to: try HolzingerModel.table(), group: "school", options: options)
  }

  private static func expectSameFit(
    _ equal: Set<GroupEquality>, _ partial: [String] = [],
    text: String = HolzingerModel.text
  ) throws {
    let first = try fit(.marker, equal, partial, text: text)
    for scaling in Scaling.allCases {
      let other = try fit(scaling, equal, partial, text: text)
      #expect(other.isConverged)
      #expect(
        other.degreesOfFreedom == first.degreesOfFreedom,
        "\(scaling), \(partial)")
      expectClose(
        try #require(other.measures.chiSquare),
        try #require(first.measures.chiSquare), relative: 1e-8,
        "\(scaling), \(partial)")
    }
  }

  @Test(
    arguments: [
      [.loadings], [.residuals], [.loadings, .intercepts],
      [.loadings, .residuals], [.loadings, .latentVariances],
      [.loadings, .latentCovariances],
      [.loadings, .latentVariances, .latentCovariances],
      [.loadings, .intercepts, .means], [.loadings, .intercepts, .residuals],
      [.loadings, .intercepts, .latentVariances, .means],
      [
        .loadings, .intercepts, .residuals, .latentVariances,
        .latentCovariances, .means,
      ],
    ] as [Set<GroupEquality>])
  func sets(_ equal: Set<GroupEquality>) throws {
    try Self.expectSameFit(equal)
  }

  @Test(arguments: [
    ["x2~1"], ["x1~1"], ["x2~1", "x3~1"], ["visual=~x2", "x2~1"],
    ["visual=~x1", "x1~1"], ["visual~1"], ["visual~~visual"],
    ["visual~~speed"], ["x3~~x3"],
  ])
  func exceptions(_ partial: [String]) throws {
    try Self.expectSameFit(Set(GroupEquality.allCases), partial)
    if partial != ["visual~1"] {
      try Self.expectSameFit([.loadings, .intercepts], partial)
    }
  }

  /// Latent means and variances stay fixed where no indicator identifies
  /// them, so that these models are identified under every scaling.
  @Test func factorWithoutEqualIndicators() throws {
    let all = ["visual=~x1", "visual=~x2", "visual=~x3"]
    let marker = try Self.fit(.marker, [.loadings], Array(all.dropFirst()))
    let standardized = try Self.fit(.standardized, [.loadings], all)
    #expect(marker.degreesOfFreedom == standardized.degreesOfFreedom)
    expectClose(
      try #require(marker.measures.chiSquare),
      try #require(standardized.measures.chiSquare), relative: 1e-8)
    let free = try Self.fit(
      .marker, [.loadings, .intercepts], ["x1~1", "x2~1", "x3~1"])
    let coded = try Self.fit(
      .coded, [.loadings, .intercepts], ["x1~1", "x2~1", "x3~1"])
    #expect(free.degreesOfFreedom == coded.degreesOfFreedom)
    expectClose(
      try #require(free.measures.chiSquare),
      try #require(coded.measures.chiSquare), relative: 1e-8)
  }

  /// The means of second-order factors stay fixed where those of the first
  /// order are free.
  ///
  /// lavaan 0.7-2 frees both, with a warning of the information matrix: the
  /// same χ², and one degree of freedom less for every later group.
  @Test func secondOrder() throws {
    let text = HolzingerModel.text + "\ngeneral =~ visual + textual + speed\n"
    try Self.expectSameFit([.loadings], text: text)
    try Self.expectSameFit([.loadings, .intercepts], text: text)
    try Self.expectSameFit([.loadings, .intercepts, .means], text: text)
    let fit = try Self.fit(.marker, [.loadings, .intercepts], [], text: text)
    expectClose(
      try #require(fit.measures.chiSquare), 165.841, absolute: 5e-4)
  }
}
