source("../tools/reference.R")

write_reference(
  title = paste(
    "Equal loadings and intercepts in two schools, incomplete",
    "cases, one auxiliary variable"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939), with values taken out by data/missing.R;",
    "auxiliary variables as statements of the model text"))
