source("../tools/reference.R")

write_reference(
  title = "ULSMVS with exogenous variables",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
