# The seconds that lavaan takes for data and a model which `LatentBenchmarks
# ordered` writes: the last line has the median of cfa with WLSMV, which makes
# estimates, robust errors and the scaled-shifted test, and the median of that
# with the fit measures and the standardized solution, which a fit of Latent's
# has too.
#
# Run: Rscript ordered.R DIR NAME TIMES

suppressMessages(library(lavaan))
arguments <- commandArgs(TRUE)
path <- file.path(arguments[1], arguments[2])
data <- read.csv(paste0(path, ".csv"))
model <- paste(readLines(paste0(path, ".lav"), warn = FALSE), collapse = "\n")
# What R loads at the first call is not counted.
invisible(suppressWarnings(cfa(
  "visual =~ x1 + x2 + x3", HolzingerSwineford1939, estimator = "ML")))
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
seconds <- replicate(as.integer(arguments[3]), {
  own <- system.time(fit <<- cfa(
    model, data, ordered = TRUE, estimator = "WLSMV"))[["elapsed"]]
  rest <- system.time({
    measures <- fitMeasures(fit)
    standardized <- standardizedSolution(fit)
  })[["elapsed"]]
  c(own, own + rest)
})
cat(fitMeasures(fit, "chisq.scaled"), "\n")
cat(apply(seconds, 1, median), "\n")
