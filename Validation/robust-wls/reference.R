source("../tools/reference.R")

write_reference(
  title = "WLS with robust standard errors",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
