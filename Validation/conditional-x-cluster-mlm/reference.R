source("../tools/reference.R")

write_reference(
  title = "MLM with clusters given exogenous variables",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
