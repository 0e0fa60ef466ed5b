/// A method of scoring a group's cases.
protocol CaseScorer {
  /// The factor scores of a case.
  ///
  /// - Parameter values: The observed variables; NaN where one is missing.
  /// - Returns: The scores of the latent variables, phantoms left out, and
  ///   their standard errors; `nil` where one is not defined.
  func score(_ values: [Double]) -> (
    scores: [Double?], standardErrors: [Double?]
  )

  /// The values of the observed variables that a case's factor scores and
  /// observed predictors imply, those of the responses behind ordered ones.
  ///
  /// - Parameter values: The observed variables; NaN where one is missing.
  /// - Returns: One value a variable; `nil` where a predictor has none.
  func predict(_ values: [Double]) -> [Double?]

  /// The probabilities of the categories of ordered variables that a case's
  /// factor scores and observed predictors imply.
  ///
  /// - Parameter values: The observed variables; NaN where one is missing.
  /// - Returns: Variable after variable, one value a category.
  func probabilities(_ values: [Double]) -> [Double?]

  /// An ordered variable whose value is none of its categories, with the value.
  ///
  /// - Parameter values: The observed variables.
  /// - Returns: The variable and the value; `nil` if there is none.
  func unknownCategory(_ values: [Double]) -> (String, Double)?
}

extension FactorScorer: CaseScorer {
  func probabilities(_ values: [Double]) -> [Double?] { [] }
  func unknownCategory(_ values: [Double]) -> (String, Double)? { nil }
}
