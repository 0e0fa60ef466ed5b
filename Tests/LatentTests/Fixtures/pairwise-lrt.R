# Difference tests of pairwise likelihoods, for PairwiseLikelihoodTests:
#
#   R_LIBS=(a library with lavaan 0.7-2) Rscript pairwise-lrt.R ordered.csv

suppressMessages(library(lavaan))
data <- read.csv(commandArgs(TRUE)[1])
ordered <- c("q1", "q2", "q3", "t1", "t2", "t3")
fitted <- function(text) {
  suppressWarnings(cfa(text, data, ordered = ordered, estimator = "PML"))
}
general <- "f =~ q1 + q2 + q3\nh =~ t1 + t2 + t3"
restricted <- c(paste0(general, "\nf ~~ 0.3*h"),
                "f =~ q1 + a*q2 + a*q3\nh =~ t1 + b*t2 + b*t3")
for (text in restricted) {
  table <- lavTestLRT(fitted(general), fitted(text),
                      method = "mean.var.adjusted.PLRT")
  print(as.data.frame(table), digits = 10)
}
