source("../tools/reference.R")

write_reference(
  title = "ML with clusters and the Satorra-Bentler test",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
