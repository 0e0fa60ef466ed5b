source("../tools/reference.R")

write_reference(
  title = "MLR with the saturated model's observed information",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
