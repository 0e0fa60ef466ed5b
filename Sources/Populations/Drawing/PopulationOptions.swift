/// What data of a population have beside its moments: the shape of
/// distributions, categories, missing values, clusters and outlying cases.
package struct PopulationOptions: Sendable {
  /// The ways in which values are drawn.
  package enum Distribution: String, Sendable, Hashable, CaseIterable {
    /// Normal values.
    case normal
    /// Polynomials of normal values (Vale & Maurelli, 1983).
    case valeMaurelli = "vale-maurelli"
    /// Independent generators (Foldnes & Olsson, 2016).
    case independent
  }

  /// A number for all variables, or for some.
  package struct Assignment: Sendable {
    /// The one of variables that `own` does not name; `nil` for none.
    package var common: Double?
    /// Those of variables by their names, in the order of the text.
    package var own: [(name: String, value: Double)] = []

    /// Whether nothing is assigned.
    package var isEmpty: Bool { common == nil && own.isEmpty }

    /// The value of a variable.
    package subscript(name: String) -> Double? {
      own.first { $0.name == name }?.value ?? common
    }
  }

  /// Values of a variable that go missing by another one's.
  package struct Dependence: Sendable {
    /// The variable whose values go missing.
    package var variable: String
    /// The variable that decides.
    package var cause: String
    /// The share that goes missing.
    package var share: Double
    /// The slope of the probit of missing on the standardized cause.
    package var slope: Double
  }

  /// The way in which values are drawn.
  package var distribution = Distribution.normal
  /// The skewness of variables.
  package var skewness = Assignment()
  /// The kurtosis of variables, 0 of a normal one.
  package var kurtosis = Assignment()
  /// The shares of the categories of variables that are cut into such.
  package var categories: [(name: String, shares: [Double])] = []
  /// The shares of values that go missing completely at random.
  package var missing = Assignment()
  /// The values that go missing by others.
  package var dependences: [Dependence] = []
  /// The sets of variables of which each form of a questionnaire leaves one
  /// out; empty for one form with all.
  package var forms: [[String]] = []
  /// The variables of each wave of a panel; empty without attrition.
  package var waves: [[String]] = []
  /// The share of the cases of a wave that are lost before the next.
  package var attrition = 0.0
  /// The number of cases in a cluster; `nil` without clusters.
  package var clusterSize: Int?
  /// The share of variances between clusters.
  package var intraclass = 0.0
  /// The share of cases that lie farther out.
  package var contamination = 0.0
  /// The factor of their distances from the means.
  package var contaminationScale = 3.0

  /// Makes options of complete, normal and independent cases.
  package init() {}
}
