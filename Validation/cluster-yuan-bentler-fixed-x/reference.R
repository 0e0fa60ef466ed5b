source("../tools/reference.R")

write_reference(
  title = "ML with clusters, the test of Yuan and Bentler, groups and fixed exogenous variables",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
