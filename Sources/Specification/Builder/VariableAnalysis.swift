import ModelSyntax
internal import VariableNames

/// The roles of one block's variables; lists are in the order that lavaan
/// gives them.
struct VariableAnalysis {
  /// The roles as the table publishes them.
  let roles: VariableRoles
  /// Dependent latent variables that predict nothing: their residuals covary
  /// by default.
  let latentOutcomes: [String]
  /// Dependent observed variables that predict nothing.
  let observedOutcomes: [String]
  /// Exogenous observed variables that a `~~` or `~1` of the text makes
  /// random; they are not in `roles.observedExogenous`.
  let randomExogenous: [String]

  /// Analyzes parameters as they stand.
  init(_ parameters: [NamedParameter]) {
    var uses = VariableUses(parameters)
    uses.readMoments(parameters)
    self.init(uses, parameters)
  }

  /// Turns covariances so that latent variables stand before observed ones,
  /// and variables in their order, then analyzes the result.
  ///
  /// - Parameter parameters: The parameters of a block.
  init(ordering parameters: inout [NamedParameter]) {
    var uses = VariableUses(parameters)
    uses.readMoments(parameters)
    if uses.flipCovariances(&parameters) { uses.readMoments(parameters) }
    self.init(uses, parameters)
  }

  private init(_ uses: VariableUses, _ parameters: [NamedParameter]) {
    let endogenous = uses.endogenous
    let exogenous = uses.exogenous
    let random = exogenous.filter { uses.has($0, .mentioned) }
    let observed = uses.observed
    let names = uses.names
    func named(_ indices: [Int]) -> [String] { indices.map { names[$0] } }
    func products(_ indices: [Int]) -> [VariableProduct] {
      indices.compactMap { VariableProduct(names[$0]) }
    }
    var roles = VariableRoles(
      observed: named(observed),
      observedExogenous: named(exogenous.filter { !uses.has($0, .mentioned) }),
      observedEndogenous: named(endogenous),
      indicators: named(uses.indicators),
      latent: named(uses.latent),
      latentExogenous: named(
        uses.latent.filter { !uses.has($0, [.loaded, .dependent]) }),
      latentEndogenous: named(
        uses.latent.filter { uses.has($0, [.loaded, .dependent]) }),
      interactions: products(
        observed.filter { !uses.has($0, .productIndicator) }),
      latentInteractions: products(uses.latent),
      productIndicators: named(uses.productIndicators))
    roles.composites = named(uses.latent.filter { uses.has($0, .composite) })
    roles.composed = named(uses.composed)
    self.roles = roles
    latentOutcomes = named(
      uses.latent.filter {
        uses.has($0, .dependent) && !uses.has($0, [.predictor, .loaded])
      })
    observedOutcomes = named(endogenous.filter { !uses.has($0, .predictor) })
    randomExogenous = named(random)
  }
}

/// The use of each variable by the parameters of a block.
private struct VariableUses {
  /// The uses of one variable.
  struct Use: OptionSet {
    let rawValue: UInt16
    /// Left of `=~`.
    static let measured = Use(rawValue: 1)
    /// Left of `<~`.
    static let composite = Use(rawValue: 2)
    /// Right of `=~`.
    static let loaded = Use(rawValue: 4)
    /// Left of `~`.
    static let dependent = Use(rawValue: 8)
    /// Right of `~`.
    static let predictor = Use(rawValue: 16)
    /// On a side of `~~`, or left of `~1`.
    static let mentioned = Use(rawValue: 32)
    /// Right of `=~` with a product on the left.
    static let productIndicator = Use(rawValue: 64)
    /// Right of `<~`.
    static let composed = Use(rawValue: 128)
    /// Left of `=~` or `<~`.
    static let latent: Use = [.measured, .composite]
  }

  /// The distinct names.
  private(set) var names: [String] = []
  private var indices: [String: Int] = [:]
  private var uses: [Use] = []
  /// The sides of each parameter as indices of names.
  private var left: [Int] = []
  private var right: [Int] = []

  // Variables in the order of their first use of a kind.
  private(set) var latent: [Int] = []
  private(set) var productIndicators: [Int] = []
  private var loaded: [Int] = []
  private var dependent: [Int] = []
  private var predictors: [Int] = []
  private(set) var composed: [Int] = []
  /// Observed variables that moments alone may name.
  private var extras: [Int] = []

