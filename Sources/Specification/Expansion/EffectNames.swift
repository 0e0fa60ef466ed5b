import ModelSyntax

/// The labels and names of defined parameters that a text uses, and those
/// that the expansion makes.
struct EffectNames {
  private enum Owner: Hashable {
    /// The text labels or defines it.
    case text
    /// The expansion made it, for what the description tells.
    case made(String)
  }
  private var owners: [String: Owner] = [:]

  /// The names that statements use.
  init(_ statements: [Statement]) {
    for statement in statements {
      if case .constraint(let constraint) = statement,
        constraint.op == .definition, case .name(let name) = constraint.lhs.kind
      {
        owners[name] = .text
      }
      for modifier in statement.modifiers {
        guard case .label(let labels) = modifier.kind else { continue }
        for case let label? in labels { owners[label] = .text }
      }
    }
  }

  /// The outcome of a claim to a name.
  enum Claim {
    /// The name is new.
    case new
    /// The same thing has been made before.
    case same
    /// Something else has the name.
    case taken
  }

  /// Claims a name for a thing.
  mutating func claim(_ name: String, for thing: String) -> Claim {
    switch owners[name] {
    case nil:
      owners[name] = .made(thing)
      return .new
    case .made(thing): return .same
    default: return .taken
    }
  }

  /// A variable or group label as a part of names that R can read.
  static func part(_ text: String) -> String {
    var part = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case ".", "_", "0"..."9": part.unicodeScalars.append(scalar)
      case ":": part += ".x."
      default:
        let isLetter =
          scalar.properties.isAlphabetic && !scalar.properties.isDiacritic
        if isLetter {
          part.unicodeScalars.append(scalar)
        } else {
          part += "_"
        }
      }
    }
    return part
  }

  /// The name of a path: `network.to.learning.to.growth`.
  static func path(_ variables: [String]) -> String {
    let name = variables.map(part).joined(separator: ".to.")
    guard let first = name.unicodeScalars.first,
      first == "_" || first == "." || ("0"..."9").contains(first)
    else { return name }
    // R reads such a name as a number, or not at all.
    return "v" + name
  }
}
