import OrderedMoments

/// The categories of columns in their order, as an option gives them.
package struct CategoryOrder: Sendable, Hashable {
  /// The columns.
  package let variables: [String]
  /// What stands in them, from the lowest category up.
  package let categories: [String]
}

extension Setting {
  /// The option for the order of texts.
  static let categories = Setting(
    "categories", "x: a < b", .text,
    "The order of columns' texts, which are then ordered categories: "
      + "'x,y: low < mid < high; z: no < yes'. Texts with ; or < stand in "
      + "double quotes.",
    default: .words("texts have no order")
  ) { value, _, settings in
    settings.data.categories = try readCategories(value)
  }

  private static func readCategories(_ value: String) throws
    -> [CategoryOrder]
  {
    var named: Set<String> = []
    let orders = try parts(of: value, at: ";").filter {
      !$0.allSatisfy(\.isWhitespace)
    }.map { part in
      let order = try readOrder(part)
      for name in order.variables where !named.insert(name).inserted {
        throw InputError(
          message: "The categories of `\(name)` are given twice.",
          help: "Give them once.")
      }
      return order
    }
    guard orders.isEmpty else { return orders }
    throw InputError(
      message: "No categories are given.", help: exampleOfCategories)
  }

  private static func readOrder(_ text: String) throws -> CategoryOrder {
    let sides = parts(of: text, at: ":")
    guard sides.count > 1 else {
      throw InputError(
        message: "`\(SettingValue.trimmed(text))` does not say whose "
          + "categories these are.", help: exampleOfCategories)
    }
    let variables = try SettingValue.list(sides[0])
    let categories = parts(
      of: sides.dropFirst().joined(separator: ":"), at: "<"
    ).map { SettingValue.unquoted(SettingValue.trimmed($0)) }
    let whose = variables.joined(separator: ",")
    func fault(_ message: String, _ help: String) -> InputError {
      InputError(message: message, help: help)
    }
    if categories.contains("") {
      throw fault(
        "A category of `\(whose)` is empty.", exampleOfCategories)
    }
    var seen: Set<String> = []
    if let twice = categories.first(where: { !seen.insert($0).inserted }) {
      throw fault(
        "The category `\(twice)` of `\(whose)` is given twice.",
        "Give each once, from the lowest up.")
    }
    guard categories.count > 1 else {
      throw fault(
        "`\(whose)` has one category, and ordered variables have two or more.",
        exampleOfCategories)
    }
    let limit = FirstStageColumn.categoryLimit
    guard categories.count <= limit else {
      throw fault(
        "`\(whose)` has \(categories.count) categories, and \(limit) are the "
          + "most.", "Join categories in the data.")
    }
    return CategoryOrder(variables: variables, categories: categories)
  }

  private static let exampleOfCategories =
    "Write them from the lowest up, as in `x,y: low < mid < high; z: no < yes`."

  /// The parts of a text between marks that stand outside of double quotes.
  private static func parts(of text: String, at mark: Character) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == mark, !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
