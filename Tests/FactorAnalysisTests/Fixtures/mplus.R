# Correlations of the data of examples 4.1, 4.2 and 4.7 of the Mplus User's
# Guide (Muthén & Muthén, 1998-2017), those of the second tetrachoric, with
# their covariances, by lavaan 0.7-2. Run where ex4.1a.dat, ex4.2.dat and
# ex4.7.dat are, from github.com/lucdw/lavaan-mplus: Rscript mplus.R > moments.json
suppressMessages({
  library(lavaan)
  library(jsonlite)
})
own <- function(file, p) {
  d <- read.table(file)[1:p]
  list(cases = nrow(d), correlation = unname(cor(d)),
       variances = unname(sapply(d, var) * (nrow(d) - 1) / nrow(d)))
}
d <- read.table("ex4.2.dat")[1:12]
names(d) <- paste0("u", 1:12)
fit <- efa(d, nfactors = 1, ordered = names(d), output = "lavaan")
gamma <- lavInspect(fit, "gamma")
pairs <- grepl("~~", rownames(gamma))
out <- list(
  "4.1" = own("ex4.1a.dat", 12), "4.7" = own("ex4.7.dat", 10),
  "4.2" = list(
    cases = nrow(d), correlation = unclass(unname(lavInspect(fit, "sampstat")$cov)),
    gamma = unclass(unname(gamma[pairs, pairs]))))
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n")
