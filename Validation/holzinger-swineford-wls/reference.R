source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA by WLS",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  residuals = TRUE,
  modification_indices = TRUE,
  residual_tests = TRUE)
