source("../tools/reference.R")

write_reference(
  title = "Psychosocial health, marker variable",
  source = paste(
    "Data and published: Beaujean (2014), Latent Variable Modeling",
    "Using R, Routledge, exercise 3.1"),
  published = list(
    fit = list(
      chisq = "9.620",
      df = "2",
      pvalue = "0.008"),
    parameters = list(
      printed("health", "~~", "health", est = "0.383", se = "0.012"))))
