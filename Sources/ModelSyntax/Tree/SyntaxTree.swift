internal import VariableNames

/// An operator of the model language.
public enum ModelOperator: String, Sendable, Hashable, Codable, CaseIterable {
  /// `=~`: the left side, latent, is measured by the right side.
  case measurement = "=~"
  /// `<~`: the left side is a composite formed by the right side.
  case formative = "<~"
  /// `~`: the left side is regressed on the right side.
  case regression = "~"
  /// `~~`: variance or covariance.
  case covariance = "~~"
  /// `~1`: intercept or mean.
  case intercept = "~1"
  /// `|`: thresholds of an ordered variable.
  case threshold = "|"
  /// `~*~`: scaling factor of an ordered variable.
  case scaling = "~*~"
  /// `%`: the logarithm of a group's size, `group % w`.
  case groupWeight = "%"
  /// `:=`: a defined parameter.
  case definition = ":="
  /// `==`: an equality constraint.
  case equal = "=="
  /// `<`: an inequality constraint, left side less than right.
  case less = "<"
  /// `>`: an inequality constraint, left side greater than right.
  case greater = ">"

  /// True of `:=`, `==`, `<` and `>`, which speak about parameters.
  public var isConstraint: Bool {
    switch self {
    case .definition, .equal, .less, .greater: true
    default: false
    }
  }
}

/// A parsed model text.
public struct SyntaxTree: Sendable, Hashable {
  /// The text that was parsed.
  public var source: SourceText
  /// The front matter between `---` lines, if there is one.
  public var frontMatter: FrontMatter?
  /// The statements in their order.
  public var statements: [Statement]
  /// Warnings about a model that can be used.
  public var warnings: [Diagnostic]

  /// Makes a tree.
  public init(
    source: SourceText, frontMatter: FrontMatter?, statements: [Statement],
    warnings: [Diagnostic] = []
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.statements = statements
    self.warnings = warnings
  }
}

/// One statement of a model.
public enum Statement: Sendable, Hashable {
  /// A model formula such as `f =~ x1 + x2`.
  case formula(Formula)
  /// A statement about parameters: `:=`, `==`, `<`, `>`.
  case constraint(Constraint)
  /// Variables joined by arrows: `a -> b -> c`, `x <-> y`.
  case arrows(ArrowChain)
  /// Effects to define: `effect a -> m -> y`, `effects a -> y`.
  case effect(EffectStatement)
  /// A theory in stages: `framework a(b, c) -> d -> e`.
  case framework(Framework)
  /// A block header such as `group: 1` or `level: within`.
  case header(BlockHeader)

  /// The range of the statement.
  public var range: SourceRange {
    switch self {
    case .formula(let formula): formula.range
    case .constraint(let constraint): constraint.range
    case .arrows(let chain): chain.range
    case .effect(let effect): effect.range
    case .framework(let framework): framework.range
    case .header(let header): header.range
    }
  }
}

/// A name with its place.
///
/// Interactions are one name, `x:z`.
public struct NameSyntax: Sendable, Hashable {
  /// The name; interaction factors are joined with `:`.
  public var text: String
  /// Its range.
  public var range: SourceRange

  /// Makes a name.
  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }

  /// The factors of an interaction; one element for a plain name.
  public var factors: [String] {
    VariableProduct.factors(of: text)
  }

  /// Whether the name is that of an interaction.
  package var isProduct: Bool { VariableProduct.isProduct(text) }
}

/// A model formula: left names, an operator, right terms.
///
/// `x ~ 1` has the operator `.regression` and a term `.intercept`; mixed
/// right sides such as `y ~ 1 + x` keep both terms in their order.
public struct Formula: Sendable, Hashable {
  /// The names left of the operator, in their order.
  public var lhs: [FormulaTerm]
  /// The operator as written, never `.intercept`.
  public var op: ModelOperator
  /// The range of the operator.
  public var operatorRange: SourceRange
  /// The terms right of the operator.
  public var terms: [FormulaTerm]
  /// The range of the whole formula.
  public var range: SourceRange

  /// Makes a formula.
  public init(
    lhs: [FormulaTerm], op: ModelOperator, operatorRange: SourceRange,
    terms: [FormulaTerm], range: SourceRange
  ) {
    self.lhs = lhs
    self.op = op
    self.operatorRange = operatorRange
    self.terms = terms
    self.range = range
  }
}

/// The subject of a formula's term.
public enum TermSubject: Sendable, Hashable {
  /// A variable, or an interaction `x:z`.
  case variable(NameSyntax)
  /// `1`: the intercept.
  case intercept
  /// `0` on the right of `~`: the intercept fixed to zero; on the right of
  /// `=~`: a latent variable without indicators.
  case zero
}

