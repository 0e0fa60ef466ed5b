source("../tools/reference.R")

write_reference(
  title = "Incomplete cases with sampling weights in two groups, MLR",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "and simulated sampling weights (column weight), and values taken out by",
    "data/missing.R"),
  modification_indices = TRUE)
