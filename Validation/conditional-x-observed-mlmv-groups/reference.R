source("../tools/reference.R")

write_reference(
  title = paste(
    "Robust standard errors and the scaled and shifted",
    "test with the observed information given exogenous variables in two groups"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
