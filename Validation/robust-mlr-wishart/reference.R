source("../tools/reference.R")

write_reference(
  title = "MLR with the Wishart likelihood",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
