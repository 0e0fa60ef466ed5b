source("../tools/reference.R")

write_reference(
  title = paste(
    "Robust standard errors and the test of Satorra",
    "and Bentler with the observed, unstructured information given exogenous variables"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
