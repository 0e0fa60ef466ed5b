# Reference numbers of the marker variable: Lindell & Whitney's (2001) formulas
# written out, and the models of Williams, Hartman & Cavazotte (2010) by lavaan.
# Run from the top level of the repository (lavaan 0.6-14):
#   Rscript Tests/ValidityAnalysisTests/Fixtures/marker.R > marker.json
suppressMessages(library(lavaan))
num <- function(x) unname(as.numeric(x))
firms <- read.csv("Models/cluster-growth/firms.csv")
parts <- list(learning = paste0("ol", 1:4), growth = paste0("cg", 1:4),
              trust = paste0("tr", 1:3))
mark <- paste0("to", 1:3)
scales <- sapply(c(parts, list(marker = mark)), function(p) rowMeans(firms[p]))
n <- nrow(firms)
r <- cor(scales)
own <- r[4, 1:3]
positive <- sort(own[own > 0])
shares <- c(positive[1:2], tanh(atanh(positive[1]) + qnorm(.975) / sqrt(n - 3)))
pairs <- list(c(2, 1), c(3, 1), c(3, 2))
out <- list(version = as.character(packageVersion("lavaan")), items = parts,
            marker = mark, r = num(own), shares = num(shares))
out$pairs <- lapply(pairs, function(p) {
  u <- r[p[1], p[2]]
  a <- (u - shares) / (1 - shares)
  t <- a * sqrt((n - 3) / (1 - a^2))
  list(r = u, p = cor.test(scales[, p[1]], scales[, p[2]])$p.value,
       adjusted = num(a), t = num(t), pvalue = num(2 * pt(-abs(t), n - 3)))
})
tight <- list(rel.tol = 1e-14, iter.max = 20000)
fit <- function(lines) suppressWarnings(cfa(
  paste(lines, collapse = "\n"), firms, std.lv = TRUE, control = tight,
  optim.force.converged = TRUE))
base <- sapply(names(parts), function(k)
  paste(k, "=~", paste(parts[[k]], collapse = " + ")))
all <- unlist(parts)
free <- fit(c(base, paste("marker =~", paste(mark, collapse = " + "))))
e <- parameterEstimates(free)
value <- function(p, lhs, op, rhs)
  sprintf("%.17g", p$est[p$lhs == lhs & p$op == op & p$rhs == rhs])
held <- c(base, paste("marker =~", paste(sapply(mark, function(i)
    paste0(value(e, "marker", "=~", i), "*", i)), collapse = " + ")),
  sapply(mark, function(i) paste0(i, " ~~ ", value(e, i, "~~", i), "*", i)),
  paste("marker ~~ 0*", names(parts)))
on <- function(x) paste("marker =~", paste0(x, all, collapse = " + "))
baseline <- fit(held)
equal <- fit(c(held, on("c*")))
unequal <- fit(c(held, on("")))
chosen <- if (pchisq(fitMeasures(equal, "chisq") - fitMeasures(unequal, "chisq"),
  fitMeasures(equal, "df") - fitMeasures(unequal, "df"), lower.tail = FALSE) < .05)
  "" else "c*"
method <- if (chosen == "") unequal else equal
b <- parameterEstimates(baseline)
fixed <- sapply(pairs, function(p) paste0(names(parts)[p[1]], " ~~ ",
  with(b, sprintf("%.17g", est[op == "~~" & ((lhs == names(parts)[p[1]] &
    rhs == names(parts)[p[2]]) | (lhs == names(parts)[p[2]] &
    rhs == names(parts)[p[1]]))])), "*", names(parts)[p[2]]))
restricted <- fit(c(held, on(chosen), fixed))
m <- parameterEstimates(method)
m <- m[m$lhs == "marker" & m$rhs %in% all, ]
far <- function(level) fit(c(held, on(paste0(sprintf("%.17g",
  m$est + sign(m$est) * qnorm(1 - level / 2) * m$se), "*"))))
models <- list(cfa = free, baseline = baseline, method_c = equal,
  method_u = unequal, method_r = restricted, method_s_05 = far(.05),
  method_s_01 = far(.01))
out$chosen <- if (chosen == "") "method_u" else "method_c"
out$models <- lapply(models, function(f) {
  phi <- inspect(f, "cor.lv")[names(parts), names(parts)]
  list(measures = num(fitMeasures(f, c("chisq", "df", "cfi", "rmsea", "srmr"))),
       correlations = num(phi[lower.tri(phi)]))
})
std <- function(f) { s <- standardizedSolution(f); s[s$op == "=~", ] }
s0 <- std(baseline); s1 <- std(method)
out$reliability <- lapply(names(parts), function(k) {
  l0 <- s0$est.std[s0$lhs == k]
  l <- s1$est.std[s1$lhs == k]
  x <- s1$est.std[s1$lhs == "marker" & s1$rhs %in% parts[[k]]]
  noise <- sum(1 - l^2 - x^2)
  all <- sum(l)^2 + sum(x)^2 + noise
  num(c(sum(l0)^2 / (sum(l0)^2 + sum(1 - l0^2)), sum(l)^2 / all, sum(x)^2 / all))
})
out$methodLoadings <- num(s1$est.std[s1$lhs == "marker" & s1$rhs %in% all])
cat(jsonlite::toJSON(out, auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
