import ModelSyntax

/// The definitions that one statement makes.
struct EffectDefinitions {
  let block: ExpansionBlock
  let range: SourceRange
  var statements: [Statement]

  mutating func append(_ name: String, _ expression: ExpressionSyntax) {
    statements.append(
      .constraint(
        Constraint(
          lhs: ExpressionSyntax(kind: .name(name), range: range),
          op: .definition, operatorRange: range, rhs: expression, range: range,
          isGenerated: true)))
  }

  /// Parts joined by an operator.
  func joined(
    _ parts: [EffectPart], _ op: ExpressionSyntax.BinaryOperator
  ) -> ExpressionSyntax {
    let nodes = parts.map { part in
      let kind: ExpressionSyntax.Kind =
        switch part {
        case .name(let name): .name(name)
        case .value(let value): .number(value)
        }
      return ExpressionSyntax(kind: kind, range: range)
    }
    return nodes.dropFirst().reduce(nodes[0]) {
      ExpressionSyntax(kind: .binary(op, $0, $1), range: range)
    }
  }
}

/// The parts of an effect.
enum EffectPart: Hashable {
  /// A label or another effect.
  case name(String)
  /// The value of a fixed parameter, whose label lavaan refuses in `:=`.
  case value(Double)
}

/// An effect of a block under a `group:` header.
struct HeaderEffect {
  /// The name without the group's suffix.
  var base: String
  var suffix: String
  var name: String
  /// The effect's expression, to tell whether groups differ.
  var text: String
  var range: SourceRange
}

extension Expansion {
  /// Defines an effect in every group, and its differences between groups.
  ///
  /// - Parameters:
  ///   - base: The effect's name without a group's suffix.
  ///   - parts: Its parts, each in every group.
  ///   - op: The operator that joins the parts.
  ///   - thing: The key of the definition, so that it is made once.
  ///   - definitions: Receives the definitions.
  /// - Returns: The names in every group; `nil` after a clash.
  mutating func define(
    _ base: String, _ parts: [[EffectPart]],
    _ op: ExpressionSyntax.BinaryOperator, for thing: String,
    _ definitions: inout EffectDefinitions
  ) -> [EffectPart]? {
    let block = definitions.block
    let expressions = block.suffixes.indices.map { group in
      definitions.joined(parts.map { $0[group] }, op)
    }
    let texts = expressions.map(\.modelText)
    // An effect that does not differ between groups is defined once.
    let isCommon = texts.count > 1 && Set(texts).count == 1
    let suffixes =
      isCommon
      ? texts.map { _ in block.levelSuffix } : block.suffixes
    // A total of one part would only repeat the comparisons of that part.
    let isCompared = !isCommon && (op != .add || parts.count > 1)
    var names: [String] = []
    for (suffix, expression) in zip(suffixes, expressions) {
      let name = base + suffix
      names.append(name)
      if isCommon, names.count > 1 { continue }
      switch claim(name, thing + suffix, definitions) {
      case .new:
        definitions.append(name, expression)
        guard block.isUnderGroupHeader, isCompared else { break }
        effectsOfHeaders.append(
          HeaderEffect(
            base: base, suffix: suffix, name: name,
            text: expression.modelText, range: definitions.range))
      case .same: break
      case .taken: return nil
      }
    }
    for first in names.indices where isCompared {
      for second in names.indices where second > first {
        guard texts[first] != texts[second] else { continue }
        defineDifference(
          names[first], names[second], suffix: suffixes[second], &definitions)
      }
    }
    return names.map { .name($0) }
  }

  private mutating func claim(
    _ name: String, _ thing: String, _ definitions: EffectDefinitions
  ) -> EffectNames.Claim {
    let claim = names.claim(name, for: thing)
    if case .taken = claim {
      fail(
        .modelEffectClash,
        "this effect would be named `\(name)`, a name that is in use",
        remedy: "Rename the label or the defined parameter `\(name)`.",
        at: definitions.range)
    }
    return claim
  }

  private mutating func defineDifference(
    _ first: String, _ second: String, suffix: String,
    _ definitions: inout EffectDefinitions
  ) {
    let name = "\(first).minus\(suffix)"
    guard case .new = claim(name, "\(first) - \(second)", definitions) else {
      return
    }
    definitions.append(
      name,
      definitions.joined([.name(first), .name(second)], .subtract))
  }

  /// Defines the differences between blocks under `group:` headers, below the
  /// last of them.
  mutating func compareHeaderEffects() {
    for (index, effect) in effectsOfHeaders.enumerated() {
      for other in effectsOfHeaders[(index + 1)...]
      where other.base == effect.base && other.suffix != effect.suffix
        && other.text != effect.text
      {
        var definitions = EffectDefinitions(
          block: blocks[blocks.count - 1], range: other.range, statements: [])
        defineDifference(
          effect.name, other.name, suffix: other.suffix, &definitions)
        blocks[blocks.count - 1].statements += definitions.statements
      }
    }
  }
}
