source("../tools/reference.R")

write_reference(
  title = "MLR with clusters",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
