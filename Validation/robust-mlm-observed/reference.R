source("../tools/reference.R")

write_reference(
  title = "The Satorra-Bentler test and robust.sem standard errors with the observed information",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
