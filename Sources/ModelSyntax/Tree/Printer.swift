extension SyntaxTree {
  /// The tree as canonical model text, a statement a line.
  ///
  /// Parsing it gives the same tree except for ranges: numbers keep their full
  /// precision, names and labels are quoted where they need it.
  public var modelText: String {
    var text = ""
    if let frontMatter {
      text += "---\n\(frontMatter.text)---\n"
    }
    for statement in statements { text += statement.modelText + "\n" }
    return text
  }
}

extension Statement: CustomStringConvertible {
  /// The statement as model text on one line.
  public var modelText: String {
    switch self {
    case .formula(let formula):
      let lhs = formula.lhs.map(\.modelText).joined(separator: " + ")
      let terms = formula.terms.map(\.modelText).joined(separator: " + ")
      return "\(lhs) \(formula.op.rawValue) \(terms)"
    case .constraint(let constraint):
      let lhs = constraint.lhs.modelText
      return "\(lhs) \(constraint.op.rawValue) \(constraint.rhs.modelText)"
    case .arrows(let chain):
      let stages = chain.stages.map {
        $0.map(\.modelText).joined(separator: ", ")
      }
      return stages.joined(separator: " \(chain.kind.rawValue) ")
    case .effect(let effect): return effect.modelText
    case .framework(let framework): return framework.modelText
    case .header(let header):
      let value = header.value.text
      let isPlain =
        Lexer.isPlainName(value)
        || value.allSatisfy { ("0"..."9").contains($0) } && !value.isEmpty
      return "\(header.kind.rawValue): \(isPlain ? value : Printed.text(value))"
    }
  }

  /// The statement as model text.
  public var description: String { modelText }
}

extension EffectStatement {
  fileprivate var modelText: String {
    let path = stages.map { $0.map(Printed.name).joined(separator: ", ") }
    return kind.rawValue + " " + path.joined(separator: " -> ")
  }
}

extension Framework {
  fileprivate var modelText: String {
    let path = stages.map { stage in
      let members = stage.members.map(Printed.name).joined(separator: ", ")
      return Printed.name(stage.name) + (members.isEmpty ? "" : "(\(members))")
    }
    let word = mediation == .partial ? "" : " \(mediation.rawValue)"
    return "framework\(word) " + path.joined(separator: " -> ")
  }
}

extension FormulaTerm {
  /// The term as model text, `modifier*modifier*variable`.
  public var modelText: String {
    let subject =
      switch subject {
      case .variable(let name): Printed.name(name)
      case .intercept: "1"
      case .zero: "0"
      }
    return modifiers.map { $0.modelText + "*" }.joined() + subject
  }
}

extension ModifierSyntax {
  /// The modifier as model text, without its `*`.
  public var modelText: String {
    switch kind {
    case .fixed(let values): return Printed.numbers(values)
    case .label(let labels):
      // `NA` alone, or in a vector without labels, would free a parameter.
      guard labels.contains(where: { $0 != nil }) else {
        return call("label", Printed.texts(labels))
      }
      if labels.count == 1, let label = labels.first, let label {
        return Printed.label(label)
      }
      return "c(" + labels.map(Printed.label).joined(separator: ", ") + ")"
    case .start(let values): return call("start", Printed.numbers(values))
    case .lower(let values): return call("lower", Printed.numbers(values))
    case .upper(let values): return call("upper", Printed.numbers(values))
    case .equal(let texts): return call("equal", Printed.texts(texts))
    case .efa(let texts): return call("efa", Printed.texts(texts))
    case .randomSlope(let texts): return call("rv", Printed.texts(texts))
    case .prior(let texts): return call("prior", Printed.texts(texts))
    }
  }

  private func call(_ function: String, _ arguments: String) -> String {
    "\(function)(\(arguments))"
  }
}

/// The notation of names, numbers and text.
package enum Printed {
  static func name(_ name: NameSyntax) -> String {
    name.factors.map(Self.name).joined(separator: ":")
  }

  /// A name, in backquotes where it could be read as something else.
  package static func name(_ text: String) -> String {
    Lexer.isPlainName(text) ? text : "`\(text)`"
  }

  /// A label, bare where it can be.
  static func label(_ label: String?) -> String {
    guard let label else { return "NA" }
    return Lexer.isPlainName(label) ? label : text(label)
  }

  static func text(_ text: String) -> String {
    var quoted = ""
    for character in text {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return "\"\(quoted)\""
  }

  static func texts(_ texts: [String?]) -> String {
    vector(texts.map { $0.map(text) ?? "NA" })
  }

  static func numbers(_ values: [Double?]) -> String {
    vector(values.map { $0.map(number) ?? "NA" })
  }

  /// The shortest decimal that reads back as the same number.
  static func number(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func vector(_ elements: [String]) -> String {
    elements.count == 1
      ? elements[0] : "c(" + elements.joined(separator: ", ") + ")"
  }
}
