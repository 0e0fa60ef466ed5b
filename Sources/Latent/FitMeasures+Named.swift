public import ModelFit

/// The measures that papers report, by name; the rest by `measures["name"]`
/// with lavaan's names. A measure is `nil` where the fit has none or it is not
/// defined.
extension FitMeasures {
  /// χ² of the model against the saturated one.
  public var chiSquare: Double? { self["chisq"] }
  /// The degrees of freedom of χ².
  public var degreesOfFreedom: Int? { self["df"].map { Int($0) } }
  /// The p value of χ².
  public var pValue: Double? { self["pvalue"] }
  /// The comparative fit index (Bentler, 1990).
  public var cfi: Double? { self["cfi"] }
  /// The Tucker-Lewis index (Tucker & Lewis, 1973).
  public var tli: Double? { self["tli"] }
  /// The root mean square error of approximation (Steiger & Lind, 1980).
  public var rmsea: Double? { self["rmsea"] }
  /// The lower end of the RMSEA's confidence interval.
  public var rmseaLower: Double? { self["rmsea_ci_lower"] }
  /// The upper end of the RMSEA's confidence interval.
  public var rmseaUpper: Double? { self["rmsea_ci_upper"] }
  /// The standardized root mean square residual.
  public var srmr: Double? { self["srmr"] }
  /// The log likelihood of the model.
  public var logLikelihood: Double? { self["logl"] }
  /// Akaike's information criterion.
  public var aic: Double? { self["aic"] }
  /// The Bayesian information criterion (Schwarz, 1978).
  public var bic: Double? { self["bic"] }
}
