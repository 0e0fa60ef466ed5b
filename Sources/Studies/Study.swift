internal import Messages
package import ModelSyntax
package import ReportRendering

/// A study as its file asks for it: data, what is computed of them, models,
/// hypotheses, checks and documents.
///
/// Documentation/Study.md describes the form.
package struct Study: Sendable {
  /// An option of an analysis.
  package struct Option: Sendable, Hashable {
    package var name: PlacedText
    package var value: String
  }

  /// A text under a name.
  package struct Named: Sendable, Hashable {
    package var name: PlacedText
    package var text: PlacedText
  }

  /// The data file, and how it is read.
  package struct Source: Sendable, Hashable {
    package var file = PlacedText("")
    package var options: [Option] = []
  }

  /// The measurement of constructs.
  package struct Measurement: Sendable, Hashable {
    /// The text or file of the model; `nil` for one of the codebook.
    package var model: PlacedText?
    /// The constructs of the model by the codebook; empty for those that models
    /// and hypotheses name.
    package var constructs: [PlacedText] = []
    /// Models that join constructs, or texts or files.
    package var competing: [Named] = []
    /// Whether the validity of constructs is judged.
    package var judgesValidity = true
    /// The bootstrap draws of the intervals of HTMT; `nil` for the usual number.
    package var draws: Int?
  }

  /// A bootstrap of effects.
  package struct Resampling: Sendable, Hashable {
    package var replicates = 5000
    package var seed: UInt64 = 1
    /// The kind of intervals by the option's name.
    package var interval = "perc"
    /// The choice of product indicators; `nil` for the usual one.
    package var products: String?
    /// The structural model that moderators are added to; `nil` for models of
    /// their own.
    package var within: PlacedText?
  }

  /// The comparisons of the groups of one variable.
  package struct Grouping: Sendable, Hashable {
    package var variable: PlacedText
    /// The constructs and variables whose means are compared; `nil` for none.
    package var means: [PlacedText]?
    /// The constructs whose measurement is compared; `nil` for none.
    package var invariance: [PlacedText]?
    package var range: SourceRange
  }

  /// A robustness check: the main model, estimated otherwise.
  package struct Check: Sendable, Hashable {
    package var name: PlacedText
    package var options: [Option] = []
    /// Variables on which all outcomes are regressed too.
    package var controls: [PlacedText] = []
    /// Whether distant cases are left out.
    package var leavesOutliersOut = false
  }

  package var title = ""
  package var authors: [String] = []
  package var language = ReportLanguage.english
  /// A sentence that stands at the top of every document.
  package var note = ""
  package var data = Source()
  package var codebook: PlacedText?
  package var computed: [Named] = []
  /// The labels of variables and their values.
  package var labels: [Label] = []
  package var estimation: [Option] = []
  package var measurement = Measurement()
  /// Options of an exploratory analysis; `nil` for none.
  package var factors: [Option]?
  package var hypotheses: [StudyHypothesis] = []
  package var models: [Named] = []
  package var mediation = Resampling()
  package var moderation = Resampling()
  package var groups: [Grouping] = []
  package var checks: [Check] = []
  package var outputs: [PlacedText] = []
  /// A document of Word whose styles the study's take; `nil` for the usual ones.
  package var template: PlacedText?
  /// The places of sections, by name.
  package var sections: [String: SourceRange] = [:]
  /// The file's text.
  package var source: SourceText
}

/// A hypothesis: paths from some variables to others, or a condition of one.
package struct StudyHypothesis: Sendable, Hashable {
  /// The sign that effects are expected to have.
  package enum Direction: String, Sendable, Hashable {
    case positive
    case negative
  }

  /// The name, such as `H1`.
  package var name: PlacedText
  /// The text as it was written.
  package var text: PlacedText
  /// The variables of each stage, two stages or more.
  package var stages: [[PlacedText]]
  /// The variable that moderates the path, if it is about one.
  package var moderator: PlacedText?
  /// The sign that is expected; `nil` for any.
  package var direction: Direction?
}
