package import Codebooks
package import ReportRendering
import VariableNames

/// The names of variables as readers see them.
package struct PublishedNames: Sendable, Hashable {
  /// The labels by the variables' names.
  package var labels: [String: String]
  /// The labels of groups by the values that make them.
  package var groups: [String: String] = [:]
  /// The language, for the names inside of sentences.
  package var language: ReportLanguage

  /// Makes names of labels; a variable without one keeps its own name.
  package init(
    _ labels: [String: String] = [:],
    language: ReportLanguage = .english
  ) {
    self.labels = labels
    self.language = language
  }

  /// Takes the constructs' labels of a codebook; items keep their codes.
  ///
  /// A codebook without labels in the language gives those of none.
  package init(
    _ codebook: Codebook, language: ReportLanguage
  ) {
    var labels: [String: String] = [:]
    for construct in codebook.constructs {
      let own = construct.labels.text(
        in: language == .english && construct.labels["en"] == nil
          ? "" : language.rawValue)
      if !own.isEmpty { labels[construct.name] = own }
    }
    self.init(labels, language: language)
  }

  /// A name at the beginning of a row or a sentence.
  package func title(_ name: String) -> String {
    VariableProduct.factors(of: name).map { labels[$0] ?? $0 }
      .joined(separator: " × ")
  }

  /// A name as a piece of a table.
  func cell(_ name: String) -> ReportText { .verbatim(title(name)) }

  /// A name inside of a sentence: English labels without the capital that
  /// begins them, unless capitals are a part of the name.
  func inSentence(_ name: String) -> ReportText {
    .verbatim(
      VariableProduct.factors(of: name).map { factor in
        guard let label = labels[factor] else { return factor }
        return language == .english ? Self.lowered(label) : label
      }.joined(separator: " × "))
  }

  /// A label without its first capital, if no other letter is one.
  static func lowered(_ label: String) -> String {
    let rest = label.dropFirst()
    guard let first = label.first, rest.first?.isLowercase == true,
      !rest.contains(where: \.isUppercase)
    else { return label }
    return first.lowercased() + rest
  }

  /// The name of a group.
  func group(_ value: String) -> String { groups[value] ?? value }

  /// The variables of a path with arrows between them.
  func path(_ names: [String]) -> ReportText {
    names.map(cell).joined(separator: " → ")
  }
}
