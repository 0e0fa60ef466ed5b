source("../tools/reference.R")

write_reference(
  title = "Two factors, incomplete cases, two auxiliary variables",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R;",
    "auxiliary variables as statements of the model text"))
