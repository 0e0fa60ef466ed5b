source("../tools/reference.R")

write_reference(
  title = "Browne's tests given exogenous variables, in two groups with equal loadings and regressions",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
