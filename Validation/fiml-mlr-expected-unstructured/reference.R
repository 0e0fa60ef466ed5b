source("../tools/reference.R")

write_reference(
  title = "Incomplete cases, MLR with expected saturated information",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  modification_indices = TRUE, residuals = TRUE, residual_tests = TRUE)
