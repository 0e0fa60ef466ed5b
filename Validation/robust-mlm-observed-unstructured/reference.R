source("../tools/reference.R")

write_reference(
  title = "MLM with the observed information at the moments of the sample",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
