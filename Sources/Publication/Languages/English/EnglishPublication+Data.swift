import ReportRendering

/// Sentences about data, items, factors and groups.
extension EnglishPublication {
  func sample(count: Int, complete: Int) -> ReportText {
    complete == count
      ? "The sample comprised \(count, of: "case") without missing values."
      : """
      The sample comprised \(count, of: "case"), \(count: complete) of them \
      without missing values.
      """
  }

  func metric(_ variable: ReportText, statistics: ReportText) -> ReportText {
    variable + ": " + statistics + "."
  }

  func largest(
    _ variable: ReportText, category: String, count: Int, share: ReportText
  ) -> ReportText {
    variable + ": the most frequent answer was \(category) "
      + "(\(symbol: .groupSize) = \(count: count), " + share + ")."
  }

  func scaleCorrelations(range: ValueRange, significant: Int, count: Int)
    -> ReportText
  {
    if count == 1 {
      return "The two scales correlated at " + range.low
        + (significant == 1 ? ", significantly." : ", not significantly.")
    }
    return "Correlations of the scales ranged from " + range.low + " to "
      + range.high + "; \(count: significant) of the \(count: count) "
      + (significant == 1 ? "was significant." : "were significant.")
  }

  func alphas(
    range: ValueRange, ends: (ReportText, ReportText), count: Int,
    below: ReportText
  ) -> ReportText {
    let start: ReportText =
      count == 1
      ? "Cronbach's α of " + ends.0 + " was " + range.low
      : range.isOne
        ? "Cronbach's α was " + range.low + " for all scales"
        : "Cronbach's α ranged from " + range.low + " (" + ends.0 + ") to "
          + range.high + " (" + ends.1 + ")"
    return start
      + (below.isEmpty
        ? ", at or above the usual criterion of .70."
        : count == 1
          ? ", below the usual criterion of .70."
          : "; it was below the usual criterion of .70 for " + below + ".")
  }

  func itemTotals(range: ValueRange, below: ReportText) -> ReportText {
    "Corrected item-total correlations "
      + (range.isOne
        ? "were " + range.low
        : "ranged from " + range.low + " to " + range.high)
      + (below.isEmpty ? "." : "; below .50 were those of " + below + ".")
  }

  func alphaIfDeleted(_ better: ReportText) -> ReportText {
    better.isEmpty
      ? "No scale's α would rise if an item were deleted."
      : "α would rise if an item were deleted for " + better + "."
  }

  func distributions(
    skewness: ReportText, kurtosis: ReportText, areModest: Bool
  ) -> ReportText {
    "The skewness of the most skewed item was " + skewness
      + ", and the excess kurtosis farthest from zero was " + kurtosis
      + (areModest
        ? ", within the limits of 3 and 10 (Kline, 2016)."
        : ", beyond the limits of 3 or 10 (Kline, 2016): estimators robust to nonnormality are called for.")
  }

  func multivariateNormality(
    isRejected: Bool, skewness: ReportText, kurtosis: ReportText
  ) -> ReportText {
    (isRejected
      ? "Mardia's tests rejected multivariate normality (skewness "
      : "Mardia's tests did not reject multivariate normality (skewness ")
      + skewness + ", kurtosis " + kurtosis + ")."
  }

  func adequacy(
    kmo: ReportText, level: AdequacyLevel, bartlett: ReportText,
    isRejected: Bool
  ) -> ReportText {
    let word: ReportText =
      switch level {
      case .marvelous: "marvelous"
      case .meritorious: "meritorious"
      case .middling: "middling"
      case .mediocre: "mediocre"
      case .miserable: "miserable"
      case .unacceptable: "unacceptable"
      }
    return "Sampling adequacy was " + word + " by Kaiser's (1974) standards, "
      + kmo
      + (isRejected
        ? ", and Bartlett's test was significant, "
        : ", but Bartlett's test was not significant, ")
      + bartlett
      + (isRejected && level != .unacceptable
        ? ": the correlations can be factored."
        : ": the correlations hardly support common factors.")
  }

  func extracted(count: Int, areComponents: Bool, share: ReportText)
    -> ReportText
  {
    let words: [ReportText] = [
      "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ]
    let number: ReportText =
      words.indices.contains(count - 1) ? words[count - 1] : "\(count: count)"
    let noun: ReportText = areComponents ? " component" : " factor"
    return number + noun + (count == 1 ? " was" : "s were")
      + " extracted, which " + (count == 1 ? "accounts" : "account") + " for "
      + share + " of the variance."
  }

  func factorPattern(crossing: ReportText, weak: ReportText) -> ReportText {
    if crossing.isEmpty, weak.isEmpty {
      return
        "Every variable had a loading of at least .40 on one factor and on one only."
    }
    var parts: [ReportText] = []
    if !crossing.isEmpty {
      parts.append("loadings of .40 or more on several factors: " + crossing)
    }
    if !weak.isEmpty { parts.append("no loading of .40: " + weak) }
    return "Variables with " + parts.joined(separator: "; variables with ")
      + "."
  }

  func groups(
    _ variable: ReportText, by: ReportText, isSignificant: Bool,
    statistics: ReportText
  ) -> ReportText {
    variable
      + (isSignificant
        ? " differed significantly by " : " did not differ significantly by ")
      + by + ", " + statistics + "."
  }

  func pairs(_ differing: [(higher: String, lower: String)]) -> ReportText {
    guard !differing.isEmpty else {
      return "No single pair of groups differed significantly."
    }
    return "The mean was higher in "
      + list(
        differing.map { "\($0.higher) than in \($0.lower)" as ReportText })
      + "."
  }
}
