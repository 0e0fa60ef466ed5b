public import ModelSyntax
public import VariableNames

/// One row of a parameter table: `lhs op rhs` in a block.
public struct ParameterRow: Sendable, Hashable, Codable {
  /// The origin of a row.
  public enum Origin: Int, Sendable, Hashable, Codable {
    /// Added by default rules.
    case automatic = 0
    /// Written in the model text.
    case user = 1
  }

  /// The row's number in the table, from 1.
  public var id: Int
  /// The parameter, or the statement about parameters.
  public var key: ParameterKey
  /// Whether the text or a default rule made the row.
  public var origin: Origin
  /// The group, from 1; `nil` for rows that speak about parameters.
  public var group: Int?
  /// The level, from 1; `nil` for rows that speak about parameters.
  public var level: Int?
  /// The number of the free parameter, from 1; `nil` where nothing is
  /// estimated.
  public var free: Int?
  /// The value of a fixed parameter; `nil` for free ones, and for moments of
  /// exogenous observed variables and thresholds that are fixed to the
  /// sample's.
  public var fixedValue: Double?
  /// True of moments of exogenous observed variables under `fixed.x`.
  public var isExogenous: Bool
  /// The user's label, or empty.
  public var label: String
  /// The user's starting value.
  public var start: Double?
  /// The lower bound of a free parameter.
  public var lower: Double?
  /// The upper bound of a free parameter.
  public var upper: Double?
  /// The EFA block, or empty.
  public var efa: String
  /// The range where the row was written.
  public var range: SourceRange?

  /// Whether the row's parameter is estimated.
  public var isFree: Bool { free != nil }
  /// Whether the row is a threshold that is fixed to the sample's, which is not
  /// known yet.
  package var isOfSample: Bool {
    op == .threshold && free == nil && fixedValue == nil
  }
  /// The internal label, such as `.p12.`.
  public var internalLabel: String { ".p\(id)." }

  /// Makes a row.
  public init(
    id: Int = 0, lhs: String, op: ModelOperator, rhs: String,
    origin: Origin = .user, block: Int? = 1, group: Int? = 1,
    level: Int? = 1, free: Int? = nil, fixedValue: Double? = nil,
    isExogenous: Bool = false,
    label: String = "", start: Double? = nil, lower: Double? = nil,
    upper: Double? = nil, efa: String = "", range: SourceRange? = nil
  ) {
    self.init(
      ParameterKey(lhs, op, rhs, block: block), id: id, origin: origin,
      group: group, level: level, free: free, fixedValue: fixedValue,
      isExogenous: isExogenous, label: label, start: start, lower: lower,
      upper: upper, efa: efa, range: range)
  }

  /// Makes the row of a parameter.
  package init(
    _ key: ParameterKey, id: Int = 0, origin: Origin = .user, group: Int? = 1,
    level: Int? = 1, free: Int? = nil, fixedValue: Double? = nil,
    isExogenous: Bool = false, label: String = "", start: Double? = nil,
    lower: Double? = nil, upper: Double? = nil, efa: String = "",
    range: SourceRange? = nil
  ) {
    self.id = id
    self.key = key
    self.origin = origin
    self.group = group
    self.level = level
    self.free = free
    self.fixedValue = fixedValue
    self.isExogenous = isExogenous
    self.label = label
    self.start = start
    self.lower = lower
    self.upper = upper
    self.efa = efa
    self.range = range
  }
}

extension ParameterRow {
  /// The left side: a variable, or an expression's text for constraints.
  public var lhs: String {
    get { key.lhs }
    set { key.lhs = newValue }
  }
  /// The operator; intercepts are `.intercept` with an empty `rhs`.
  public var op: ModelOperator {
    get { key.op }
    set { key.op = newValue }
  }
  /// The right side: a variable, or an expression's text for constraints.
  public var rhs: String {
    get { key.rhs }
    set { key.rhs = newValue }
  }
  /// The block, from 1; `nil` for rows that speak about parameters.
  public var block: Int? {
    get { key.block }
    set { key.block = newValue }
  }
}

/// A constraint on the rows' values, compiled from a `==`, `<`, `>` row or
/// from a label that several rows share.
public struct ParameterConstraint: Sendable, Hashable {
  /// The kinds of constraint.
  public enum Kind: Sendable, Hashable {
    /// `expression == 0`.
    case equality
    /// `expression >= 0`.
    case inequality
  }
  /// Whether the expression is zero or non-negative.
  public var kind: Kind
  /// The expression over row values.
  public var expression: ParameterExpression
  /// The index in `rows` of the row that states it.
  public var row: Int

  /// Makes a constraint.
  public init(kind: Kind, expression: ParameterExpression, row: Int) {
    self.kind = kind
    self.expression = expression
    self.row = row
  }
}

/// A defined parameter (`:=`), compiled.
public struct DefinedParameter: Sendable, Hashable {
  /// The name left of `:=`.
  public var name: String
  /// The expression over row values; other defined names are substituted.
  public var expression: ParameterExpression
  /// The index in `rows` of the row that states it.
  public var row: Int

  /// Makes a defined parameter.
  public init(name: String, expression: ParameterExpression, row: Int) {
    self.name = name
    self.expression = expression
    self.row = row
  }
}

