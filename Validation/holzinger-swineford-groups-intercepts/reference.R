source("../tools/reference.R")

write_reference(
  title = paste(
    "Measurement invariance over two schools: equal loadings and",
    "intercepts"),
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939). Published: lavaan tutorial,",
    "https://lavaan.ugent.be/tutorial/groups.html"),
  published = list(
    fit = list(
      chisq = "164.10",
      df = "60"),
    comparison = list(
      chisq_diff = "40.059",
      df_diff = "6",
      pvalue = "4.4e-7")),
  compare = "holzinger-swineford-groups-loadings",
  score_tests = TRUE)
