source("../tools/reference.R")

write_reference(
  title = "Second-order factor model of nine ability tests",
  source = paste(
    "Data: Thurstone; correlations as in R package sem",
    "(etc/R-Thurstone.txt). Published: Fox (2006), Structural Equation",
    "Modeling 13, 465-486; SAS/STAT, PROC CALIS"),
  published = list(
    fit = list(
      chisq = "38.196",
      df = "24",
      pvalue = "0.033101",
      gfi = "0.95957",
      cfi = "0.98668"),
    parameters = list(
      printed("general", "=~", "verbal", est = "1.44381"),
      printed("general", "=~", "fluency", est = "1.25383"),
      printed("general", "=~", "series", est = "1.40655"))),
  notes = paste(
    "Neither marker loadings nor automatic covariances: kind lavaan",
    "frees every loading and the variances of the first-order factors",
    "are fixed."),
  modification_indices = TRUE)
