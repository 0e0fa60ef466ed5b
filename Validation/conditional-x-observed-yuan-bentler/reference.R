source("../tools/reference.R")

write_reference(
  title = paste(
    "The test of Yuan and Bentler with the",
    "observed information given exogenous variables"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
