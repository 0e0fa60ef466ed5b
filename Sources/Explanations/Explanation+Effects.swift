extension Explanation {
  /// Effects, mediation, moderation, resampling.
  static let effects: [Explanation] = [
    Explanation(
      ["direct effect"], "Direct effect",
      "Along the arrow between two variables, the others held constant.",
      "Alwin & Hauser (1975)"),
    Explanation(
      ["indirect effect"], "Indirect effect",
      """
      Along a path through other variables: the product of its coefficients. \
      Its distribution is not symmetric in small samples; bootstrap or Monte \
      Carlo intervals take that into account.
      """, "Sobel (1982); Shrout & Bolger (2002)"),
    Explanation(
      ["total effect"], "Total effect",
      "Along all paths from one variable to another.",
      "Alwin & Hauser (1975)"),
    Explanation(
      ["contrast"], "Contrast of indirect effects",
      "One indirect effect less another one.", "Preacher & Hayes (2008)"),
    Explanation(
      ["indirect-only", "complementary", "competitive", "mediation type"],
      "Types of mediation",
      """
      Indirect-only: the indirect effect alone is significant. Complementary, \
      competitive: the direct effect is too, with the same or the opposite \
      sign. Direct-only, no-effect: no mediation. None of them shows that \
      paths are causal.
      """, "Zhao, Lynch & Chen (2010)"),
    Explanation(
      ["conditional effect"], "Conditional effect",
      "An effect with a moderator held at a value.",
      "Preacher, Rucker & Hayes (2007)"),
    Explanation(
      ["index of moderated mediation"], "Index of moderated mediation",
      """
      The change of an indirect effect with one unit of the moderator. An \
      interval without 0 shows that the indirect effect depends on it.
      """, "Hayes (2015)"),
    Explanation(
      ["BootSE"], "Bootstrap standard error",
      "The standard deviation of the draws.", "Efron (1979)"),
    Explanation(
      ["LLCI", "ULCI"], "Limits of a bootstrap interval",
      "The lower and the upper limit; significant where 0 is outside.",
      "Hayes (2018)"),
    Explanation(
      ["percentile"], "Percentile interval",
      "From quantiles of the draws; the default.", "Efron & Tibshirani (1993)"),
    Explanation(
      ["bias-corrected", "bc"], "Bias-corrected interval",
      """
      Quantiles shifted by the share of draws below the estimate. In small \
      samples it finds mediation too often.
      """, "Efron (1987); Fritz, Taylor & MacKinnon (2012)"),
    Explanation(
      ["BCa"], "Bias-corrected and accelerated interval",
      "With a correction for skewness too, from a jackknife.", "Efron (1987)"),
    Explanation(
      ["Monte Carlo"], "Monte Carlo interval",
      """
      Percentiles of draws of the parameters from their estimated normal \
      distribution.
      """, "MacKinnon, Lockwood & Williams (2004); Preacher & Selig (2012)"),
    Explanation(
      ["Bollen-Stine"], "Bollen-Stine bootstrap",
      "The p value of χ² by draws from data in which the model holds.",
      "Bollen & Stine (1992)"),
    Explanation(
      ["delta method"], "Delta method",
      "Standard errors of functions of parameters by their derivatives.",
      "Sobel (1982)"),
    Explanation(
      ["seed"], "Seed",
      "The number that draws begin with: the same seed gives the same draws."),
  ]

  /// Estimators and missing values.
  static let estimators: [Explanation] = [
    Explanation(
      ["ML"], "Maximum likelihood",
      "For complete normal data; estimates are consistent without normality.",
      "Jöreskog (1969)"),
    Explanation(
      ["MLR"], "Maximum likelihood, robust",
      """
      ML with standard errors of the sandwich and a scaled test: for nonnormal \
      data, clusters and, with FIML, missing values.
      """, "Yuan & Bentler (2000)"),
    Explanation(
      ["MLM"], "Maximum likelihood, mean-corrected",
      "ML with Satorra and Bentler's test and robust standard errors.",
      "Satorra & Bentler (1994)"),
    Explanation(
      ["FIML"], "Full-information maximum likelihood",
      """
      All cases with what they have. Unbiased if values are missing at random, \
      given the observed ones.
      """, "Arbuckle (1996); Enders & Bandalos (2001)"),
    Explanation(
      ["listwise"], "Listwise deletion",
      """
      Cases with a missing value are left out: unbiased only if values are \
      missing completely at random.
      """, "Little & Rubin (2002)"),
    Explanation(
      ["GLS"], "Generalized least squares",
      "Weights by the sample's covariances.", "Browne (1974)"),
    Explanation(
      ["ULS"], "Unweighted least squares",
      "The sum of squared residuals; the units of variables matter.",
      "Bollen (1989)"),
    Explanation(
      ["WLS", "ADF"],
      "Weighted least squares, asymptotically distribution-free",
      "Needs thousands of cases.", "Browne (1984)"),
    Explanation(
      ["DWLS", "WLSMV"], "Diagonally weighted least squares",
      """
      For ordered variables: polychoric correlations weighted by their \
      variances; WLSMV adds robust standard errors and a mean- and \
      variance-adjusted test.
      """, "Muthén, du Toit & Spisic (1997)"),
    Explanation(
      ["polychoric", "polyserial"], "Polychoric and polyserial correlations",
      """
      Correlations of the normal responses behind ordered answers, with each \
      other and with continuous variables.
      """, "Olsson (1979); Olsson, Drasgow & Dorans (1982)"),
  ]
}
