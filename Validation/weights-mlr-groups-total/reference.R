source("../tools/reference.R")

write_reference(
  title = "MLR with sampling weights in two groups, total normalization",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
