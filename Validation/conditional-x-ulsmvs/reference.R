source("../tools/reference.R")

write_reference(
  title = "ULSMVS given exogenous variables",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
