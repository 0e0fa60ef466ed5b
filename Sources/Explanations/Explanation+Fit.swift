extension Explanation {
  /// Fit measures.
  static let fit: [Explanation] = [
    Explanation(
      ["chi-square", "chisq", "χ²", "X2", "CMIN"], "Chi-square of the model",
      """
      The test of exact fit: whether the model's moments are those of the \
      population. A small p rejects it. It is N times the minimum of the \
      discrepancy (N - 1 times with a Wishart likelihood) and grows with the \
      sample: in large samples trivial misfit is significant, in small ones \
      serious misfit is not.
      """, "Jöreskog (1969); Bollen (1989)"),
    Explanation(
      ["df", "degrees of freedom"], "Degrees of freedom",
      """
      The number of sample moments less the number of free parameters. With 0 \
      the model is saturated: it reproduces the moments whatever they are.
      """),
    Explanation(
      ["pvalue", "p", "p value"], "p value",
      """
      The probability of a statistic at least as extreme if the hypothesis \
      that is tested holds. It is not the probability of the hypothesis, and \
      not the size of an effect. `<.001` is printed below .0005.
      """),
    Explanation(
      ["chisq/df", "χ²/df", "CMIN/DF", "normed chi-square"],
      "Chi-square over its degrees of freedom",
      """
      Below 3 is often called good, below 5 acceptable. The ratio still depends \
      on the size of the sample, and there is no theory behind the limits.
      """, "Marsh & Hocevar (1985)"),
    Explanation(
      ["CFI"], "Comparative fit index",
      """
      How much of the misfit of the baseline model, in which variables do not \
      covary, is gone: 1 - max(χ² - df, 0) / max(χ²b - dfb, χ² - df, 0). From \
      0 to 1; .95 or more is called good, .90 acceptable.
      """, "Bentler (1990); Hu & Bentler (1999)"),
    Explanation(
      ["TLI", "NNFI"], "Tucker-Lewis index, or nonnormed fit index",
      """
      As CFI, by χ²/df, so that free parameters cost: (χ²b/dfb - χ²/df) / \
      (χ²b/dfb - 1). It can leave the range of 0 to 1. .95 or more is called \
      good, .90 acceptable.
      """, "Tucker & Lewis (1973); Bentler & Bonett (1980)"),
    Explanation(
      ["RMSEA"], "Root mean square error of approximation",
      """
      Misfit in the population per degree of freedom: √(max(χ² - df, 0) / (df \
      N)), in several groups times √groups. Up to .06 is called good, .08 \
      acceptable, .10 poor. With few degrees of freedom and cases it is often \
      large although the model is right; read its interval.
      """, "Steiger & Lind (1980); Browne & Cudeck (1993)"),
    Explanation(
      ["rmsea_ci", "cilower", "ciupper", "cilevel", "rmsea interval"],
      "Interval of RMSEA, or of another index",
      """
      The 90% interval from the noncentral χ² distribution. A model fits \
      closely if the upper limit is small, not if RMSEA alone is.
      """, "Browne & Cudeck (1993)"),
    Explanation(
      ["rmsea_pvalue", "PCLOSE", "rmsea_close_h0"], "Test of close fit",
      "The p value of the hypothesis that RMSEA is at most .05.",
      "Browne & Cudeck (1993)"),
    Explanation(
      ["rmsea_notclose_pvalue", "rmsea_notclose_h0"], "Test of not-close fit",
      "The p value of the hypothesis that RMSEA is at least .08.",
      "MacCallum, Browne & Sugawara (1996)"),
    Explanation(
      ["SRMR"], "Standardized root mean square residual",
      """
      The root of the mean squared residual correlation; with a mean structure \
      residual means count too. Up to .08 is called good. It does not depend \
      on χ².
      """, "Bentler (1995); Hu & Bentler (1999)"),
    Explanation(
      ["RMR"], "Root mean square residual",
      """
      The root of the mean squared residual covariance, in the units of the \
      data: it can be compared only where all variables have one scale. AMOS's \
      readers ask for less than .05.
      """, "Jöreskog & Sörbom (1981)"),
    Explanation(
      ["CRMR"], "Correlation root mean square residual",
      "As SRMR, without the diagonal, whose residuals are mostly 0.",
      "Bollen (1989); Maydeu-Olivares (2017)"),
    Explanation(
      ["WRMR"], "Weighted root mean square residual",
      """
      Residuals of ordered variables' correlations and thresholds in units of \
      their standard errors. About 1 or less was called good; it grows with the \
      sample and is hardly used any more.
      """, "Yu (2002)"),
    Explanation(
      ["GFI"], "Goodness-of-fit index",
      """
      gfi is that of the population, as in lavaan 0.7: p / (p + 2δ) for p \
      variables and the misfit δ of the population. gfi_lisrel is what \
      AMOS and LISREL print: the share of the moments' weighted sum of squares \
      that the model explains, which falls with the sample's size.
      """, "Jöreskog & Sörbom (1981); Maydeu-Olivares et al. (2024)"),
    Explanation(
      ["AGFI"], "Adjusted goodness-of-fit index",
      "GFI with a correction for free parameters. Above .90 is called good.",
      "Jöreskog & Sörbom (1981)"),
    Explanation(
      ["lisrel"], "As in LISREL and AMOS",
      "The version of GFI, AGFI or PGFI that these programs print."),
    Explanation(
      ["NFI"], "Normed fit index",
      """
      1 - χ²/χ²b: the share of the baseline model's χ² that is gone. It rises \
      with the sample's size; .90 or more is called good.
      """, "Bentler & Bonett (1980)"),
    Explanation(
      ["RFI"], "Relative fit index",
      "As NFI, by χ²/df: 1 - (χ²/df) / (χ²b/dfb).", "Bollen (1986)"),
    Explanation(
      ["IFI"], "Incremental fit index",
      "(χ²b - χ²) / (χ²b - df). .90 or more is called good.", "Bollen (1989)"),
    Explanation(
      ["RNI"], "Relative noncentrality index",
      "As CFI, without its limits of 0 and 1.", "McDonald & Marsh (1990)"),
    Explanation(
      ["MFI", "Mc"], "McDonald's fit index",
      "exp(-(χ² - df) / (2N)). .90 or more is called good.", "McDonald (1989)"),
    Explanation(
      ["baseline"], "Baseline model",
      """
      The model in which observed variables do not covary, with which CFI, TLI \
      and their like compare; fixed exogenous variables keep their \
      covariances.
      """, "Bentler & Bonett (1980)"),
    Explanation(
      ["scaled"], "Scaled version",
      """
      Computed with a test statistic that is corrected for nonnormal or \
      ordered data, such as Satorra and Bentler's.
      """, "Satorra & Bentler (1994)"),
    Explanation(
      ["robust"], "Robust version",
      """
      An estimate of the index that the population would have, from the scaled \
      statistic and its scaling factor; to be preferred to the scaled version.
      """, "Brosseau-Liard & Savalei (2014); Savalei (2018)"),
    Explanation(
      [
        "scaling factor", "chisq_scaling_factor", "scaling_factor_h0",
        "scaling_factor_h1",
      ], "Scaling factor",
      """
      The number that χ² is divided by, so that its mean is that of χ² under \
      nonnormality; above 1 where tails are heavy.
      """, "Satorra & Bentler (1994)"),
  ]

  /// Versions of residual measures, and numbers that measures are made of.
  static let versions: [Explanation] = [
    Explanation(
      ["nomean"], "Without means",
      "Residuals of covariances alone, though the model has means."),
    Explanation(
      ["bentler"], "Bentler's version",
      "Residuals over the sample's standard deviations, as in EQS.",
      "Bentler (1995)"),
    Explanation(
      ["mplus"], "Mplus's version",
      "Residual correlations, variances and means as Mplus counts them.",
      "Asparouhov & Muthén (2018)"),
    Explanation(
      ["fmin"], "Minimum of the discrepancy",
      "χ² is 2N times it, as in lavaan."),
    Explanation(["ntotal", "N"], "Number of cases", "Of all groups together."),
    Explanation(
      ["unrestricted"], "Unrestricted model",
      "The saturated model, which has every moment as a parameter."),
  ]

  /// Measures that weigh fit against parameters.
  static let parsimony: [Explanation] = [
    Explanation(
      ["PNFI"], "Parsimony normed fit index",
      "NFI times df/dfb. AMOS's readers ask for more than .50.",
      "James, Mulaik & Brett (1982)"),
    Explanation(
      ["PGFI"], "Parsimony goodness-of-fit index",
      """
      GFI times df over the number of moments. AMOS's readers ask for more than \
      .50.
      """, "Mulaik et al. (1989)"),
    Explanation(
      ["AIC"], "Akaike's information criterion",
      """
      -2 log L + 2 parameters. Of models of the same data and variables the one \
      with the smaller value is expected to predict better.
      """, "Akaike (1974)"),
    Explanation(
      ["BIC"], "Bayesian information criterion",
      """
      -2 log L + parameters times log N. It prefers simpler models than AIC; a \
      difference of 10 is very strong evidence.
      """, "Schwarz (1978); Raftery (1995)"),
    Explanation(
      ["BIC2", "SABIC", "adjusted BIC"], "Sample-size adjusted BIC",
      "BIC with (N + 2)/24 in the place of N.", "Sclove (1987)"),
    Explanation(
      ["ECVI"], "Expected cross-validation index",
      "The misfit to expect in another sample: χ²/N + 2 parameters/N.",
      "Browne & Cudeck (1989)"),
    Explanation(
      ["CN", "Hoelter", "cn_05", "cn_01"], "Hoelter's critical N",
      """
      The size of sample at which χ² would be just significant at .05 or .01. \
      200 or more was called good.
      """, "Hoelter (1983)"),
    Explanation(
      ["logl", "log-likelihood"], "Logarithm of the likelihood",
      "Compared between models of the same data only.", "Fisher (1922)"),
    Explanation(
      ["npar"], "Number of free parameters",
      "Less the number of independent equality constraints."),
  ]
}
