package import Codebooks
internal import Messages
internal import TableReading

/// The names that a study file may use: the codebook's constructs, the data's
/// variables and those that are computed, and the labels of all of them.
package struct StudyNames: Sendable {
  /// What a name stands for.
  package enum Meaning: Sendable, Hashable {
    case construct(String)
    case variable(String)

    /// Its name in models.
    package var name: String {
      switch self {
      case .construct(let name), .variable(let name): name
      }
    }
  }

  /// The codebook; one without constructs where the study has none.
  package let codebook: Codebook
  private var meanings: [String: Meaning] = [:]
  private var labels: [String: Meaning] = [:]
  private(set) var all: [String] = []
  /// The labels that the data have of variables.
  private var dataLabels: [String: String] = [:]
  /// The labels that the study has of variables.
  private var studyLabels: [String: String] = [:]

  /// Collects names.
  ///
  /// - Parameters:
  ///   - codebook: The codebook.
  ///   - table: The data.
  init(_ codebook: Codebook?, _ table: DataTable) {
    self.codebook = codebook ?? Codebook()
    for construct in self.codebook.constructs {
      add(.construct(construct.name))
      for label in construct.labels.values {
        addLabel(label, .construct(construct.name))
      }
    }
    for column in table.columns { add(.variable(column.name)) }
    for variable in table.variables {
      addLabel(variable.label, .variable(variable.name))
      dataLabels[variable.name] = variable.label
    }
    for item in self.codebook.items {
      for label in item.labels.values { addLabel(label, .variable(item.name)) }
    }
  }

  /// Adds a variable that is computed.
  mutating func addVariable(_ name: String) { add(.variable(name)) }

  /// Gives a variable a label.
  mutating func label(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    studyLabels[name] = text
    addLabel(text, .variable(name))
  }

  private mutating func add(_ meaning: Meaning) {
    guard meanings[meaning.name] == nil else { return }
    meanings[meaning.name] = meaning
    all.append(meaning.name)
  }

  private mutating func addLabel(_ label: String, _ meaning: Meaning) {
    let key = Self.key(label)
    guard !key.isEmpty, labels[key] == nil else { return }
    labels[key] = meaning
    all.append(label)
  }

  /// Labels are the same in whatever case and spacing.
  private static func key(_ label: String) -> String {
    label.lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  /// What a name or label stands for; `nil` if nothing has it.
  package func find(_ name: String) -> Meaning? {
    meanings[name] ?? labels[Self.key(name)]
  }

  /// The remedy for a name that nothing has.
  func suggestion(for name: String) -> String {
    NearestName.find(name, in: all).map { "Did you mean `\($0)`?" }
      ?? "Known are \(listing(all, limit: 12))."
  }

  /// The items of a construct, by name.
  package func items(of construct: String) -> [String] {
    codebook.construct(named: construct).map {
      codebook.items(of: $0).map(\.name)
    } ?? []
  }

  /// The label of a construct or variable in a language: that of the study, of
  /// the codebook, of the data; its name without one.
  package func label(_ name: String, in language: String) -> String {
    if let label = studyLabels[name] { return label }
    let labels =
      codebook.construct(named: name)?.labels
      ?? codebook.item(named: name)?.labels
    let label = labels?.text(in: language) ?? ""
    if !label.isEmpty { return label }
    return dataLabels[name].flatMap { $0.isEmpty ? nil : $0 } ?? name
  }
}
