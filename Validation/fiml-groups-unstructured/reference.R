source("../tools/reference.R")

write_reference(
  title = "Two schools, incomplete cases, saturated information",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R"),
  modification_indices = TRUE, projected_residuals = TRUE)
