source("../tools/reference.R")

write_reference(
  title = paste(
    "Peer influences on aspirations, nonrecursive, fixed exogenous",
    "variables"),
  source = paste(
    "Data: Duncan, Haller and Portes (1968), American Journal of",
    "Sociology 74, 119-137; correlations as in R package sem",
    "(etc/R-DHP.txt). Published: Fox (2006), Structural Equation",
    "Modeling 13, 465-486"),
  published = list(
    fit = list(
      chisq = "26.697",
      df = "15",
      pvalue = "0.031302"),
    parameters = list(
      printed("RGenAsp", "~", "FGenAsp", est = "0.1842", se = "0.0962"),
      printed("FGenAsp", "~", "RGenAsp", est = "0.2355", se = "0.1197"),
      printed("RGenAsp", "~~", "FGenAsp", est = "-0.0226"))),
  notes = paste(
    "Printed with six decimals (.184226, .235458, -.022601), the last",
    "two of them off the optimum, so four are kept. The published",
    "standard errors come from a numerical Hessian: observed",
    "information."),
  modification_indices = TRUE)