/// The model as a table: every parameter, fixed or free, and every statement
/// about parameters.
///
/// Free parameters are numbered 1, 2, … in row order, one number for each row:
/// equality, by shared labels or by `==`, is a constraint and not a shared
/// number.
public struct ParameterTable: Sendable, Hashable {
  /// The rows: first what the text says, in its order, then what the default
  /// rules add, a block after the other; then the statements about
  /// parameters.
  public var rows: [ParameterRow]
  /// The groups' labels in the order of their numbers; one empty label for a
  /// single group.
  public var groupLabels: [String]
  /// The variables' roles in each block, in block order.
  public var roles: [VariableRoles]
  /// True if means are part of the model.
  public var hasMeanStructure: Bool
  /// The equality and inequality constraints, compiled: shared labels first.
  public var constraints: [ParameterConstraint]
  /// The defined parameters, compiled, in the order of their rows.
  public var definitions: [DefinedParameter]
  /// The equality constraints of the groups' sizes, compiled; `constraints`
  /// does not hold them.
  package internal(set) var weightConstraints: [ParameterConstraint] = []
  /// Warnings about the text and how it was read.
  public var warnings: [Diagnostic]
  /// Observed variables that are only there to tell about missing values.
  public internal(set) var auxiliary: [String] = []
  /// The lines of the text, from 1, that state constraints and definitions, by
  /// the indices of their rows.
  package internal(set) var lines: [Int: Int] = [:]
  /// True of a model of the other variables' moments given the exogenous
  /// observed ones (`conditional.x`).
  public package(set) var conditionsOnExogenous = false
  /// Whether the observed variables have unit variance before their scales,
  /// the `~*~` rows, multiply them.
  package var isCorrelationStructure = false

  /// Whether the factors of exploratory blocks are rotated: what holds them in
  /// place are the equations of the rotation.
  package internal(set) var isRotated = false

  /// The scale of the responses behind ordered variables.
  package internal(set) var parameterization = ResponseParameterization.delta

  /// Makes a table from its parts.
  public init(
    rows: [ParameterRow], groupLabels: [String], roles: [VariableRoles],
    hasMeanStructure: Bool, constraints: [ParameterConstraint],
    definitions: [DefinedParameter], warnings: [Diagnostic] = []
  ) {
    self.rows = rows
    self.groupLabels = groupLabels
    self.roles = roles
    self.hasMeanStructure = hasMeanStructure
    self.constraints = constraints
    self.definitions = definitions
    self.warnings = warnings
  }

  /// The number of free parameters, equality constraints not subtracted.
  public var freeCount: Int { rows.reduce(0) { max($0, $1.free ?? 0) } }

  /// The rows of the groups' sizes, by index, in the order of the groups; empty
  /// where the text does not name them.
  ///
  /// They have no free number: the sizes share nothing with the moments, and
  /// are estimated beside them.
  package var groupWeightRows: [Int] {
    rows.indices.filter { rows[$0].op == .groupWeight }
  }

  /// Whether any variable is ordered: has thresholds.
  package var hasOrdered: Bool { rows.contains { $0.op == .threshold } }

  /// The ordered variables of a block in the order of the observed ones, and
  /// the number of their thresholds.
  ///
  /// - Parameter block: The block, from 0.
  /// - Returns: The numbers by variable.
  package func thresholdCounts(block: Int) -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in rows where row.op == .threshold && row.blockIndex == block {
      counts[row.lhs, default: 0] += 1
    }
    return counts
  }

  /// The number of blocks.
  public var blockCount: Int { roles.count }
}

/// The roles of a block's variables, in the order in which the model text first
/// names each in that role.
public struct VariableRoles: Sendable, Hashable {
  /// All observed variables, in the order of the moments.
  public var observed: [String]
  /// Observed variables that are exogenous predictors only.
  public var observedExogenous: [String]
  /// Observed variables that are endogenous: regressed on others, but not
  /// indicators.
  public var observedEndogenous: [String]
  /// Observed indicators of latent variables.
  public var indicators: [String]
  /// All latent variables.
  public var latent: [String]
  /// Latent variables that no formula regresses on others.
  public var latentExogenous: [String]
  /// Latent variables that are regressed on others or are indicators.
  public var latentEndogenous: [String]
  /// Observed product terms `x:z`, part of `observed`.
  public var interactions: [VariableProduct]
  /// Latent variables `f:g` that are products of two variables, one of them
  /// latent at least; part of `latent`.
  public var latentInteractions: [VariableProduct]
  /// Products of two observed variables that measure a latent product, part
  /// of `observed`: their factors are centred before they are multiplied.
  public var productIndicators: [String]
  /// Latent variables that are weighted sums of observed ones (`<~`), part of
  /// `latent`.
  package var composites: [String] = []
  /// The observed variables that composites are sums of.
  package var composed: [String] = []

  /// Makes roles.
  public init(
    observed: [String] = [], observedExogenous: [String] = [],
    observedEndogenous: [String] = [], indicators: [String] = [],
    latent: [String] = [], latentExogenous: [String] = [],
    latentEndogenous: [String] = [], interactions: [VariableProduct] = [],
    latentInteractions: [VariableProduct] = [], productIndicators: [String] = []
  ) {
    self.observed = observed
    self.observedExogenous = observedExogenous
    self.observedEndogenous = observedEndogenous
    self.indicators = indicators
    self.latent = latent
    self.latentExogenous = latentExogenous
    self.latentEndogenous = latentEndogenous
    self.interactions = interactions
    self.latentInteractions = latentInteractions
    self.productIndicators = productIndicators
  }
}
