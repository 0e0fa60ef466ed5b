# Polychoric correlations of the tables of polychoric.json by R's polycor and
# psych, in two steps both; they maximize to about 1e-5.
#
# Run: Rscript polycor.R > polycor.json

suppressMessages({library(jsonlite); library(polycor); library(psych)})
cases <- fromJSON("polychoric.json", simplifyVector = FALSE)
result <- lapply(cases, function(case) {
  table <- do.call(rbind, lapply(case$table, unlist))
  x <- rep(row(table), table)
  y <- rep(col(table), table)
  other <- suppressWarnings(suppressMessages(polychoric(
    cbind(x, y), correct = 0, smooth = FALSE, progress = FALSE)))
  list(name = case$name,
       polycor = suppressWarnings(polychor(table, ML = FALSE)),
       psych = other$rho[1, 2])
})
cat(toJSON(
  list(polycor = as.character(packageVersion("polycor")),
       psych = as.character(packageVersion("psych")), cases = result),
  auto_unbox = TRUE, digits = 12, pretty = TRUE), "\n")
