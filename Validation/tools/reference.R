# The functions that make references with lavaan, in the files named below.
# Load them with source("…/reference.R", chdir = TRUE).

suppressMessages({
  library(lavaan)
  library(jsonlite)
})
options(warn = 1)

for (file in c("cases.R", "polish.R", "measures.R", "estimates.R",
               "residual-tests.R", "hypotheses.R", "latent-products.R",
               "gls.R", "survey.R", "published.R", "writing.R")) {
  source(file)
}
