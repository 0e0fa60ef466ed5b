source("../tools/reference.R")

write_reference(
  title = "The same with variances held nonnegative (bounds: pos.var)",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
