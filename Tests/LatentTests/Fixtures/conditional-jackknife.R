# Effects of x1 on x7 through x4, moderated by x2, with each case left out, for
# DrawnEffectTests. Least squares: the model is recursive, and the implied
# variances of x4 and x7 are the sample's.
# R 4.2.2:  Rscript conditional-jackknife.R > conditional-jackknife.json
d <- read.csv("../../../Validation/data/holzinger-swineford-1939.csv")
n <- nrow(d)
# The values at which x2 is held, from all cases, in every replicate.
points <- mean(d$x2) + c(-1, 0, 1) * sd(d$x2)
effects <- function(d) {
  a <- coef(lm(x4 ~ x1 + x2 + x1:x2, d))
  b <- coef(lm(x7 ~ x4 + x1, d))
  indirect <- (a["x1"] + a["x1:x2"] * points) * b["x4"]
  raw <- unname(c(indirect, b["x1"] + indirect, a["x1:x2"] * b["x4"]))
  s <- function(x) sqrt(mean((x - mean(x))^2))
  c(raw, raw / s(d$x7), raw * s(d$x1) / s(d$x7))
}
jack <- t(sapply(seq_len(n), function(k) effects(d[-k, ])))
L <- sweep(-jack, 2, -colMeans(jack))
acceleration <- colSums(L^3) / (6 * colSums(L^2)^1.5)
number <- function(x) paste(sprintf("%.15g", x), collapse = ", ")
rows <- apply(jack[c(1:8, n), ], 1, function(x) sprintf("[%s]", number(x)))
cat("{\"points\": [", number(points), "],\n \"original\": [",
    number(effects(d)), "],\n \"cases\": [", number(c(1:8, n)),
    "],\n \"values\": [", paste(rows, collapse = ",\n  "),
    "],\n \"acceleration\": [", number(acceleration), "]}\n", sep = "")
