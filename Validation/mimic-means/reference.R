source("../tools/reference.R")

write_reference(
  title = "MIMIC model with means, fixed covariates",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  residuals = TRUE,
  modification_indices = TRUE,
  factor_scores = TRUE,
  residual_tests = TRUE)
