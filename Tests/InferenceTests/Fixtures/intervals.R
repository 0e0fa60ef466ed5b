# Intervals by R's package boot from draws, for BootstrapIntervalTests.
# R 4.2.2, boot 1.3-28:  Rscript intervals.R > intervals.json
suppressPackageStartupMessages(library(boot))
set.seed(20120731)
number <- function(x) paste(sprintf("%.17g", x), collapse = ", ")
entry <- function(name, x) sprintf("\"%s\": [%s]", name, number(x))
cases <- list()
for (R in c(999, 640)) {
  n <- 40
  x <- rexp(n)
  y <- 0.6 * x + rexp(n)
  ratio <- function(d, i) {
    value <- mean(y[i]) / mean(x[i])
    e <- (y[i] - value * x[i]) / mean(x[i])
    c(value, sum(e^2) / length(i)^2)
  }
  b <- boot(seq_len(n), ratio, R)
  jack <- sapply(seq_len(n), function(k) ratio(1:n, (1:n)[-k])[1])
  first <- function(d, i) ratio(d, i)[1]
  L <- empinf(data = seq_len(n), statistic = first, type = "jack",
              stype = "i")
  # empinf measures from the original statistic (Davison & Hinkley, 1997, eq.
  # 2.44); Efron & Tibshirani (1993, eq. 14.15) from the jackknife's mean.
  L <- L - mean(L)
  intervals <- c()
  for (conf in c(0.9, 0.95, 0.98)) {
    ends <- function(type, ...) {
      ci <- suppressWarnings(boot.ci(b, conf = conf, type = type, index = 1:2,
                                     ...))
      name <- c(norm = "normal", basic = "basic", stud = "student",
                perc = "percent", bca = "bca")[[type]]
      tail(as.vector(ci[[name]]), 2)
    }
    # An influence without skewness has no acceleration: BC.
    items <- c(norm = list(ends("norm")), basic = list(ends("basic")),
               stud = list(ends("stud")), perc = list(ends("perc")),
               bca = list(ends("bca", L = L)),
               bc = list(ends("bca", L = rep(c(-1, 1), n / 2))))
    for (kind in names(items))
      intervals <- c(intervals, sprintf(
        "{\"level\": %s, \"kind\": \"%s\", \"ends\": [%s]}", conf, kind,
        number(items[[kind]])))
  }
  cases <- c(cases, sprintf(
    "{%s,\n%s,\n%s,\n%s,\n%s,\n\"acceleration\": %s,\n\"intervals\": [\n%s]}",
    entry("original", b$t0), entry("draws", b$t[, 1]),
    entry("variances", b$t[, 2]), entry("jackknife", jack),
    entry("influence", L), number(sum(L^3) / (6 * sum(L^2)^1.5)),
    paste(intervals, collapse = ",\n")))
}
cat("{\"cases\": [", paste(cases, collapse = ",\n"), "]}\n", sep = "\n")
