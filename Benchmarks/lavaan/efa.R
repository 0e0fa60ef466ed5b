# The seconds of one call of lavaan's efa() and of psych's fa.parallel(), for
# data that `LatentBenchmarks efa` writes: the last two lines of the output.
#
# Run: Rscript efa.R FILE FACTORS STARTS REPLICATES

suppressMessages(library(lavaan))
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1])
factors <- as.integer(arguments[2])
starts <- as.integer(arguments[3])
replicates <- as.integer(arguments[4])
# What R loads at the first call is not counted.
small <- HolzingerSwineford1939[paste0("x", 1:9)]
invisible(suppressWarnings(efa(small, nfactors = 2)))
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
explore <- function() {
  if (packageVersion("lavaan") >= "0.7") {
    efa(data, nfactors = factors,
        rotation = list("geomin", rstarts = starts))
  } else {
    efa(data, nfactors = factors, rotation = "geomin",
        rotation.args = list(rstarts = starts))
  }
}
exploration <- system.time(suppressWarnings(explore()))
parallel <- NA
if (requireNamespace("psych", quietly = TRUE)) {
  cat("psych", as.character(packageVersion("psych")), "\n")
  options(mc.cores = parallel::detectCores())
  parallel <- system.time(suppressWarnings(suppressMessages(invisible(
    capture.output(psych::fa.parallel(
      data, n.iter = replicates, plot = FALSE, sim = TRUE))))))[["elapsed"]]
}
cat(exploration[["elapsed"]], "\n", parallel, "\n", sep = "")
