package import ModelSyntax

/// A Monte Carlo study as its file says it.
package struct MonteCarloStudy: Sendable {
  /// A text with a name and a place.
  package struct Named: Sendable {
    /// The name; empty for the only one.
    package var name: String
    /// The text.
    package var text: String
    /// The place of the text.
    package var range: SourceRange
  }

  /// An option with its value and its place.
  package struct Option: Sendable {
    /// The name.
    package var name: String
    /// The value.
    package var value: String
    /// The place of the value.
    package var range: SourceRange
  }

  /// Options under a name.
  package struct OptionSet: Sendable {
    /// The name; empty for the only one.
    package var name: String
    /// The options.
    package var options: [Option]
  }

  /// The numbers of cases of a sample, one for each group.
  package struct Size: Sendable {
    /// The numbers.
    package var counts: [Int]
    /// The place.
    package var range: SourceRange
    /// The numbers as text: `100+200`.
    package var name: String {
      counts.map(String.init).joined(separator: "+")
    }
  }

  /// The text of the file.
  package var source: SourceText
  /// The title.
  package var title = ""
  /// The seed.
  package var seed: UInt64 = 1
  /// The replicates of each condition.
  package var replicates = 1000
  /// The level of the tests that power counts.
  package var alpha = 0.05
  /// The populations.
  package var populations: [Named] = []
  /// Whether all variances of populations are 1.
  package var isStandardized = false
  /// What data have beside the moments.
  package var data: [OptionSet] = []
  /// The numbers of cases.
  package var sizes: [Size] = []
  /// The groups' labels; empty for numbers.
  package var groups: [String] = []
  /// The models that are fitted.
  package var models: [Named] = []
  /// The options of fits.
  package var fits: [OptionSet] = []
  /// True values of parameters by their names, in place of those that the model
  /// has in the population.
  package var truths: [Option] = []

  init(source: SourceText) { self.source = source }
}
