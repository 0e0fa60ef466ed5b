/// The analyses of models and data.
public enum Analysis: String, Sendable, Hashable, CaseIterable {
  /// Fits a model to data.
  case fit
  /// Bootstraps the estimates, effects and fit of a model.
  case bootstrap
  /// Computes direct, indirect, total and conditional effects.
  case effects
  /// Compares models of the same data.
  case compare
  /// Tests measurement invariance across groups, step by step.
  case invariance
  /// Tests restrictions of a model.
  case test
  /// Predicts factor scores and values of every case.
  case predict
  /// Estimates correlations of variables, ordered ones among them, without a
  /// model.
  case correlations
  /// Explores the factors of variables, without a model.
  case efa
  /// Shows what a table of cases holds, and converts it.
  case data
  /// Sums up items and scales of a questionnaire.
  case items
  /// Compares the means of groups.
  case groups
  /// Judges the validity of a measurement model's constructs.
  case validity
  /// Draws the path diagram of a model, or of its fit.
  case diagram
  /// Drafts a codebook, checks one, or makes its measurement model.
  case codebook
  /// Shows how a model text is read.
  case parse
}

extension Analysis {
  /// A section of an analysis's options, under its title.
  package struct TitledSection {
    /// The title; `nil` for options that follow under no title of their own.
    package var title: String?
    /// The section.
    package var section: Setting.Section
  }

  /// The sections of options that the analysis takes, in the order of its
  /// help.
  package var sections: [TitledSection] {
    let fitting: [(String?, Setting.Section)] = [
      ("Data", .data), ("Model", .model), ("Estimation", .estimation),
      ("Rotation (for `efa()`)", .rotation),
    ]
    let list: [(String?, Setting.Section)] =
      switch self {
      case .fit:
        fitting + [
          ("Bootstrap (for `se: bootstrap`)", .bootstrap),
          ("Intervals", .intervals),
          ("Picture (for `ci: profile`)", .plot),
          ("Criticism", .criticism), ("Output", .output),
        ]
      case .bootstrap:
        [("Bootstrap", .bootstrap)] + fitting
          + [("Output", .output), ("Picture", .plot)]
      case .effects:
        [
          ("Effects", .effects), ("Bootstrap", .bootstrap), ("Picture", .plot),
        ] + fitting + [(nil, .result)]
      case .compare: fitting + [(nil, .result), (nil, .comparison)]
      case .invariance:
        [("Invariance", .invariance)] + fitting + [(nil, .result)]
      case .test: fitting + [(nil, .tests)]
      case .predict: fitting + [(nil, .prediction)]
      case .correlations: [(nil, .correlations)]
      case .efa: [(nil, .factors)]
      case .data: [(nil, .screening)]
      case .items: [(nil, .items)]
      case .groups: [(nil, .groups)]
      case .validity: [(nil, .validity)] + fitting
      case .diagram: [("Diagram", .diagram)] + fitting
      case .codebook: [(nil, .codebook)]
      case .parse:
        [
          ("Model (for `expand`)", .model),
          ("Data (for `expand` with groups)", .data), (nil, .parsing),
        ]
      }
    return (list + (takesModel ? [(nil, .access)] : [])).map {
      TitledSection(title: $0.0, section: $0.1)
    }
  }

  /// The options that the analysis takes.
  package var settings: [Setting] { sections.flatMap(\.section.settings) }

  /// Whether the analysis is of models.
  package var takesModel: Bool {
    ![.correlations, .efa, .data, .items, .groups, .codebook].contains(self)
  }

  /// Whether front matter, which is written for a fit, may say what is
  /// printed.
  package var takesOutputOfFrontMatter: Bool {
    switch self {
    case .fit, .bootstrap, .effects, .invariance: true
    case .compare, .test, .predict, .correlations, .efa, .data, .items,
      .groups, .validity, .diagram, .codebook, .parse:
      false
    }
  }

  /// The formats that the result can be written in, the usual one first.
  var formats: [OutputFormat] {
    switch self {
    case .fit, .bootstrap, .effects, .compare, .invariance, .correlations,
      .efa, .data, .items, .groups, .validity:
      OutputFormat.reports(first: .text, hasRecords: true)
    case .test: OutputFormat.reports(first: .text, hasRecords: false)
    case .predict: OutputFormat.reports(first: .csv, hasRecords: true)
    case .parse: [.text, .json]
    case .diagram, .codebook: [.text]
    }
  }
}
