# Numbers that lavaan 0.7 has and 0.6-14 has not, which tests compare with:
#
#   Rscript Validation/tools/lavaan-0.7.R
#
# with lavaan 0.7-2 in the library path. log L given exogenous variables with
# missing values (fiml.x), and Bartlett's scores of a second-order factor. Both
# are also computed here from the estimates alone.
#
# Not part of make-references.R, which makes whole references of cases.json: it
# prints the single numbers that tests of the library name.

library(lavaan)
stopifnot(packageVersion("lavaan") >= "0.7")
root <- dirname(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))))

incomplete <- read.csv(file.path(root, "data", "holzinger-swineford-missing.csv"))
model <- "
  visual  =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed   =~ x7 + x8 + x9
  visual ~ sex + agemo
  textual ~ visual + agemo"
fit <- sem(model, incomplete, missing = "fiml.x", meanstructure = TRUE)
print(fitMeasures(fit, c("logl", "unrestricted.logl", "aic", "bic")), nd = 6)

log_likelihood <- function(values, mean, covariance) {
  sum(apply(values, 1, function(case) {
    known <- !is.na(case)
    if (!any(known)) return(0)
    inner <- covariance[known, known, drop = FALSE]
    deviation <- case[known] - mean[known]
    -0.5 * (sum(known) * log(2 * pi) + as.numeric(determinant(inner)$modulus) +
      sum(deviation * solve(inner, deviation)))
  }))
}
saturated <- lavInspect(fit, "sampstat")
implied <- lavInspect(fit, "implied")
names <- rownames(saturated$cov)
x <- c("sex", "agemo")
own <- log_likelihood(as.matrix(incomplete[, x]), saturated$mean[x], saturated$cov[x, x])
for (moments in list(implied, saturated)) {
  all <- log_likelihood(as.matrix(incomplete[, names]), moments$mean[names],
                        moments$cov[names, names])
  cat(format(all - own, digits = 12), "\n")
}

complete <- read.csv(file.path(root, "data", "holzinger-swineford-1939.csv"))
higher <- cfa("
  visual  =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed   =~ x7 + x8 + x9
  general =~ visual + textual + speed", complete)
print(head(lavPredict(higher, method = "Bartlett"), 3), digits = 10)
estimates <- lavInspect(higher, "est")
measured <- c("visual", "textual", "speed")
loadings <- estimates$lambda[, measured] %*% estimates$beta[measured, "general", drop = FALSE]
names <- rownames(loadings)
inverse <- solve(lavInspect(higher, "implied")$cov[names, names])
weights <- solve(t(loadings) %*% inverse %*% loadings) %*% t(loadings) %*% inverse
deviations <- scale(as.matrix(complete[, names]), scale = FALSE)
print(head(deviations %*% t(weights), 3), digits = 10)
cat(format(sqrt(solve(t(loadings) %*% inverse %*% loadings) -
  estimates$psi["general", "general"]), digits = 10), "\n")
