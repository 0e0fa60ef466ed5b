source("../tools/reference.R")

write_reference(
  title = "WLS with robust standard errors given exogenous variables",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
