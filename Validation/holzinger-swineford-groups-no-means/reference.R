source("../tools/reference.R")

write_reference(
  title = "Two schools without means, equal loadings and residual variances",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE,
  factor_scores = TRUE)
