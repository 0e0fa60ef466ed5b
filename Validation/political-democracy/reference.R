source("../tools/reference.R")

write_reference(
  title = "Industrialization and political democracy",
  source = paste(
    "Data: Bollen (1989), Structural Equations with Latent Variables,",
    "Wiley; as in R package lavaan (PoliticalDemocracy). Published:",
    "lavaan tutorial, https://lavaan.ugent.be/tutorial/sem.html"),
  published = list(
    fit = list(
      chisq = "38.125",
      df = "35",
      pvalue = "0.329"),
    parameters = list(
      printed("dem60", "~", "ind60", est = "1.483", se = "0.399"),
      printed("dem65", "~", "dem60", est = "0.837", se = "0.098", std_all = "0.885"))),
  residuals = TRUE,
  implied = TRUE,
  modification_indices = TRUE,
  factor_scores = TRUE,
  residual_tests = TRUE)
