source("../tools/reference.R")

write_reference(
  title = "KABC, two factors",
  source = paste(
    "Data and published: Kline (2016), Principles and Practice of",
    "Structural Equation Modeling, 4th ed., Guilford, chapter 13;",
    "correlations and standard deviations from Keith (1985)"),
  published = list(
    fit = list(
      chisq = "38.325",
      df = "19",
      cfi = "0.959",
      rmsea = "0.071",
      srmr = "0.072")),
  residuals = TRUE,
  modification_indices = TRUE,
  residual_tests = TRUE)
