import ModelSyntax

/// The rows that the default rules add to one block, in lavaan's order:
/// thresholds, variances, covariances, moments of exogenous variables,
/// scaling factors, intercepts.
struct AutomaticRows {
  private let analysis: VariableAnalysis
  private let options: ModelOptions
  private let defaults: ResolvedDefaults
  private let existing: [ParameterRow]
  private let ordered: Set<String>
  private let block: Int
  private let group: Int
  private let level: Int
  private var present: Set<ParameterKey>
  /// Whether a higher level also holds an observed variable: its mean lives
  /// there.
  private let isBetween: (_ name: String) -> Bool
  private(set) var made: [ParameterRow] = []

  /// Makes the rules of a block.
  ///
  /// - Parameters:
  ///   - part: The block of the text.
  ///   - options: The family of defaults and what departs from it.
  ///   - defaults: The rules in force.
  ///   - existing: The rows that the text has made for the block.
  ///   - block: The block's number, from 1.
  ///   - group: Its group's number, from 1.
  ///   - isBetween: Whether a higher level also holds an observed variable.
  init(
    _ part: ModelBlock, options: ModelOptions, defaults: ResolvedDefaults,
    existing: [ParameterRow], block: Int, group: Int,
    isBetween: @escaping (_ name: String) -> Bool
  ) {
    self.isBetween = isBetween
    analysis = part.analysis
    self.block = block
    self.group = group
    level = part.level
    self.options = options
    self.defaults = defaults
    self.existing = existing
    present = Set(minimumCapacity: 2 * existing.count)
    for row in existing { present.insert(row.key) }
    ordered = part.ordered(options)
  }

  /// Makes the rows.
  mutating func make() {
    let roles = analysis.roles
    let exogenous = Set(roles.observedExogenous)
    addThresholds()
    let composed = Set(roles.composed)
    addVariances(
      of: roles.observed.filter {
        !exogenous.contains($0) && !composed.contains($0)
      })
    addComposites()
    if defaults.addExogenousCovariances {
      addPairs(
        of: roles.latentExogenous, isOrthogonal: options.orthogonalExogenous)
    }
    if defaults.addEndogenousCovariances {
      addPairs(
        of: analysis.latentOutcomes + analysis.observedOutcomes,
        isOrthogonal: options.orthogonalEndogenous)
    }
    addExogenousMoments()
    for name in roles.observed where ordered.contains(name) {
      add(name, .scaling, name, fixedAt: 1)
    }
    if options.fitsCorrelations {
      for name in roles.observed { add(name, .scaling, name) }
    }
    if defaults.hasMeanStructure { addIntercepts() }
  }

  private mutating func add(
    _ lhs: String, _ op: ModelOperator, _ rhs: String,
    fixedAt value: Double? = nil, isExogenous: Bool = false,
    isOfSample: Bool = false
  ) {
    let key = ParameterKey(lhs, op, rhs, block: block)
    guard present.insert(key).inserted else { return }
    made.append(
      ParameterRow(
        key, origin: .automatic, group: group, level: level,
        free: value == nil && !isExogenous && !isOfSample ? 1 : nil,
        fixedValue: value, isExogenous: isExogenous))
  }

  private mutating func addThresholds() {
    for name in analysis.roles.observed where ordered.contains(name) {
      guard let count = options.thresholdCounts[name], count > 0 else {
        continue
      }
      for number in 1...count {
        add(
          name, .threshold, "t\(number)",
          isOfSample: !defaults.addThresholds)
      }
    }
  }

  private mutating func addVariances(of observed: [String]) {
    let lone = loneIndicators
    let predicted = Set(
      existing.compactMap {
        $0.op == .measurement
          ? $0.rhs : $0.op == .regression ? $0.lhs : nil
      })
    for name in observed {
      let value: Double? =
        ordered.contains(name)
        ? 1
        : lone.contains(name) || !defaults.addVariances
          ? 0
          : options.fitsCorrelations && !predicted.contains(name) ? 1 : nil
      add(name, .covariance, name, fixedAt: value)
    }
    let rotated = Set(existing.filter { !$0.efa.isEmpty }.map(\.lhs))
    let composites = Set(analysis.roles.composites)
    for name in analysis.roles.latent where !composites.contains(name) {
      let value: Double? =
        if lone.contains(name) {
          0
        } else if options.standardizeLatent || rotated.contains(name) {
          1
        } else if !defaults.addVariances {
          0
        } else {
          nil
        }
      add(name, .covariance, name, fixedAt: value)
    }
  }

