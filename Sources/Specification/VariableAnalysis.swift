import ModelSyntax

/// What the terms of one block say about each variable; lists are in the
/// order that lavaan gives them.
struct VariableAnalysis {
  /// The roles as the table publishes them.
  let roles: VariableRoles
  /// Latent variables formed by `<~`.
  let composites: Set<String>
  /// Latent variables with loadings `=~`.
  let measured: Set<String>
  /// Dependent variables that predict nothing: their residuals covary by
  /// default.
  let latentOutcomes: [String]
  let observedOutcomes: [String]
  /// Exogenous observed variables that a `~~` or `~1` of the text makes
  /// random; they are not in `roles.observedExogenous`.
  let randomExogenous: [String]

  init(_ terms: [ModelTerm]) {
    func left(_ operators: ModelOperator...) -> OrderedNames {
      OrderedNames(terms.filter { operators.contains($0.op) }.map(\.lhs))
    }
    func right(_ operators: ModelOperator...) -> OrderedNames {
      OrderedNames(terms.filter { operators.contains($0.op) }.map(\.rhs))
    }
    let latent = left(.measurement, .formative)
    let loaded = right(.measurement)
    let dependent = left(.regression)
    let predictors = right(.regression, .formative)

    let indicators = loaded.removing(latent)
    let endogenous = dependent.removing(latent, indicators)
    let allExogenous = predictors.removing(latent, indicators, dependent)
    let extras = left(.covariance).joined(
      right(.covariance), left(.intercept, .threshold, .scaling)
    ).removing(latent)
    let observed = indicators.joined(endogenous, allExogenous, extras)

    let productIndicators = OrderedNames(
      terms.filter { $0.op == .measurement && $0.lhs.contains(":") }
        .map(\.rhs))
    let mentioned = left(.covariance, .intercept).joined(right(.covariance))
    let random = allExogenous.keeping(mentioned)

    roles = VariableRoles(
      observed: observed.names,
      observedExogenous: allExogenous.removing(random).names,
      observedEndogenous: endogenous.names,
      indicators: indicators.names,
      latent: latent.names,
      latentExogenous: latent.removing(loaded, dependent).names,
      latentEndogenous: latent.keeping(loaded.joined(dependent)).names,
      interactions: observed.names.filter {
        $0.contains(":") && !productIndicators.members.contains($0)
      },
      latentInteractions: latent.names.filter { $0.contains(":") },
      productIndicators: productIndicators.names)
    composites = left(.formative).removing(left(.measurement)).members
    measured = left(.measurement).members
    latentOutcomes =
      dependent.ordered(as: latent).removing(predictors, loaded).names
    observedOutcomes = endogenous.removing(predictors).names
    randomExogenous = random.names
  }

  /// Each variable's place: latent variables, then observed ones.
  var ordering: [String: Int] {
    var places: [String: Int] = [:]
    for name in roles.latent + roles.observed where places[name] == nil {
      places[name] = places.count
    }
    return places
  }
}

/// Distinct names in the order of their first appearance.
struct OrderedNames {
  private(set) var names: [String] = []
  private(set) var members: Set<String> = []

  init(_ names: [String]) {
    for name in names where members.insert(name).inserted {
      self.names.append(name)
    }
  }

  func removing(_ others: OrderedNames...) -> OrderedNames {
    OrderedNames(
      names.filter { name in
        !others.contains { $0.members.contains(name) }
      })
  }

  func keeping(_ other: OrderedNames) -> OrderedNames {
    OrderedNames(names.filter { other.members.contains($0) })
  }

  func joined(_ others: OrderedNames...) -> OrderedNames {
    OrderedNames(names + others.flatMap(\.names))
  }

  /// The names that are in `reference`, in its order.
  func ordered(as reference: OrderedNames) -> OrderedNames {
    OrderedNames(reference.names.filter { members.contains($0) })
  }
}
