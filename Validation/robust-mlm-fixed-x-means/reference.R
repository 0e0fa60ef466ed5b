source("../tools/reference.R")

write_reference(
  title = "MLM with fixed exogenous variables and means, every test",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
