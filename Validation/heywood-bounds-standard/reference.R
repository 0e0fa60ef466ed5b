source("../tools/reference.R")

write_reference(
  title = "The same with standard bounds",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
