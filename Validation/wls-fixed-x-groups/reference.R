source("../tools/reference.R")

write_reference(
  title = "WLS with fixed exogenous variables in two groups with equal loadings and intercepts",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
