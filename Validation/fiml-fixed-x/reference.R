source("../tools/reference.R")

write_reference(
  title = "Factors on complete exogenous variables, incomplete cases",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  modification_indices = TRUE,
  residuals = TRUE, residual_tests = TRUE)
