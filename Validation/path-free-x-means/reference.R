source("../tools/reference.R")

write_reference(
  title = paste(
    "Path model with free exogenous variables and means; defined",
    "parameters with functions"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE)
