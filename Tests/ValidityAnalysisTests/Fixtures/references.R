# Reference numbers of validity: semTools 0.5-6 and lavaan 0.6-14. Run from the
# top level of the repository:
#   Rscript Tests/ValidityAnalysisTests/Fixtures/references.R > references.json
suppressMessages({library(lavaan); library(semTools)})
num <- function(x) unname(as.numeric(x))
firms <- read.csv("Models/cluster-growth/firms.csv")
parts <- list(learning = paste0("ol", 1:4), growth = paste0("cg", 1:4),
              trust = paste0("tr", 1:3), strength = paste0("ts", 1:3))
tight <- list(rel.tol = 1e-13, iter.max = 20000)
fit <- function(lines, ...) suppressWarnings(cfa(
  paste(lines, collapse = "\n"), firms, std.lv = TRUE, control = tight,
  optim.force.converged = TRUE, ...))
base <- sapply(names(parts), function(n)
  paste(n, "=~", paste(parts[[n]], collapse = " + ")))
all <- paste("GENERAL_ =~", paste(unlist(parts), collapse = " + "))
f <- fit(base)
st <- standardizedSolution(f)
phi <- inspect(f, "cor.lv")
out <- list(items = parts, loadings = num(st$est.std[st$op == "=~"]),
            se = num(st$se[st$op == "=~"]))
out$correlations <- lapply(1:4, function(i) num(phi[i, ]))
out$ave <- num(sapply(parts, function(p)
  mean(st$est.std[st$op == "=~" & st$rhs %in% p]^2)))
h <- htmt(paste(base, collapse = "\n"), firms, htmt2 = FALSE)
h2 <- htmt(paste(base, collapse = "\n"), firms, htmt2 = TRUE)
out$htmt <- num(h[lower.tri(h)])
out$htmt2 <- num(h2[lower.tri(h2)])
united <- function(i, j) {
  o <- setdiff(1:4, c(i, j))
  n <- names(parts)
  fit(c(base, sprintf("%s ~~ 1*%s", n[i], n[j]),
    unlist(lapply(o, function(k) sprintf("%s ~~ c%d*%s", n[c(i, j)], k, n[k])))))
}
tests <- list()
for (i in 2:4) for (j in 1:(i - 1)) {
  u <- united(i, j)
  tests[[length(tests) + 1]] <- c(fitMeasures(u, "chisq") - fitMeasures(f, "chisq"),
    fitMeasures(u, "df") - fitMeasures(f, "df"))
}
out$tests <- lapply(tests, num)
competing <- list(one = fit(all),
  second = fit(c(base, paste("GENERAL_ =~", paste(names(parts), collapse = " + ")))),
  bifactor = fit(c(base, all), orthogonal = TRUE),
  method = fit(c(base, all, paste0("GENERAL_ ~~ 0*", names(parts)))))
out$competing <- lapply(competing, function(m) num(fitMeasures(m,
  c("chisq", "df", "cfi", "rmsea", "srmr"))))
m <- standardizedSolution(competing$method)
out$method_share <- num(mean(m$est.std[m$op == "=~" & m$lhs == "GENERAL_"]^2))
out$harman <- num(eigen(cor(firms[unlist(parts)]))$values[1] / length(unlist(parts)))
cat(jsonlite::toJSON(out, auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
