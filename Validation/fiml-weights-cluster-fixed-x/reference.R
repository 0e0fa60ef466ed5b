source("../tools/reference.R")

write_reference(
  title = paste(
    "Incomplete cases with sampling weights and clusters, fixed exogenous",
    "variables"),
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "and simulated sampling weights (column weight), and values taken out by",
    "data/missing.R"))