  /// Reads the formulas; `readMoments` follows.
  init(_ parameters: [NamedParameter]) {
    for parameter in parameters {
      let key = parameter.key
      let lhs = index(of: key.lhs)
      let rhs = key.op == .intercept ? lhs : index(of: key.rhs)
      left.append(lhs)
      right.append(rhs)
      switch key.op {
      case .measurement:
        Self.note(lhs, .measured, unless: .latent, &uses, &latent)
        Self.note(rhs, .loaded, unless: .loaded, &uses, &loaded)
        if VariableProduct.isProduct(key.lhs) {
          Self.note(
            rhs, .productIndicator, unless: .productIndicator, &uses,
            &productIndicators)
        }
      case .formative:
        Self.note(lhs, .composite, unless: .latent, &uses, &latent)
        Self.note(rhs, .composed, unless: .composed, &uses, &composed)
      case .regression:
        Self.note(lhs, .dependent, unless: .dependent, &uses, &dependent)
        Self.note(rhs, .predictor, unless: .predictor, &uses, &predictors)
      case .covariance:
        uses[lhs].insert(.mentioned)
        uses[rhs].insert(.mentioned)
      case .intercept:
        uses[lhs].insert(.mentioned)
      default: break
      }
    }
  }

  private mutating func index(of name: String) -> Int {
    if let known = indices[name] { return known }
    indices[name] = names.count
    names.append(name)
    uses.append([])
    return names.count - 1
  }

  /// Notes a use of a variable, and lists those with the first of its kind.
  private static func note(
    _ index: Int, _ use: Use, unless known: Use, _ uses: inout [Use],
    _ list: inout [Int]
  ) {
    if uses[index].isDisjoint(with: known) { list.append(index) }
    uses[index].insert(use)
  }

  /// Reads which variables moments name: left sides of `~~` first, then right
  /// ones, then left sides of `~1`, `|` and `~*~`.
  mutating func readMoments(_ parameters: [NamedParameter]) {
    extras = []
    for (place, parameter) in parameters.enumerated()
    where parameter.key.op == .covariance { extras.append(left[place]) }
    for (place, parameter) in parameters.enumerated()
    where parameter.key.op == .covariance { extras.append(right[place]) }
    for (place, parameter) in parameters.enumerated() {
      switch parameter.key.op {
      case .intercept, .threshold, .scaling: extras.append(left[place])
      default: break
      }
    }
  }

  /// Swaps the sides of covariances whose left variable stands behind the right
  /// one: latent variables come first, then observed ones.
  ///
  /// - Returns: Whether the sides of any were swapped.
  mutating func flipCovariances(_ parameters: inout [NamedParameter]) -> Bool {
    guard parameters.contains(where: { $0.key.op == .covariance }) else {
      return false
    }
    var order = [Int](repeating: 0, count: names.count)
    for (place, index) in [latent, observed].joined().enumerated() {
      order[index] = place
    }
    var flips = false
    for place in parameters.indices
    where parameters[place].key.op == .covariance
      && order[left[place]] > order[right[place]]
    {
      parameters[place].flip()
      swap(&left[place], &right[place])
      flips = true
    }
    return flips
  }

  /// Whether a variable has one of some uses.
  func has(_ index: Int, _ use: Use) -> Bool {
    !uses[index].isDisjoint(with: use)
  }

  private func isObservedIndicator(_ index: Int) -> Bool {
    has(index, .loaded) && !has(index, .latent)
  }

  /// Observed indicators.
  var indicators: [Int] { loaded.filter { !has($0, .latent) } }

  /// Observed dependent variables.
  var endogenous: [Int] {
    dependent.filter { !has($0, .latent) && !isObservedIndicator($0) }
  }

  /// Observed variables that are predictors only.
  var exogenous: [Int] {
    predictors.filter {
      !has($0, [.latent, .loaded, .dependent, .composed])
    }
  }

  /// Observed variables: indicators, those of composites, endogenous,
  /// exogenous, then those that moments alone name.
  var observed: [Int] {
    var result = indicators
    var seen = [Bool](repeating: false, count: names.count)
    for index in result { seen[index] = true }
    for index in [composed, endogenous, exogenous, extras].joined()
    where !seen[index] && !has(index, .latent) {
      seen[index] = true
      result.append(index)
    }
    return result
  }
}
