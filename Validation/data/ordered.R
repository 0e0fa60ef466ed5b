# Makes ordered.csv and ordered-missing.csv: two factors with items of two,
# three, five and seven categories and continuous ones, covariates, groups,
# clusters and weights.
#
# Run: Rscript ordered.R (in this folder)

set.seed(2026)
n <- 600
x1 <- round(rnorm(n), 2)
x2 <- rbinom(n, 1, 0.4)
g <- rep(c("a", "b"), length.out = n)
k <- sample(rep(1:60, each = 10))
w <- round(runif(n, 0.5, 2), 2)
effect <- rnorm(60, 0, 0.3)[k]
f <- 0.4 * x1 - 0.3 * x2 + 0.2 * (g == "b") + effect + rnorm(n)
h <- 0.5 * f + 0.3 * x1 + 0.8 * rnorm(n)
item <- function(factor, loading, cuts) {
  as.integer(cut(loading * factor + sqrt(1 - loading^2) * rnorm(n),
                 c(-Inf, cuts, Inf)))
}
data <- data.frame(
  x1, x2, g, k, w,
  b1 = item(f, 0.7, 0), b2 = item(f, 0.8, -0.4), b3 = item(f, 0.6, 0.5),
  b4 = item(f, 0.7, -0.2),
  t1 = item(h, 0.7, c(-0.5, 0.6)), t2 = item(h, 0.8, c(-0.3, 0.4)),
  t3 = item(h, 0.6, c(0, 0.9)), t4 = item(h, 0.7, c(-0.8, 0.2)),
  f1 = item(f, 0.7, c(-1, -0.4, 0.2, 0.9)),
  f2 = item(f, 0.8, c(-0.8, -0.1, 0.5, 1.1)),
  f3 = item(f, 0.6, c(-1.2, -0.5, 0, 0.8)),
  f4 = item(f, 0.7, c(-0.7, 0, 0.6, 1.2)),
  s1 = item(f, 0.8, c(-1.3, -0.8, -0.3, 0.2, 0.7, 1.2)),
  s2 = item(f, 0.7, c(-1.1, -0.6, -0.2, 0.3, 0.8, 1.3)),
  s3 = item(f, 0.7, c(-1.4, -0.9, -0.4, 0, 0.5, 1)),
  c1 = round(0.7 * f + 0.7 * rnorm(n) + 2, 2),
  c2 = round(0.8 * h + 0.6 * rnorm(n) - 1, 2))
data$z <- as.integer(cut(0.5 * h + 0.4 * f + rnorm(n), c(-Inf, -0.3, 0.5, Inf)))
write.csv(data, "ordered.csv", row.names = FALSE, quote = FALSE)
for (name in setdiff(names(data), c("x1", "x2", "g", "k", "w", "z"))) {
  data[[name]][runif(n) < 0.1] <- NA
}
write.csv(data, "ordered-missing.csv", row.names = FALSE, quote = FALSE,
          na = "")

# Many items of few cases, every third with missing values.
n <- 280
factors <- sapply(1:6, function(k) rnorm(n)) * 0.8 + rnorm(n) * 0.6
cuts <- list(0.2, c(-0.5, 0.6), c(-0.7, 0.1, 0.8), c(-1, -0.4, 0.3, 1),
             c(-0.6, 0, 0.7))
many <- as.data.frame(lapply(1:24, function(i) {
  item(factors[, (i + 3) %/% 4], 0.5 + 0.1 * (i %% 4), cuts[[1 + i %% 5]])
}))
names(many) <- paste0("u", 1:24)
for (i in seq(3, 24, 3)) many[[i]][runif(n) < 0.05] <- NA
write.csv(many, "ordered-many.csv", row.names = FALSE, quote = FALSE, na = "")
