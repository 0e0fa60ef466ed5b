# Rscript incomplete-bootstrap.R in this folder: draws of two bootstraps of
# incomplete cases with lavaan. Parametric: normal cases with the implied
# moments, values missing where the sample misses them. Bollen-Stine: cases
# turned, pattern by pattern, until their saturated moments are the implied ones
# (Savalei & Yuan, 2009), drawn with replacement.
suppressMessages(library(lavaan))

data <- read.csv("../../../Validation/data/holzinger-swineford-missing.csv")
data <- data[rowSums(!is.na(data[paste0("x", 1:9)])) > 0, paste0("x", 1:9)]
model <- "
  visual  =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed   =~ x7 + x8 + x9"
fit_model <- function(x) cfa(model, x, missing = "ml", warn = FALSE)
fit <- fit_model(data)
mu <- as.numeric(lavInspect(fit, "implied")$mean)
sigma <- unclass(lavInspect(fit, "implied")$cov)

power <- function(m, by) {
  parts <- eigen(m, symmetric = TRUE)
  parts$vectors %*% (parts$values^by * t(parts$vectors))
}

saturated <- function(x) {
  h1 <- lavInspect(cfa(model, x, missing = "ml", do.fit = FALSE, warn = FALSE,
                       em.h1.tol = 1e-13, em.h1.iter.max = 100000L), "h1")
  list(mean = as.numeric(h1$mean), cov = unclass(h1$cov))
}

turned <- as.matrix(data)
steps <- 0
repeat {
  own <- saturated(as.data.frame(turned))
  gap <- max(abs(own$cov - sigma), abs(own$mean - mu))
  if (gap < 1e-8) break
  steps <- steps + 1
  for (i in seq_len(nrow(turned))) {
    o <- which(!is.na(turned[i, ]))
    turned[i, o] <- power(sigma[o, o, drop = FALSE], 0.5) %*%
      power(own$cov[o, o, drop = FALSE], -0.5) %*% (turned[i, o] - own$mean[o]) +
      mu[o]
  }
}
message("steps: ", steps)

draws <- function(count, make) {
  found <- lapply(seq_len(count), function(k) {
    own <- try(fit_model(make()), silent = TRUE)
    if (inherits(own, "try-error") || !lavInspect(own, "converged")) return(NULL)
    c(chisq = fitMeasures(own, "chisq")[[1]],
      rmsea_robust = fitMeasures(own, "rmsea.robust")[[1]],
      loading = coef(own)[["textual=~x5"]],
      variance = coef(own)[["x2~~x2"]])
  })
  table <- do.call(rbind, found)
  list(count = nrow(table), mean = as.list(colMeans(table)),
       sd = as.list(apply(table, 2, sd)))
}

set.seed(20090601)
n <- nrow(data)
root <- chol(sigma)
parametric <- draws(600, function() {
  x <- matrix(rnorm(n * 9), n) %*% root + rep(mu, each = n)
  x[is.na(as.matrix(data))] <- NA
  colnames(x) <- names(data)
  as.data.frame(x)
})
stine <- draws(600, function() {
  as.data.frame(turned[sample(n, replace = TRUE), ])
})
result <- list(
  source = paste0("lavaan ", packageDescription("lavaan")$Version, ", R ",
                  getRversion(), ": Rscript incomplete-bootstrap.R"),
  steps = steps,
  # Some turned cases, those of the first rows; null for a missing value.
  turned = lapply(1:20, function(i) as.list(unname(turned[i, ]))),
  parametric = parametric, stine = stine)
writeLines(jsonlite::toJSON(result, digits = I(12), auto_unbox = TRUE,
                            na = "null", pretty = FALSE),
           "incomplete-bootstrap.json")
