source("../tools/reference.R")

write_reference(
  title = "Bounds that bind",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  notes = "lavaan computes standard errors as if the bounds were not there.")
