source("../tools/reference.R")

write_reference(
  title = paste(
    "Measurement invariance over two schools: equal loadings,",
    "intercepts, residuals, lv.variances, lv.covariances, means"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  compare = "holzinger-swineford-groups-means",
  modification_indices = TRUE)
