source("../tools/reference.R")

write_reference(
  title = paste(
    "WLS given exogenous variables in two groups, loadings",
    "equal"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE)
