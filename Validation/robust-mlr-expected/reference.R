source("../tools/reference.R")

write_reference(
  title = "Huber-White standard errors around the expected information",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
