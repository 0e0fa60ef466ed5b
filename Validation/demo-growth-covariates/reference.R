source("../tools/reference.R")

write_reference(
  title = "Linear growth curve with covariates, constant and varying in time",
  source = paste(
    "Data: simulated, R package lavaan (Demo.growth); model: lavaan",
    "tutorial, https://lavaan.ugent.be/tutorial/growth.html"),
  residuals = TRUE,
  modification_indices = TRUE,
  factor_scores = TRUE,
  residual_tests = TRUE)
