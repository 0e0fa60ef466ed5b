import ModelSyntax

/// The measurement of a block's latent variables, from its formulas.
struct BlockMeasurements {
  /// An indicator with the modifiers of its loading.
  struct Indicator {
    var name: String
    var modifiers: [ModifierSyntax]
  }

  /// The indicators of each variable left of `=~`, in the order of the text.
  private(set) var indicators: [String: [Indicator]] = [:]
  /// The last formula that measures each variable.
  private(set) var places: [String: Int] = [:]
  /// Variables left of `<~`.
  private(set) var composites: Set<String> = []
  /// Variables that a formula names, product terms left out.
  private(set) var variables: Set<String> = []
  /// Variables that are regressed on others or indicate latent ones.
  private(set) var endogenous: Set<String> = []
  /// Variables that indicate latent ones.
  private(set) var loaded: Set<String> = []
  /// The products that the text names, each once, with their first place.
  private(set) var products: [NameSyntax] = []
  /// Products right of `=~`, with their places.
  private(set) var loadedProducts: [(product: NameSyntax, latent: String)] = []
  /// Pairs of variables that a formula lets covary.
  private(set) var covariances: Set<Set<String>> = []
  /// Outcomes and predictors.
  private(set) var regressions: Set<[String]> = []

  init(_ block: ExpansionBlock) {
    for (index, formula) in block.formulas {
      for left in formula.lhs {
        guard case .variable(let name) = left.subject else { continue }
        add(name, isIndicator: false)
        switch formula.op {
        case .measurement:
          places[name.text] = index
          if indicators[name.text] == nil { indicators[name.text] = [] }
        case .formative: composites.insert(name.text)
        default: break
        }
        for term in formula.terms {
          guard case .variable(let right) = term.subject else { continue }
          add(right, isIndicator: formula.op == .measurement)
          switch formula.op {
          case .measurement:
            endogenous.insert(right.text)
            loaded.insert(right.text)
            load(right.text, on: name.text, term.modifiers)
            if right.isProduct {
              loadedProducts.append((right, name.text))
            }
          case .regression:
            endogenous.insert(name.text)
            regressions.insert([name.text, right.text])
          case .covariance: covariances.insert([name.text, right.text])
          default: break
          }
        }
      }
    }
  }

  /// Whether the block makes a variable latent.
  func isLatent(_ name: String) -> Bool {
    indicators[name] != nil || composites.contains(name)
  }

  private mutating func add(_ name: NameSyntax, isIndicator: Bool) {
    guard name.isProduct else {
      variables.insert(name.text)
      return
    }
    if !isIndicator, !products.contains(where: { $0.text == name.text }) {
      products.append(name)
    }
  }

  private mutating func load(
    _ indicator: String, on latent: String, _ modifiers: [ModifierSyntax]
  ) {
    var known = indicators[latent] ?? []
    if let place = known.firstIndex(where: { $0.name == indicator }) {
      known[place].modifiers += modifiers
    } else {
      known.append(Indicator(name: indicator, modifiers: modifiers))
    }
    indicators[latent] = known
  }
}

extension BlockMeasurements.Indicator {
  /// The value at which the text fixes the loading in each group, one for all
  /// or one each; `nil` if it frees it or says nothing.
  var fixedValues: [Double]? {
    var fixed: [Double?]?
    var start: [Double?]?
    for modifier in modifiers {
      switch modifier.kind {
      case .fixed(let values) where fixed == nil: fixed = values
      case .start(let values) where start == nil: start = values
      default: break
      }
    }
    guard let fixed else { return nil }
    // As in lavaan, a starting value overrides the number.
    let values = fixed.indices.map { index in
      start.flatMap {
        $0.count == 1 ? $0[0] : $0.count > index ? $0[index] : nil
      }
        ?? fixed[index]
    }
    guard fixed.allSatisfy({ $0 != nil }) else { return nil }
    return values.compactMap(\.self)
  }

  /// Whether the text says a number, `NA` included.
  var isSpecified: Bool {
    modifiers.contains { modifier in
      if case .fixed = modifier.kind { true } else { false }
    }
  }

  /// The starting value, if it is one for all groups.
  var start: Double? {
    for modifier in modifiers {
      if case .start(let values) = modifier.kind, values.count == 1 {
        return values[0]
      }
    }
    return nil
  }
}
