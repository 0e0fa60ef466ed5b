extension Explanation {
  /// Symbols at the heads of tables that belong to no subject alone.
  static let symbols: [Explanation] = [
    Explanation(["M", "mean"], "Mean", "The sum over the number of cases."),
    Explanation(
      ["SD", "standard deviation"], "Standard deviation",
      """
      The root of the mean squared distance from the mean, over one case less \
      than there are.
      """),
    Explanation(
      ["n", "%", "share"], "Number and share of cases",
      "Cases of a group or category, and their part of all cases."),
    Explanation(
      ["t", "Student"], "t",
      """
      A difference over its standard error; for two means without the \
      assumption of equal variances, with Welch's degrees of freedom.
      """, "Welch (1947)"),
    Explanation(
      ["F", "df1", "df2"], "F",
      """
      Variance between groups over variance within, with the degrees of \
      freedom of both.
      """, "Fisher (1925); Welch (1951)"),
    Explanation(
      ["V", "Cramér's V"], "Cramér's V",
      """
      How much two categorical variables go together, from 0 to 1: the root of \
      χ² over N times the smaller number of categories less one.
      """, "Cramér (1946)"),
    Explanation(
      ["Fisher", "exact test"], "Fisher's tests",
      """
      Of means: the analysis of variance that assumes equal variances. Of two \
      categories in two groups: the exact test, which needs no large counts.
      """, "Fisher (1925)"),
    Explanation(
      ["r", "correlation"], "Correlation",
      """
      A covariance over the product of the standard deviations. About .10, .30 \
      and .50 are called small, medium and large.
      """, "Cohen (1988)"),
    Explanation(
      ["difference", "Delta"], "Difference of two models",
      """
      Of nested models: Δχ² is a χ² with Δdf degrees of freedom if the \
      restricted one holds; ΔCFI and ΔRMSEA say how much it fits worse.
      """, "Cheung & Rensvold (2002); Satorra & Bentler (2001)"),
    Explanation(
      ["SMC"], "Squared multiple correlation",
      "The share of an item's variance that the other items predict.",
      "Guttman (1956)"),
    Explanation(
      ["ECV"], "Explained common variance",
      """
      The general factor's share of the common variance of a bifactor model: \
      the sum of its squared loadings over that of all squared loadings. Above \
      .70 or so the items may count as one dimension.
      """, "Reise, Moore & Haviland (2010)"),
    Explanation(
      ["G²", "X²"], "Tests of two ordered variables",
      """
      Likelihood ratio and Pearson statistics of the table of two ordered \
      variables, against normal variables behind them.
      """, "Jöreskog (2005)"),
  ]
}
