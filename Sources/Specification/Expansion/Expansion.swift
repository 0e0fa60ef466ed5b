internal import Messages
import ModelSyntax

/// Turns arrows, frameworks and effects into formulas and definitions.
///
/// Arrows come first, block by block. Products of latent variables get their
/// measurement. Frameworks then see every regression that the text names, and
/// leave it as it is. Effects come last, over all regressions; the labels that
/// they need go into the formulas at the end.
struct Expansion: DiagnosticReporter {
  let options: ModelOptions
  var blocks: [ExpansionBlock]
  var diagnostics: [Diagnostic] = []
  var names: EffectNames
  /// Whether products of latent variables are measured; the text alone is
  /// shown without.
  let measuresProducts: Bool
  /// Effects of blocks under `group:` headers, to be compared at the end.
  var effectsOfHeaders: [HeaderEffect] = []

  init(
    _ tree: SyntaxTree, options: ModelOptions, measuresProducts: Bool = true
  ) {
    self.options = options
    self.measuresProducts = measuresProducts
    names = EffectNames(tree.statements)
    blocks = ExpansionBlock.blocks(of: tree.statements, options: options)
  }

  mutating func run() {
    let hasEffects = blocks.contains { block in
      block.statements.contains { statement in
        switch statement {
        case .effect, .framework: true
        case .arrows, .formula, .constraint, .header: false
        }
      }
    }
    for index in blocks.indices {
      var block = blocks[index]
      expandArrows(&block)
      let products = expandProducts(&block)
      expandFrameworks(&block)
      addCovariances(of: products, to: &block)
      if hasEffects { expandEffects(&block) }
      blocks[index] = block
    }
    compareHeaderEffects()
  }

  /// The statements after the expansion, in plain lavaan syntax.
  var statements: [Statement] {
    blocks.flatMap { block in
      (block.header.map { [.header($0)] } ?? []) + block.statements
    }
  }

  /// Replaces chains by one formula for each variable that an arrow reaches.
  private func expandArrows(_ block: inout ExpansionBlock) {
    block.statements = block.statements.flatMap { statement in
      if case .arrows(let chain) = statement {
        chain.formulas
      } else {
        [statement]
      }
    }
  }
}

/// The statements below one header, or all of a text without headers.
struct ExpansionBlock {
  var header: BlockHeader?
  /// Suffixes that distinguish effects of the block's groups: one for each
  /// group, a single empty one where there is nothing to distinguish.
  var suffixes: [String]
  /// The suffix without that of the group: blocks that are compared share it.
  var levelSuffix = ""
  /// True if a `group:` header stands above.
  var isUnderGroupHeader = false
  var statements: [Statement] = []

  /// Cuts a text at its headers.
  static func blocks(
    of statements: [Statement], options: ModelOptions
  ) -> [ExpansionBlock] {
    let labels = options.groupLabels
    let groups =
      labels.count > 1 ? labels.map { "." + EffectNames.part($0) } : [""]
    var blocks = [ExpansionBlock(suffixes: groups)]
    var group: String?
    for statement in statements {
      guard case .header(let header) = statement else {
        blocks[blocks.count - 1].statements.append(statement)
        continue
      }
      let suffix = "." + EffectNames.part(header.value.text)
      var block = ExpansionBlock(header: header, suffixes: groups)
      if header.kind == .group || header.kind == .block {
        group = suffix
      } else {
        block.levelSuffix = suffix
      }
      block.isUnderGroupHeader = group != nil
      block.suffixes = (group.map { [$0] } ?? groups).map {
        $0 + block.levelSuffix
      }
      blocks.append(block)
    }
    return blocks
  }

  /// The formulas with their places.
  var formulas: [(index: Int, formula: Formula)] {
    statements.enumerated().compactMap { index, statement in
      if case .formula(let formula) = statement {
        (index, formula)
      } else {
        nil
      }
    }
  }
}

extension ArrowChain {
  /// The chain as formulas.
  fileprivate var formulas: [Statement] {
    var made: [Statement] = []
    for (index, arrow) in arrowRanges.enumerated() {
      let (left, right) = (stages[index], stages[index + 1])
      // A formula has bare names on the left: covariances keep the names of
      // their left side there, and take its modifiers to the right.
      let outer = kind == .regression ? right : left
      let inner = kind == .regression ? left : right
      for term in outer {
        var terms = inner
        if kind == .covariance {
          for place in terms.indices {
            terms[place].modifiers = term.modifiers + terms[place].modifiers
          }
        }
        var bare = term
        bare.modifiers = []
        made.append(
          .formula(
            Formula(
              lhs: [bare], op: kind == .regression ? .regression : .covariance,
              operatorRange: arrow, terms: terms, range: range)))
      }
    }
    return made
  }
}
