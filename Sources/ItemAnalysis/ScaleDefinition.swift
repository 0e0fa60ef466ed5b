public import Codebooks

/// A scale: items that measure one construct, or dimensions of one.
public struct ScaleDefinition: Sendable, Hashable, Encodable {
  /// Its name.
  public var name: String
  /// Its name in words; empty without one.
  public var label: String
  /// The names of its items.
  public var items: [String]
  /// The items by dimension; empty for a scale of one.
  public var dimensions: [(name: String, items: [String])] {
    zip(dimensionNames, dimensionItems).map { ($0, $1) }
  }

  private var dimensionNames: [String] = []
  private var dimensionItems: [[String]] = []

  /// Makes a scale of items.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - items: The names of its items, reversed ones turned over in the data.
  ///   - label: Its name in words.
  public init(name: String, items: [String], label: String = "") {
    self.name = name
    self.items = items
    self.label = label
  }

  /// Makes a scale of dimensions.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - dimensions: The names of its dimensions, each with its items.
  ///   - label: Its name in words.
  public init(
    name: String, dimensions: [(name: String, items: [String])],
    label: String = ""
  ) {
    self.init(name: name, items: dimensions.flatMap(\.items), label: label)
    dimensionNames = dimensions.map(\.name)
    dimensionItems = dimensions.map(\.items)
  }

  /// The scales of a codebook's constructs.
  ///
  /// - Parameters:
  ///   - codebook: The codebook.
  ///   - language: The language of labels; empty for those without one.
  /// - Returns: A scale for each construct.
  public static func all(
    of codebook: Codebook, in language: String = ""
  ) -> [ScaleDefinition] {
    codebook.constructs.map { construct in
      let label = construct.labels.text(in: language)
      guard construct.items.isEmpty else {
        return ScaleDefinition(
          name: construct.name, items: construct.items, label: label)
      }
      return ScaleDefinition(
        name: construct.name,
        dimensions: construct.dimensions.compactMap { name in
          codebook.construct(named: name).map {
            (name, codebook.items(of: $0).map(\.name))
          }
        }, label: label)
    }
  }
}
