# Where the 95% interval of the effect of x1 on x9 through x5, moderated by x2,
# ends at zero, for EffectCurveTests: the roots of estimate^2 - z^2 variance,
# by least squares with maximum-likelihood variances (divisor n).
# R 4.2.2:  Rscript johnson-neyman.R > johnson-neyman.json
d <- read.csv("../../../Validation/data/holzinger-swineford-1939.csv")
n <- nrow(d)
first <- lm(x5 ~ x1 + x2 + x1:x2, d)
second <- lm(x9 ~ x5 + x1, d)
ml <- function(m) vcov(m) * m$df.residual / n
va <- ml(first)[c("x1", "x1:x2"), c("x1", "x1:x2")]
vb <- ml(second)["x5", "x5"]
b <- coef(second)["x5"]
f <- function(w) {
  g <- c(1, w)
  a <- sum(coef(first)[c("x1", "x1:x2")] * g)
  v <- b^2 * drop(t(g) %*% va %*% g) + a^2 * vb
  unname((a * b)^2 - qnorm(0.975)^2 * v)
}
roots <- c(uniroot(f, c(4, 6), tol = 1e-12)$root,
           uniroot(f, c(6.5, 8), tol = 1e-12)$root)
cat(sprintf("{\"boundaries\": [%.10f, %.10f], \"range\": [%g, %g]}\n",
            roots[1], roots[2], min(d$x2), max(d$x2)))
