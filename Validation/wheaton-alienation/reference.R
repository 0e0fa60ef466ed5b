source("../tools/reference.R")

write_reference(
  title = "Stability of alienation, covariance matrix input",
  source = paste(
    "Data: Wheaton, Muthen, Alwin and Summers (1977), Sociological",
    "Methodology 8, 84-136; covariances as in R package sem",
    "(etc/S-Wheaton.txt). Published: lavaan tutorial,",
    "https://lavaan.ugent.be/tutorial/cov.html"),
  published = list(
    fit = list(
      chisq = "4.735",
      df = "4",
      pvalue = "0.316"),
    parameters = list(
      printed("ses", "=~", "sei", est = "5.219", se = "0.422"),
      printed("alien71", "~", "alien67", est = "0.607", se = "0.051"),
      printed("alien67", "~", "ses", est = "-0.575"))),
  modification_indices = TRUE)
