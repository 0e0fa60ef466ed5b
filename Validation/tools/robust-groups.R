# Robust CFI, TLI and RMSEA of ordered variables in groups (Savalei, 2021) from
# lavaan's estimates, weights and covariances of the statistics, which
# lavaan 0.7-2's own indices count otherwise for the baseline model: the numbers
# of Tests/LatentTests/OrderedRobustGroupTests.swift.
#
#   R_LIBS=<library with lavaan 0.7-2> Rscript Validation/tools/robust-groups.R
#
# With R the correlations of a group's sample and P those that the model implies,
# X = sum n (log|P| - log|R| + tr(R P^-1) - p). If the model holds its mean is
# k = tr(Q'WQ Gamma), Q = I - D (D'VD)^-1 D'V of least squares over all groups, D
# the derivatives of their statistics, and W the weight of correlations of
# normal variables at P.
suppressMessages(library(lavaan))
tools <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(),
                                          value = TRUE)))
data <- read.csv(file.path(tools, "..", "data", "ordered.csv"))
text <- "f =~ f1 + f2 + f3 + f4\nh =~ t1 + t2 + t3 + t4"
fit <- sem(text, data, ordered = TRUE, group = "g",
           optim.method = "BFGS",
           control = list(reltol = 1e-16, maxit = 10000))

blocks <- function(list) {
  result <- matrix(0, 0, 0)
  for (own in list) {
    rows <- nrow(result)
    columns <- ncol(result)
    result <- rbind(
      cbind(result, matrix(0, rows, ncol(own))),
      cbind(matrix(0, nrow(own), columns), own))
  }
  result
}
pairs_weight <- function(inverse, thresholds) {
  at <- which(lower.tri(inverse), arr.ind = TRUE)
  weight <- inverse[at[, 1], at[, 1]] * inverse[at[, 2], at[, 2]] +
    inverse[at[, 1], at[, 2]] * inverse[at[, 2], at[, 1]]
  blocks(list(matrix(0, thresholds, thresholds), weight))
}

n <- lavInspect(fit, "nobs")
share <- n / sum(n)
gamma <- lavInspect(fit, "gamma")
v <- lavInspect(fit, "wls.v")
delta <- lavInspect(fit, "delta")
sample <- lapply(lavInspect(fit, "sampstat"), function(own) own$cov)
implied <- lapply(lavInspect(fit, "implied"), function(own) own$cov)
thresholds <- nrow(gamma[[1]]) - sum(lower.tri(sample[[1]]))

misfit <- function(implied) {
  sum(mapply(function(count, r, p) {
    count * (log(det(p)) - log(det(r)) + sum(diag(r %*% solve(p))) - nrow(r))
  }, n, sample, implied))
}
expected <- function(implied, d) {
  v <- blocks(Map(`*`, share, v))
  w <- blocks(Map(function(f, p) f * pairs_weight(solve(p), thresholds),
                  share, implied))
  gamma <- blocks(Map(`/`, gamma, share))
  q <- diag(nrow(v)) - d %*% solve(t(d) %*% v %*% d, t(d) %*% v)
  sum(diag(t(q) %*% w %*% q %*% gamma))
}

model <- misfit(implied)
k <- expected(implied, do.call(rbind, delta))
one <- diag(nrow(gamma[[1]]))[, seq_len(thresholds)]
independent <- lapply(sample, function(r) diag(nrow(r)))
baseline <- misfit(independent)
k0 <- expected(independent, blocks(lapply(sample, function(r) one)))
df <- fitMeasures(fit, "df")
df0 <- fitMeasures(fit, "baseline.df")
print(c(
  cfi = 1 - max(model - k, 0) / max(baseline - k0, model - k, 0),
  tli = 1 - (model - k) / df / ((baseline - k0) / df0),
  rmsea = sqrt(max((model - k) / df / sum(n), 0)) * sqrt(length(n)),
  misfit = model, mean = k, baseline = baseline, baseline_mean = k0,
  lavaan_cfi = fitMeasures(fit, "cfi.robust"),
  lavaan_rmsea = fitMeasures(fit, "rmsea.robust")), digits = 12)
