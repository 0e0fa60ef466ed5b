source("../tools/reference.R")

write_reference(
  title = "MIMIC model, fixed covariates, information at the sample's moments",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE)
