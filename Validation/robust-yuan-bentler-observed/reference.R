source("../tools/reference.R")

write_reference(
  title = "The test of Yuan and Bentler with the observed information",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
