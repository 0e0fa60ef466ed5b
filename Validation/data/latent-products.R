# Writes latent-products.csv: SIMULATED data with latent products.
# Run in this folder: Rscript latent-products.R  (R 4.2.2)
#
# f and g correlate at .4, w with f at .3; m = .5 f + .2 g + .3 fg + e;
# y = .4 m + .2 f + .2 g + .2 w + .3 mg + .25 fw + .15 f^2 + e. Three indicators
# each, loadings 1, .8, .9 and error variances .4; 420 cases in two groups, of
# which the second has f higher by .5.
set.seed(20100714)
n <- 420
group <- rep(c("a", "b"), c(230, 190))
f <- rnorm(n)
g <- .4 * f + sqrt(1 - .16) * rnorm(n)
w <- .3 * f + sqrt(1 - .09) * rnorm(n)
f <- f + .5 * (group == "b")
m <- .5 * f + .2 * g + .3 * f * g + sqrt(.5) * rnorm(n)
y <- .4 * m + .2 * f + .2 * g + .2 * w + .3 * m * g + .25 * f * w +
  .15 * f^2 + sqrt(.5) * rnorm(n)
items <- function(latent, prefix, origin) {
  made <- sapply(c(1, .8, .9), function(loading) {
    round(origin + loading * latent + sqrt(.4) * rnorm(n), 3)
  })
  colnames(made) <- paste0(prefix, 1:3)
  made
}
table <- data.frame(group, items(f, "x", 4), items(g, "z", 3),
                    items(m, "m", 5), items(y, "y", 2), w = round(w + 10, 3))
write.csv(table, "latent-products.csv", row.names = FALSE, quote = FALSE)
