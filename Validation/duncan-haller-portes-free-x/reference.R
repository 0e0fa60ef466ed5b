source("../tools/reference.R")

write_reference(
  title = paste(
    "Peer influences on aspirations, nonrecursive, free exogenous",
    "variables"),
  source = paste(
    "Data: Duncan, Haller and Portes (1968), American Journal of",
    "Sociology 74, 119-137; correlations as in R package sem",
    "(etc/R-DHP.txt). Published: Fox (2006), Structural Equation",
    "Modeling 13, 465-486; baseline of R package sem"),
  published = list(
    fit = list(
      chisq = "26.697",
      df = "15",
      pvalue = "0.031302",
      gfi = "0.98439"),
    parameters = list(
      printed("RGenAsp", "~", "FGenAsp", est = "0.1842"),
      printed("FGenAsp", "~", "RGenAsp", est = "0.2355"),
      printed("RGenAsp", "~~", "FGenAsp", est = "-0.0226"))),
  notes = paste(
    "Printed with six decimals (.184226, .235458, -.022601), the last",
    "two of them off the optimum, so four are kept. R package sem",
    "prints a baseline of 872 on 45 df; lavaan 0.6-14 leaves the",
    "exogenous covariances free in its baseline also with fixed.x =",
    "FALSE, hence 30 df here."),
  modification_indices = TRUE)
