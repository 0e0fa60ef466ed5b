source("../tools/reference.R")

write_reference(
  title = paste(
    "Measurement invariance over two schools: equal loadings,",
    "intercepts, residuals"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  compare = "holzinger-swineford-groups-intercepts",
  modification_indices = TRUE)
