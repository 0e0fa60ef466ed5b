source("../tools/reference.R")

write_reference(
  title = "The mean and variance adjusted test with the Hessian",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
