source("../tools/reference.R")

write_reference(
  title = paste(
    "Robust standard errors with the Wishart likelihood and the observed",
    "information given exogenous variables"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
