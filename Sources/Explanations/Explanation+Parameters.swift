extension Explanation {
  /// Columns and rows of parameters.
  static let parameters: [Explanation] = [
    Explanation(
      ["B", "est", "estimate"], "Unstandardized estimate",
      """
      The expected change of the outcome, in its units, with one unit of the \
      predictor, the other predictors held constant.
      """),
    Explanation(
      ["SE", "standard error"], "Standard error",
      "The standard deviation that estimates of repeated samples would have."),
    Explanation(
      ["z", "C.R.", "critical ratio"], "Estimate over standard error",
      """
      Beyond 1.96 on either side p is below .05. AMOS calls it critical ratio \
      (C.R.), not to be mixed up with composite reliability (CR).
      """),
    Explanation(
      ["CI", "confidence interval", "LL", "UL"], "Confidence interval",
      """
      Limits that hold the population's value in so many of repeated samples. \
      An interval without 0 is significant at 1 less its level.
      """, "Neyman (1937)"),
    Explanation(
      ["beta", "β", "std.all", "Std."], "Completely standardized estimate",
      """
      The change in standard deviations of the outcome with one standard \
      deviation of the predictor. It can exceed 1 where predictors correlate.
      """, "Bollen (1989)"),
    Explanation(
      ["std.lv"], "Standardized by latent variables",
      "Latent variables have variance 1, observed ones keep their units."),
    Explanation(
      ["std.nox"], "Standardized but for exogenous observed variables",
      """
      Fixed exogenous variables, such as a dummy, keep their units: a standard \
      deviation of a dummy means little.
      """),
    Explanation(
      ["R2", "R²", "R-squared"], "Share of variance explained",
      "1 less the residual variance over the variance.", "Bollen (1989)"),
    Explanation(
      ["loading", "factor loading"], "Loading",
      """
      The regression of an indicator on its factor. Standardized, its square is \
      the share of the item's variance that is the factor's; .50 is usually \
      asked for, .70 desired.
      """, "Hair et al. (2010)"),
    Explanation(
      ["Heywood case", "negative variance"], "Heywood case",
      """
      A variance estimated below zero, or a correlation beyond 1: no population \
      has such. Common reasons are few cases, two indicators a factor, and \
      models that are wrong.
      """, "Heywood (1931); Chen et al. (2001)"),
    Explanation(
      ["saturated"], "Saturated model",
      "A model with as many parameters as moments: no degrees of freedom."),
  ]

  /// Where a model misfits, and missing information.
  static let criticism: [Explanation] = [
    Explanation(
      ["MI", "modification index"], "Modification index",
      """
      About how much χ² would fall if a parameter were freed: the score test \
      with one degree of freedom; above 3.84 it is significant at .05. Many are \
      looked at, so some are large by chance; free what theory asks for.
      """, "Sörbom (1989)"),
    Explanation(
      ["EPC"], "Expected parameter change",
      "About the value that a fixed parameter would have if it were freed.",
      "Saris, Satorra & Sörbom (1987)"),
    Explanation(
      ["SEPC", "sepc.all", "sepc.lv"], "Standardized expected change",
      "EPC in standard deviations of both variables, or of latent ones.",
      "Kaplan (1989); Chou & Bentler (1993)"),
    Explanation(
      ["Wald test"], "Wald test",
      "Whether several parameters, or functions of them, are 0 together.",
      "Wald (1943)"),
    Explanation(
      ["score test", "Lagrange multiplier"], "Score test",
      "What freeing parameters or releasing constraints would gain in χ².",
      "Rao (1948); Sörbom (1989)"),
    Explanation(
      ["residual", "standardized residual"], "Residual moment",
      """
      The sample's moment less the model's. Residual correlations beyond .10 \
      show where a model misfits; standardized ones are read like z.
      """, "Bollen (1989); Maydeu-Olivares (2017)"),
    Explanation(
      ["FMI"], "Fraction of missing information",
      """
      The share of the information on a parameter that missing values cost, not \
      the share of missing values.
      """, "Rubin (1987); Savalei & Rhemtulla (2012)"),
    Explanation(
      ["skewness"], "Skewness",
      """
      0 where a distribution is symmetric. G1 as SPSS prints it; beyond 3 it is \
      called extreme.
      """, "Joanes & Gill (1998); Kline (2016)"),
    Explanation(
      ["kurtosis"], "Excess kurtosis",
      """
      0 for normal tails, above 0 for heavier ones. G2 as SPSS prints it; \
      beyond 10 it is called extreme.
      """, "Joanes & Gill (1998); Kline (2016)"),
    Explanation(
      ["Mardia"], "Mardia's multivariate skewness and kurtosis",
      "Tests of the joint normality of variables.", "Mardia (1970)"),
    Explanation(
      ["Mahalanobis"], "Mahalanobis distance",
      """
      The squared distance of a case from the means, which takes covariances \
      into account; p < .001 is a usual sign of an outlier.
      """, "Mahalanobis (1936)"),
  ]
}
