source("../tools/reference.R")

write_reference(
  title = "Solution with a negative residual variance",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  notes = "lavaan warns of a negative estimated variance.")
