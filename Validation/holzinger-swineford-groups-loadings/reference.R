source("../tools/reference.R")

write_reference(
  title = "Measurement invariance over two schools: equal loadings",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939). Published: lavaan tutorial,",
    "https://lavaan.ugent.be/tutorial/groups.html"),
  published = list(
    fit = list(
      chisq = "124.04",
      df = "54"),
    comparison = list(
      chisq_diff = "8.192",
      df_diff = "6",
      pvalue = "0.2244")),
  compare = "holzinger-swineford-groups-configural",
  score_tests = TRUE)
