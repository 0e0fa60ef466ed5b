source("../tools/reference.R")

write_reference(
  title = "KABC, one factor",
  source = paste(
    "Data and published: Kline (2016), Principles and Practice of",
    "Structural Equation Modeling, 4th ed., Guilford, chapter 13;",
    "correlations and standard deviations from Keith (1985)"),
  published = list(
    fit = list(
      chisq = "105.427",
      df = "20")))
