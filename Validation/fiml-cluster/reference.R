source("../tools/reference.R")

write_reference(
  title = "Three-factor CFA, incomplete cases in classrooms, MLR",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms,",
    "and values taken out by data/missing.R"),
  projected_residuals = TRUE)
