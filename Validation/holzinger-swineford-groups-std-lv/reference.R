source("../tools/reference.R")

write_reference(
  title = "Equal loadings over two schools, latent variances fixed",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  modification_indices = TRUE)
