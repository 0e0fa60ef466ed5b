extension Setting {
  /// The subjects that options are put in order by.
  package enum Section: Sendable, Hashable {
    /// The source of the sample.
    case data
    /// The rules that make a parameter table of the text.
    case model
    /// The estimation of parameters.
    case estimation
    /// The rotation of exploratory blocks.
    case rotation
    /// The bootstrap, and the files that keep its draws.
    case bootstrap
    /// The confidence intervals of a fit.
    case intervals
    /// The changes that could improve a fit's model.
    case criticism
    /// The output of a fit: contents, format and file.
    case output
    /// The effects, and the method of their intervals.
    case effects
    /// The steps of a ladder of invariance, and their criteria.
    case invariance
    /// The picture that is drawn, and its file.
    case plot
    /// The format of a result, and its file.
    case result
    /// The comparison of models.
    case comparison
    /// The quantities that are predicted.
    case prediction
    /// The restrictions that are tested.
    case tests
    /// The correlations that are estimated, and their data.
    case correlations
    /// The exploratory factors, their data and their rotation.
    case factors
    /// The look at a table, and its conversion.
    case screening
    /// The items and scales, and their data.
    case items
    /// The groups whose means are compared.
    case groups
    /// The validity of constructs.
    case validity
    /// The path diagram, its looks and its file.
    case diagram
    /// The codebook, and what is done with it.
    case codebook
    /// The form in which a model text is shown.
    case parsing
    /// The files that model files may name.
    case access

    /// The options of the section.
    package var settings: [Setting] {
      // A marker variable is one of the looks at constructs.
      self == .validity ? Setting.markerSettings + ownSettings : ownSettings
    }

    private var ownSettings: [Setting] {
      switch self {
      case .data: Setting.dataSettings
      case .model: Setting.modelSettings + Setting.mimicSettings
      case .estimation: Setting.estimationSettings + Setting.startSettings
      case .rotation: Setting.blockRotationSettings
      case .bootstrap: Setting.bootstrapSettings
      case .intervals: Setting.intervalSettings
      case .criticism: Setting.criticismSettings
      case .output: Setting.outputSettings
      case .effects: Setting.effectSettings
      case .invariance: Setting.invarianceSettings
      case .plot: Setting.plotSettings
      case .result: Setting.resultSettings
      case .comparison: Setting.comparisonSettings
      case .prediction: Setting.predictionSettings
      case .tests: Setting.testSettings
      case .correlations: Setting.correlationSettings
      case .factors: Setting.factorSettings
      case .screening: Setting.screeningSettings
      case .items: Setting.itemSettings
      case .groups: Setting.groupSettings
      case .validity: Setting.validitySettings
      case .diagram: Setting.diagramSettings
      case .codebook: Setting.codebookSettings
      case .parsing: Setting.parsingSettings
      case .access: Setting.accessSettings
      }
    }
  }
}
