source("../tools/reference.R")

write_reference(
  title = "Sampling weights with the test of Yuan and Bentler",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"))
