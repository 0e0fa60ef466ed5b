source("../tools/reference.R")

write_reference(
  title = "MLR with sampling weights as they are",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
