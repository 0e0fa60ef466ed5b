source("../tools/reference.R")

write_reference(
  title = "Basic model of stratification",
  source = paste(
    "Data: Blau and Duncan (1967), The American Occupational Structure;",
    "correlations as in R package sem (etc/R-Blau-Duncan.txt)"))