  /// Adds what describes the parts of composites.
  ///
  /// That is the composite's variance, its loadings, and the covariances and
  /// intercepts of what it leaves of its parts; the part that scales it has
  /// none of these, as it follows from the composite and the others.
  private mutating func addComposites() {
    for composite in analysis.roles.composites {
      let weights = existing.filter {
        $0.op == .formative && $0.lhs == composite
      }
      let scaling = weights.scalingWeight?.rhs
      let parts = weights.map(\.rhs).filter { $0 != scaling }
      for part in parts { add(composite, .measurement, part) }
      for part in parts { add(part, .covariance, part) }
      if defaults.hasMeanStructure {
        for part in parts { add(part, .intercept, "") }
      }
      add(composite, .covariance, composite)
      for (index, first) in parts.enumerated() {
        for second in parts[(index + 1)...] { add(first, .covariance, second) }
      }
    }
  }

  /// Indicators that are the only one of their latent variable and load on no
  /// other: their residual variances cannot be told from its variance.
  private var loneIndicators: Set<String> {
    guard defaults.fixSingleIndicator else { return [] }
    var loadings: [String: Int] = [:]
    var uses: [String: Int] = [:]
    let measurements = existing.filter { $0.op == .measurement }
    for row in measurements {
      loadings[row.lhs, default: 0] += 1
      uses[row.rhs, default: 0] += 1
    }
    let lone = measurements.filter {
      loadings[$0.lhs] == 1 && uses[$0.rhs] == 1 && $0.lhs != $0.rhs
    }
    return Set(lone.map(\.rhs))
  }

  private mutating func addPairs(of names: [String], isOrthogonal: Bool) {
    let latent = Set(analysis.roles.latent)
    let blocks = Dictionary(
      existing.filter { !$0.efa.isEmpty }.map { ($0.lhs, $0.efa) },
      uniquingKeysWith: { first, _ in first })
    for (index, first) in names.enumerated() {
      for second in names[(index + 1)...] {
        let areLatent = latent.contains(first) && latent.contains(second)
        let areRotated = blocks[first] != nil && blocks[first] == blocks[second]
        add(
          first, .covariance, second,
          fixedAt: isOrthogonal && areLatent || areRotated ? 0 : nil)
      }
    }
  }

  private mutating func addExogenousMoments() {
    let names = analysis.roles.observedExogenous
    for (index, first) in names.enumerated() {
      for second in names[index...] {
        if defaults.fixedExogenous {
          add(first, .covariance, second, isExogenous: true)
        } else {
          let isVariance = first == second
          add(
            first, .covariance, second,
            fixedAt: !isVariance
              ? nil
              : !defaults.addVariances ? 0 : options.fitsCorrelations ? 1 : nil)
        }
      }
    }
  }

  private mutating func addIntercepts() {
    let exogenous = Set(analysis.roles.observedExogenous)
    let markers = options.markerInterceptsZero ? self.markers : [:]
    let zeros = Set(markers.values)
    let composed = Set(analysis.roles.composed)
    let composites = Set(analysis.roles.composites)
    for name in analysis.roles.observed where !composed.contains(name) {
      if defaults.fixedExogenous, exogenous.contains(name) {
        add(
          name, .intercept, "",
          fixedAt: isBetween(name) ? 0 : nil, isExogenous: true)
        continue
      }
      let isFree =
        defaults.observedInterceptsFree && !ordered.contains(name)
        && !isBetween(name) && !zeros.contains(name)
      add(name, .intercept, "", fixedAt: isFree ? nil : 0)
    }
    for name in analysis.roles.latent {
      let isFree =
        composites.contains(name)
        || (defaults.latentInterceptsFree || markers[name] != nil)
          && !zeros.contains(name)
      add(name, .intercept, "", fixedAt: isFree ? nil : 0)
    }
  }

  /// The marker of each latent variable, by its name: the first indicator
  /// whose loading is fixed at another value than zero, unless the text speaks
  /// of the marker's intercept.
  private var markers: [String: String] {
    var markers: [String: String] = [:]
    for row in existing
    where row.op == .measurement && !row.isFree
      && markers[row.lhs] == nil && (row.fixedValue ?? 0) != 0
    {
      markers[row.lhs] = row.rhs
    }
    return markers.filter {
      !present.contains(ParameterKey($0.value, .intercept, block: block))
    }
  }
}
