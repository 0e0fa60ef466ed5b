source("../tools/reference.R")

write_reference(
  title = paste(
    "Political democracy, incomplete cases, equal loadings and an",
    "indirect effect"),
  source = paste(
    "Data: Bollen (1989), as in R package lavaan (PoliticalDemocracy),",
    "with values taken out by data/missing.R"),
  residuals = TRUE, residual_tests = TRUE)