/// A term: modifiers, in the order written, and what they modify.
public struct FormulaTerm: Sendable, Hashable {
  /// The modifiers.
  public var modifiers: [ModifierSyntax]
  /// The subject that they modify.
  public var subject: TermSubject
  /// The range of the term.
  public var range: SourceRange

  /// Makes a term.
  public init(
    modifiers: [ModifierSyntax], subject: TermSubject, range: SourceRange
  ) {
    self.modifiers = modifiers
    self.subject = subject
    self.range = range
  }
}

/// A modifier of a term.
///
/// Vectors hold one entry for each group (or block); a single entry applies to
/// all. `nil` stands for `NA`.
public struct ModifierSyntax: Sendable, Hashable {
  /// The kinds of modifier, with their evaluated values.
  public enum Kind: Sendable, Hashable {
    /// Numbers fix the parameter; `nil` (`NA`) frees it.
    case fixed([Double?])
    /// Labels; an empty string or `nil` stands for none.
    case label([String?])
    /// `start()`: starting values.
    case start([Double?])
    /// `lower()`: lower bounds.
    case lower([Double?])
    /// `upper()`: upper bounds.
    case upper([Double?])
    /// `equal()`: the parameters to equal, by label or by `a=~b` text.
    case equal([String?])
    /// `efa()`: the names of the EFA blocks.
    case efa([String?])
    /// `rv()`: the names of random slopes.
    case randomSlope([String?])
    /// `prior()`: text kept for Bayesian programs.
    case prior([String?])
  }
  /// The modifier's content.
  public var kind: Kind
  /// Its range.
  public var range: SourceRange

  /// Makes a modifier.
  public init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// A statement about parameters: `lhs op rhs`.
public struct Constraint: Sendable, Hashable {
  /// The left expression; for `:=` a `.name`.
  public var lhs: ExpressionSyntax
  /// `:=`, `==`, `<` or `>`.
  public var op: ModelOperator
  /// The range of the operator.
  public var operatorRange: SourceRange
  /// The right expression.
  public var rhs: ExpressionSyntax
  /// The range of the whole statement.
  public var range: SourceRange
  /// True if an effect or a framework made it: its ranges are theirs.
  public var isGenerated: Bool

  /// Makes a constraint.
  public init(
    lhs: ExpressionSyntax, op: ModelOperator, operatorRange: SourceRange,
    rhs: ExpressionSyntax, range: SourceRange, isGenerated: Bool = false
  ) {
    self.lhs = lhs
    self.op = op
    self.operatorRange = operatorRange
    self.rhs = rhs
    self.range = range
    self.isGenerated = isGenerated
  }

  /// The text of a side without blanks, as it was written.
  package func compactText(
    _ side: ExpressionSyntax, in source: SourceText
  ) -> String {
    let text = isGenerated ? side.modelText : source.text(in: side.range)
    return text.filter { !$0.isWhitespace }
  }
}

/// An arithmetic expression with its place.
public struct ExpressionSyntax: Sendable, Hashable {
  /// The kinds of expression.
  public indirect enum Kind: Sendable, Hashable {
    /// A number.
    case number(Double)
    /// A parameter label, a defined parameter, or `pi`.
    case name(String)
    /// `-x` or `+x`.
    case unary(UnaryOperator, ExpressionSyntax)
    /// `x + y` and the like.
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
    /// `exp(x)`; the function's name and its arguments, four of
    /// `ifelse(a < b, x, y)`: a, b, x, y.
    case call(NameSyntax, [ExpressionSyntax])
  }
  /// The name of the function that chooses by a comparison.
  package static let choice = "ifelse"
  /// Unary operators.
  public enum UnaryOperator: String, Sendable, Hashable {
    /// `-`
    case minus = "-"
    /// `+`
    case plus = "+"
  }
  /// Binary operators; `^` (also `**`) binds tightest and to the right.
  public enum BinaryOperator: String, Sendable, Hashable {
    /// `+`
    case add = "+"
    /// `-`
    case subtract = "-"
    /// `*`
    case multiply = "*"
    /// `/`
    case divide = "/"
    /// `^`
    case power = "^"
  }
  /// The kind of expression, with its parts.
  public var kind: Kind
  /// Its range.
  public var range: SourceRange

  /// Makes an expression.
  public init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// A block header: `group: 1`, `level: within`, `block: 2`.
public struct BlockHeader: Sendable, Hashable {
  /// The kind of block that begins.
  public enum Kind: String, Sendable, Hashable {
    /// `group:`
    case group
    /// `level:`
    case level
    /// `block:`
    case block
    /// `class:`
    case latentClass = "class"
  }
  /// The kind of block that begins.
  public var kind: Kind
  /// The text after the colon: a number or a name.
  public var value: NameSyntax
  /// The range of the header.
  public var range: SourceRange

  /// Makes a header.
  public init(kind: Kind, value: NameSyntax, range: SourceRange) {
    self.kind = kind
    self.value = value
    self.range = range
  }
}
