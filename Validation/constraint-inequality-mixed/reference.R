source("../tools/reference.R")

write_reference(
  title = "An equality, a binding and an idle inequality",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
