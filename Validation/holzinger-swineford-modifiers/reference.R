source("../tools/reference.R")

write_reference(
  title = paste(
    "Modifiers: free marker, start values, labels, equal(), fixed",
    "loadings and covariances, cross loading"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"))
