source("../tools/reference.R")

write_reference(
  title = paste(
    "Path model with free exogenous variables; defined parameters with",
    "functions"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE,
  wald = c("a == b\nc == 0", "indirect == 0"),
  residual_tests = TRUE)
