source("../tools/reference.R")

write_reference(
  title = "Second-order factor, latent variances fixed, with means",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
