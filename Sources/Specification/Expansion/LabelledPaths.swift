import ModelSyntax
internal import VariableNames

/// A block's regressions and the labels by which effects speak of them.
struct LabelledPaths {
  let graph: PathGraph
  let block: ExpansionBlock
  private let options: ModelOptions
  /// The notation of each regression in effects, in every group.
  fileprivate var parts: [PathGraph.Edge: [EffectPart]] = [:]
  /// The labels, one for each group, where the text does not give them all.
  fileprivate var generated: [PathGraph.Edge: [String]] = [:]

  init(_ block: ExpansionBlock, options: ModelOptions) {
    graph = PathGraph(block)
    self.block = block
    self.options = options
  }

  /// The modifiers that the text gives a regression.
  fileprivate func modifiers(of edge: PathGraph.Edge) -> [ModifierSyntax] {
    guard let occurrence = graph.occurrences[edge],
      case .formula(let formula) = block.statements[occurrence.statement]
    else { return [] }
    return occurrence.terms.flatMap { formula.terms[$0].modifiers }
  }

  /// The user's labels of a regression, one for each group; empty where there
  /// is none.
  fileprivate func written(_ edge: PathGraph.Edge) -> [String] {
    let count = block.suffixes.count
    for modifier in modifiers(of: edge) {
      guard case .label(let labels) = modifier.kind else { continue }
      return (0..<count).map { group in
        let label = labels.count == 1 ? labels[0] : nil
        return label ?? (group < labels.count ? labels[group] : nil) ?? ""
      }
    }
    return Array(repeating: "", count: count)
  }

  /// The values at which the text fixes a regression; `nil` where it is free.
  fileprivate func fixed(_ edge: PathGraph.Edge) -> [Double?] {
    let count = block.suffixes.count
    var fixed = [Double?](repeating: nil, count: count)
    var start = fixed
    func spread(_ values: [Double?]) -> [Double?] {
      values.count == 1
        ? Array(repeating: values[0], count: count)
        : (0..<count).map { $0 < values.count ? values[$0] : nil }
    }
    for modifier in modifiers(of: edge) {
      switch modifier.kind {
      case .fixed(let values): fixed = spread(values)
      case .start(let values): start = spread(values)
      default: break
      }
    }
    // As in lavaan, a starting value overrides the number.
    return zip(fixed, start).map { fixed, start in
      fixed == nil ? nil : start ?? fixed
    }
  }

  /// Whether options hold a regression equal across groups.
  fileprivate func isHeldEqual(_ edge: PathGraph.Edge) -> Bool {
    let name = edge.outcome + ModelOperator.regression.rawValue + edge.cause
    return options.groupEqual.contains(.regressions)
      && !options.groupPartial.contains {
        $0.filter { !$0.isWhitespace } == name
      }
  }

  /// A statement with the labels that effects need.
  func labelled(_ statement: Statement, at index: Int) -> [Statement] {
    guard case .formula(let formula) = statement else { return [statement] }
    let needed = generated.compactMap { edge, names in
      graph.occurrences[edge].flatMap { occurrence in
        occurrence.statement == index
          ? (occurrence: occurrence, names: names) : nil
      }
    }
    guard !needed.isEmpty else { return [statement] }
    // Each variable on the left needs different labels.
    return formula.lhs.indices.map { lhs in
      var single = formula
      single.lhs = [formula.lhs[lhs]]
      for (occurrence, names) in needed where occurrence.lhs == lhs {
        Self.label(&single, occurrence, names)
      }
      return .formula(single)
    }
  }

  private static func label(
    _ formula: inout Formula, _ occurrence: PathGraph.Occurrence,
    _ names: [String]
  ) {
    for term in occurrence.terms {
      for index in formula.terms[term].modifiers.indices {
        guard
          case .label(let old) = formula.terms[term].modifiers[index].kind
        else { continue }
        // A vector that leaves some groups without a label.
        var filled: [String?] = names
        if old.count > names.count { filled += old[names.count...] }
        formula.terms[term].modifiers[index].kind = .label(filled)
        return
      }
    }
    let term = occurrence.terms[0]
    formula.terms[term].modifiers.append(
      ModifierSyntax(kind: .label(names), range: formula.terms[term].range))
  }
}

extension Expansion {
  /// A regression as effects write it in every group; labels are made where
  /// the text has none.
  ///
  /// - Parameters:
  ///   - edge: The regression, which exists.
  ///   - range: The range that an error points to.
  ///   - paths: The block's regressions.
  /// - Returns: Labels, and the values of fixed parameters; `nil` after an
  ///   error.
  mutating func parts(
    of edge: PathGraph.Edge, at range: SourceRange,
    _ paths: inout LabelledPaths
  ) -> [EffectPart]? {
    if let parts = paths.parts[edge] { return parts }
    warnOfModeration(edge, at: range, paths)
    let written = paths.written(edge)
    let fixed = paths.fixed(edge)
    let needsLabel = zip(written, fixed).contains {
      $0.isEmpty && $1 == nil
    }
    for modifier in paths.modifiers(of: edge) where needsLabel {
      guard case .equal = modifier.kind else { continue }
      fail(
        .modelUnlabelledPath,
        "an effect needs a label for `\(edge.cause) -> \(edge.outcome)`, "
          + "which `equal()` ties to another parameter",
        remedy: "Give both parameters the same label instead.",
        at: modifier.range)
      return nil
    }
    let name = EffectNames.path([edge.cause, edge.outcome])
    let isShared =
      written.allSatisfy(\.isEmpty) && paths.isHeldEqual(edge)
      && (written.count > 1 || paths.block.isUnderGroupHeader)
    var labels = written
    for (group, suffix) in paths.block.suffixes.enumerated()
    where needsLabel && labels[group].isEmpty {
      let tail = isShared ? paths.block.levelSuffix : suffix
      labels[group] = name + tail
      let claim = names.claim(
        name + tail, for: "\(edge.cause) ~> \(edge.outcome)\(tail)")
      guard case .taken = claim else { continue }
      fail(
        .modelEffectClash,
        "the path `\(edge.cause) -> \(edge.outcome)` would be labelled "
          + "`\(name + tail)`, a name that is in use",
        remedy: "Label the path yourself, or rename `\(name + tail)`.",
        at: range)
      return nil
    }
    if needsLabel { paths.generated[edge] = labels }
    let parts = zip(labels, fixed).map { label, value in
      value.map(EffectPart.value) ?? .name(label)
    }
    paths.parts[edge] = parts
    return parts
  }

  /// Warns that an effect holds at one value of a moderator only.
  private mutating func warnOfModeration(
    _ edge: PathGraph.Edge, at range: SourceRange, _ paths: LabelledPaths
  ) {
    for cause in paths.graph.causes[edge.outcome] ?? [] {
      guard let product = VariableProduct(cause),
        product.factors.contains(edge.cause)
      else { continue }
      let isLatent = paths.block.formulas.contains { _, formula in
        formula.op == .measurement
          && formula.lhs.contains { $0.variableName == cause }
      }
      warn(
        .modelConditionalEffect,
        "`\(edge.cause)` acts on `\(edge.outcome)` through `\(cause)` too; "
          + "the effect defined here holds where the moderator is zero",
        remedy: isLatent
          ? "Latent variables have a mean of zero; `latent effects` shows the "
            + "effect at other values."
          : "Centre the moderator, so that zero is its mean.", at: range)
    }
  }
}
