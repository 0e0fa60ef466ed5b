source("../tools/reference.R")

write_reference(
  title = "The scaled and shifted test with the observed information, fixed exogenous variables and groups",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
