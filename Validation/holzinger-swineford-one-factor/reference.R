source("../tools/reference.R")

write_reference(
  title = "One factor for nine tests",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  compare = "holzinger-swineford-cfa",
  modification_indices = TRUE,
  factor_scores = TRUE,
  residual_tests = TRUE)
