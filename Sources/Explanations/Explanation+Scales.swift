extension Explanation {
  /// Reliability and validity of scales.
  static let scales: [Explanation] = [
    Explanation(
      ["alpha", "α", "Cronbach's alpha"], "Cronbach's alpha",
      """
      The reliability of a sum of items if all measure one thing equally well \
      (equal true-score variances), else a lower bound. .70 or more is usually \
      asked for. It rises with the number of items and does not show that they \
      measure one thing.
      """, "Cronbach (1951); Nunnally (1978)"),
    Explanation(
      ["omega", "ω"], "McDonald's omega",
      """
      The share of a sum's variance that is its factor's, by a model with one \
      factor; items may load differently.
      """, "McDonald (1999)"),
    Explanation(
      ["omega hierarchical"], "Omega hierarchical",
      """
      The share of a sum's variance that is the general factor's of a bifactor \
      model.
      """, "Zinbarg, Revelle, Yovel & Li (2005)"),
    Explanation(
      ["CITC", "item-total correlation"],
      "Corrected item-total correlation",
      """
      The correlation of an item with the sum of the scale's other items. .30 \
      is asked for, .50 in many theses.
      """, "Nunnally & Bernstein (1994)"),
    Explanation(
      ["alpha if deleted", "α if deleted"], "Alpha if the item is deleted",
      "α of the other items; where it is larger, the item does not fit well.",
      "Nunnally & Bernstein (1994)"),
    Explanation(
      ["lambda2", "lambda6", "λ2", "λ6", "Guttman"], "Guttman's lambdas",
      "Lower bounds of reliability; λ2 is never below α.", "Guttman (1945)"),
    Explanation(
      ["split-half", "Spearman-Brown", "S-B"], "Split-half reliability",
      "The correlation of two halves of a scale, for the whole length.",
      "Spearman (1910); Brown (1910)"),
    Explanation(
      ["CR", "composite reliability"], "Composite reliability",
      """
      (Σλ)² / ((Σλ)² + Σ(1 - λ²)) of standardized loadings. .70 or more is \
      usually asked for. Not AMOS's C.R., which is z.
      """, "Fornell & Larcker (1981)"),
    Explanation(
      ["AVE"], "Average variance extracted",
      """
      The mean squared standardized loading: the construct's share of its \
      items' variance. .50 or more shows convergent validity.
      """, "Fornell & Larcker (1981)"),
    Explanation(
      ["MSV", "ASV"], "Maximum and average shared variance",
      """
      The largest and the mean squared correlation with other constructs; both \
      should be below AVE.
      """, "Hair et al. (2010)"),
    Explanation(
      ["Fornell-Larcker"], "Fornell and Larcker's criterion",
      """
      Constructs are told apart if the square root of each one's AVE exceeds \
      its correlations with the others.
      """, "Fornell & Larcker (1981)"),
    Explanation(
      ["HTMT"], "Heterotrait-monotrait ratio",
      """
      The mean correlation of items of two constructs over the geometric mean \
      of the mean correlations within each. Below .85, or more liberally .90, \
      the constructs are told apart.
      """, "Henseler, Ringle & Sarstedt (2015)"),
    Explanation(
      ["HTMT2"], "HTMT by geometric means",
      "As HTMT, for items that load differently.",
      "Roemer, Schuberth & Henseler (2021)"),
    Explanation(
      ["Harman", "single-factor test"], "Harman's single-factor test",
      """
      The share of the items' variance that the first unrotated component has. \
      Below 40% or 50% no single factor dominates, which does not rule out \
      common method variance.
      """, "Podsakoff & Organ (1986); Podsakoff et al. (2003)"),
    Explanation(
      ["method factor", "ULMC"], "Unmeasured latent method factor",
      """
      A factor of all items, uncorrelated with the constructs; the mean of its \
      squared loadings is the share of variance that a common method could \
      have.
      """, "Podsakoff, MacKenzie, Lee & Podsakoff (2003)"),
  ]

  /// Exploratory factors.
  static let factors: [Explanation] = [
    Explanation(
      ["KMO", "MSA"], "Kaiser-Meyer-Olkin measure of sampling adequacy",
      """
      Squared correlations over these and squared partial ones. .90 marvelous, \
      .80 meritorious, .70 middling, .60 mediocre, .50 miserable, less \
      unacceptable.
      """, "Kaiser (1970, 1974); Kaiser & Rice (1974)"),
    Explanation(
      ["Bartlett", "Bartlett's test"], "Bartlett's test of sphericity",
      """
      Whether all correlations are 0; if it is not significant, there is \
      nothing to factor.
      """, "Bartlett (1951)"),
    Explanation(
      ["eigenvalue", "Kaiser criterion"], "Eigenvalue",
      """
      The variance of a principal component of correlations. Kaiser's rule, as \
      many factors as eigenvalues above 1, takes too many.
      """, "Kaiser (1960)"),
    Explanation(
      ["parallel analysis"], "Parallel analysis",
      "As many factors as have eigenvalues above those of random data.",
      "Horn (1965)"),
    Explanation(
      ["MAP"], "Minimum average partial",
      """
      The number of components after which the mean squared partial correlation \
      is smallest.
      """, "Velicer (1976)"),
    Explanation(
      ["communality", "h2"], "Communality",
      "The share of a variable's variance that the factors explain.",
      "Thurstone (1947)"),
    Explanation(
      ["pattern", "structure"], "Pattern and structure of loadings",
      """
      Of correlated factors, pattern loadings are regressions on the factors, \
      structure loadings correlations with them.
      """, "Thurstone (1947)"),
  ]

  /// Means of groups and invariance.
  static let groups: [Explanation] = [
    Explanation(
      ["configural"], "Configural invariance",
      "Groups have the same factors and items; nothing is held equal.",
      "Horn & McArdle (1992); Vandenberg & Lance (2000)"),
    Explanation(
      ["metric", "weak invariance"], "Metric invariance",
      "Loadings are equal across groups: relations can be compared.",
      "Meredith (1993); Vandenberg & Lance (2000)"),
    Explanation(
      ["scalar", "strong invariance"], "Scalar invariance",
      "Intercepts are equal too: means of factors can be compared.",
      "Meredith (1993)"),
    Explanation(
      ["strict"], "Strict invariance",
      "Residual variances are equal too: sums of items can be compared.",
      "Meredith (1993)"),
    Explanation(
      ["eta squared", "η²"], "Eta squared",
      """
      The share of the sum of squares between groups: .01 is called small, .06 \
      medium, .14 large.
      """, "Cohen (1988)"),
    Explanation(
      ["omega squared", "ω²"], "Omega squared",
      "η² without most of its bias.", "Hays (1963)"),
    Explanation(
      ["Cohen's d", "d"], "Cohen's d",
      """
      The difference of two means in pooled standard deviations: .20 is called \
      small, .50 medium, .80 large.
      """, "Cohen (1988)"),
    Explanation(
      ["Hedges' g", "g"], "Hedges' g", "d without its bias in small samples.",
      "Hedges (1981)"),
    Explanation(
      ["Welch"], "Welch's test",
      "A comparison of means that does not assume equal variances.",
      "Welch (1947, 1951)"),
    Explanation(
      ["Levene"], "Levene's test", "Whether groups have equal variances.",
      "Levene (1960); Brown & Forsythe (1974)"),
    Explanation(
      ["Tukey", "Games-Howell"], "Tests of all pairs of groups",
      """
      p values by the studentized range, adjusted for all pairs; Games and \
      Howell's does not assume equal variances.
      """, "Kramer (1956); Games & Howell (1976)"),
  ]
}
