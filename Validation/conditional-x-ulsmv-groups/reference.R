source("../tools/reference.R")

write_reference(
  title = "ULSMV given exogenous variables in two groups",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
