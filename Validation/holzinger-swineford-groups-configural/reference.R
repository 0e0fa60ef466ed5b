source("../tools/reference.R")

write_reference(
  title = "Measurement invariance over two schools: configural",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939). Published: lavaan tutorial,",
    "https://lavaan.ugent.be/tutorial/groups.html"),
  published = list(
    fit = list(
      chisq = "115.85",
      df = "48")),
  modification_indices = TRUE,
  implied = TRUE,
  residual_tests = TRUE)
