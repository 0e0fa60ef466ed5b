source("../tools/reference.R")

write_reference(
  title = "Linear growth curve",
  source = paste(
    "Data: simulated, R package lavaan (Demo.growth). Published: lavaan",
    "tutorial, https://lavaan.ugent.be/tutorial/growth.html"),
  published = list(
    fit = list(
      chisq = "8.069",
      df = "5"),
    parameters = list(
      printed("i", "~1", "", est = "0.615"),
      printed("s", "~1", "", est = "1.006"),
      printed("i", "~~", "i", est = "1.932"),
      printed("s", "~~", "s", est = "0.587"),
      printed("i", "~~", "s", est = "0.618"))),
  residuals = TRUE,
  implied = TRUE,
  modification_indices = TRUE,
  residual_tests = TRUE)
