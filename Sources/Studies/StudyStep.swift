package import ModelSyntax
package import RequestSettings
package import Requests

/// A step of a study: one analysis of its data.
package struct StudyStep: Sendable {
  /// The subjects of steps; raw values are stable.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// What the data hold.
    case sample
    /// Items and the reliability of scales.
    case items
    /// Exploratory factors.
    case factors
    /// The measurement model.
    case measurement
    /// Convergent and discriminant validity.
    case validity
    /// Measurement models against each other.
    case competing
    /// The main structural model.
    case structure
    /// Structural models against each other.
    case models
    /// Indirect effects.
    case mediation
    /// A model with a product of variables.
    case moderation
    /// The effects of such a model at values of the moderator.
    case conditions
    /// The means of groups.
    case means
    /// Measurement invariance across groups.
    case invariance
    /// The main model, estimated otherwise.
    case check
  }

  /// Its subject.
  package var kind: Kind
  /// What it is about among steps of its kind, such as a hypothesis, a grouping
  /// variable or a check; empty for the only one.
  package var subject = ""
  /// The analysis.
  package var analysis: Analysis
  /// The models.
  package var models: [ModelDocument] = []
  /// The options besides data and codebook.
  package var options: [AnalysisRequest.Option] = []
  /// The name under which the step finds its data.
  package var data: String
  /// The names of the steps that come before it.
  package var after: [String] = []
  /// The place in the study file that asks for it.
  package var range: SourceRange?
  /// The Monte Carlo draws of indirect effects that it is asked about.
  package var draws = 5000
  /// What hypotheses ask of it.
  package var questions: [PathQuestion] = []

  /// Its name: `measurement`, `moderation H4a`.
  package var name: String {
    subject.isEmpty ? kind.rawValue : "\(kind.rawValue) \(subject)"
  }

  /// The replicates that it draws; 0 for none.
  package var replicates: Int {
    options.first { $0.name == "bootstrap" }.flatMap { Int($0.value) } ?? 0
  }

  /// The seed of these.
  package var seed: String {
    options.first { $0.name == "seed" }?.value ?? "1"
  }

  /// The request to carry it out.
  ///
  /// - Parameter study: The study's data.
  /// - Returns: The request.
  func request(_ study: StudyData) -> AnalysisRequest {
    var all = [AnalysisRequest.Option("data", data)]
    if let codebook = study.codebookPath, takes("codebook") {
      all.append(.init("codebook", codebook))
    }
    return AnalysisRequest(
      analysis, models: models, options: all + options, files: study.files)
  }

  /// Whether the analysis takes an option.
  func takes(_ option: String) -> Bool {
    analysis.settings.contains { $0.name == option }
  }
}

/// A path that a hypothesis asks a step about.
package struct PathQuestion: Sendable, Hashable, Codable {
  /// The hypothesis's name.
  package var hypothesis: String
  /// The variables in the order of the arrows, two for a path.
  package var path: [String]
  /// The variable that moderates it, if the question is about that.
  package var moderator: String?
}
