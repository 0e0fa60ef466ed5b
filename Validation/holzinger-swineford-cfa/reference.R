source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA of the Holzinger and Swineford (1939) tests",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939). Published: Rosseel (2012), lavaan: an R",
    "package for structural equation modeling, Journal of Statistical",
    "Software 48(2); lavaan tutorial,",
    "https://lavaan.ugent.be/tutorial/cfa.html"),
  published = list(
    fit = list(
      chisq = "85.306",
      df = "24",
      baseline_chisq = "918.852",
      baseline_df = "36",
      cfi = "0.931",
      tli = "0.896",
      rmsea = "0.092",
      rmsea_ci_lower = "0.071",
      rmsea_ci_upper = "0.114",
      srmr = "0.065",
      logl = "-3737.745",
      aic = "7517.490",
      bic = "7595.339"),
    parameters = list(
      printed("visual", "=~", "x2", est = "0.554", se = "0.100"),
      printed("speed", "=~", "x9", est = "1.082", se = "0.151")),
    modification_indices = list(
      printed("visual", "=~", "x9", mi = "36.411"))),
  residuals = TRUE,
  implied = TRUE,
  modification_indices = TRUE,
  factor_scores = TRUE,
  added = "visual =~ x9\nx1 ~~ x4",
  residual_tests = TRUE)
