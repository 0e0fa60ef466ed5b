extension Setting {
  /// The subjects that options are put in order by.
  package enum Section: Sendable, Hashable {
    /// Where the sample comes from.
    case data
    /// How the text becomes a parameter table.
    case model
    /// How parameters are estimated.
    case estimation
    /// How a bootstrap is drawn, and where its draws are kept.
    case bootstrap
    /// How a fit's confidence intervals are made.
    case intervals
    /// What a fit's model could be changed by.
    case criticism
    /// What a fit prints, and where.
    case output
    /// Which effects, and how their intervals are made.
    case effects
    /// What a ladder of invariance consists of.
    case invariance
    /// What is drawn as a picture, and where it goes.
    case plot
    /// In what form a result is printed, and where.
    case result
    /// How models are compared.
    case comparison
    /// What is predicted.
    case prediction
    /// Which restrictions are tested.
    case tests
    /// Which correlations are estimated, of what data.
    case correlations
    /// How a model text is shown.
    case parsing
    /// What model files may name.
    case access

    /// The options of the section.
    package var settings: [Setting] {
      switch self {
      case .data: Setting.dataSettings
      case .model: Setting.modelSettings + Setting.mimicSettings
      case .estimation: Setting.estimationSettings + Setting.startSettings
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
      case .parsing: Setting.parsingSettings
      case .access: Setting.accessSettings
      }
    }
  }
}
