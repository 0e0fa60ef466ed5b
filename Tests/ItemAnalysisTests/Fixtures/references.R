# Reference numbers of item analysis: psych 2.2.9, semTools 0.5-6 and lavaan
# 0.6-14 on the data of Models/. Run from the top level of the repository:
#   Rscript Tests/ItemAnalysisTests/Fixtures/references.R > .../references.json
suppressMessages({library(psych); library(lavaan); library(semTools)})
hs <- read.csv("Models/holzinger-swineford/data.csv")
firms <- read.csv("Models/cluster-growth/firms.csv")
tight <- list(rel.tol = 1e-13, iter.max = 20000)
out <- list()
num <- function(x) unname(as.numeric(x))

items <- paste0("x", 1:9)
d <- psych::describe(hs[items], type = 2)
out$items <- list(mean = num(d$mean), sd = num(d$sd), skew = num(d$skew),
                  kurtosis = num(d$kurtosis))

reliability <- function(data, names) {
  x <- data[names]
  k <- length(names)
  a <- suppressWarnings(psych::alpha(x, check.keys = FALSE))
  s <- cov(x)
  f <- psych::alpha.ci(a$total$raw_alpha, n.obs = nrow(x), n.var = k)
  first <- rowSums(x[1:ceiling(k / 2)])
  second <- rowSums(x[(ceiling(k / 2) + 1):k])
  r <- cor(first, second)
  n1 <- ceiling(k / 2); n2 <- k - n1
  # Reliabilities by lavaan's own delta method.
  l <- if (k == 2) c("l", "l") else paste0("l", 1:k)
  text <- paste(c(
    paste("F =~", paste0(l, "*", names, collapse = " + ")),
    paste0(names, " ~~ e", 1:k, "*", names),
    paste0("omega := (", paste(l, collapse = "+"), ")^2/((",
           paste(l, collapse = "+"), ")^2+", paste0("e", 1:k, collapse = "+"),
           ")")), collapse = "\n")
  fit <- cfa(text, x, std.lv = TRUE, control = tight, optim.force.converged = TRUE)
  p <- parameterEstimates(fit)
  p <- p[p$lhs == "omega", ]
  st <- standardizedSolution(fit)
  st <- st$est.std[st$op == "=~"]
  list(names = names, n = nrow(x), mean = num(mean(rowSums(x))),
       sd = num(sd(rowSums(x))), alpha = num(a$total$raw_alpha),
       feldt = num(c(f$lower.ci, f$upper.ci)),
       std_alpha = num(a$total$std.alpha), lambda6 = num(1 - sum((1 - smc(cor(x))) * diag(s)) / sum(s)),
       lambda2 = num((sum(s) - sum(diag(s)) + sqrt(k / (k - 1) * (sum(s^2) - sum(diag(s)^2)))) / sum(s)),
       mean_r = num(a$total$average_r),
       split_r = num(r), split_sb = num(2 * r / (1 + r)),
       split_guttman = num(2 * (1 - (var(first) + var(second)) / var(first + second))),
       # Horst (1951), as SPSS documents it.
       split_unequal = num((-r^2 + sqrt(r^4 + 4 * r^2 * (1 - r^2) * n1 * n2 / k^2)) /
                             (2 * (1 - r^2) * n1 * n2 / k^2)),
       r_drop = num(a$item.stats$r.drop), smc = num(smc(cor(x))),
       alpha_drop = if (k > 2) num(a$alpha.drop$raw_alpha) else numeric(0),
       mean_drop = num(sapply(names, function(i) mean(rowSums(x[setdiff(names, i)])))),
       var_drop = num(sapply(names, function(i) var(rowSums(x[setdiff(names, i)])))),
       omega = num(p$est), omega_ci = num(c(p$ci.lower, p$ci.upper)),
       loadings = num(st),
       cr = num(sum(st)^2 / (sum(st)^2 + sum(1 - st^2))),
       ave = num(mean(st^2)))
}
out$scales <- list(
  reliability(hs, c("x1", "x2", "x3")), reliability(hs, items),
  reliability(hs, c("x4", "x5")),
  reliability(firms, c("ol1", "ol2", "ol3", "ol4")))

m <- psych::mardia(hs[items], plot = FALSE)
out$mardia <- list(b1p = num(m$b1p), skew = num(m$skew), p_skew = num(m$p.skew),
                   b2p = num(m$b2p), z = num(m$kurtosis))
d2 <- mahalanobis(hs[items], colMeans(hs[items]), cov(hs[items]))
far <- order(-d2)[1:5]
out$distances <- list(row = far, d2 = num(d2[far]),
                      p = num(pchisq(d2[far], 9, lower.tail = FALSE)))

# A general factor and four dimensions.
parts <- list(c("wc1", "wc2", "wc3"), c("tr1", "tr2", "tr3"),
              c("ac1", "ac2", "ac3"), c("ts1", "ts2", "ts3"))
all <- unlist(parts)
k <- length(all)
bi <- paste(c(
  paste("G =~", paste0("g", 1:k, "*", all, collapse = " + ")),
  sapply(1:4, function(d) paste0("S", d, " =~ ", paste0(
    "s", 3 * d - 2:0, "*", parts[[d]], collapse = " + "))),
  paste0(all, " ~~ e", 1:k, "*", all),
  paste0("g := (", paste0("g", 1:k, collapse = "+"), ")^2"),
  paste0("s := ", paste0("(s", c(1, 4, 7, 10), "+s", c(2, 5, 8, 11), "+s",
                         c(3, 6, 9, 12), ")^2", collapse = " + ")),
  paste0("e := ", paste0("e", 1:k, collapse = "+")),
  "oh := g/(g+s+e)", "ot := (g+s)/(g+s+e)"), collapse = "\n")
fit <- cfa(bi, firms, std.lv = TRUE, orthogonal = TRUE, control = tight,
           optim.force.converged = TRUE)
p <- parameterEstimates(fit)
l <- p[p$op == "=~", ]
out$bifactor <- list(
  parts = parts, oh = num(p$est[p$lhs == "oh"]),
  oh_ci = num(p[p$lhs == "oh", c("ci.lower", "ci.upper")]),
  ot = num(p$est[p$lhs == "ot"]),
  ecv = num(sum(l$est[l$lhs == "G"]^2) / sum(l$est^2)),
  least = num(min(p$est[p$op == "~~" & p$lhs == p$rhs])))

# Ordered items: quartiles of x1-x3 and the study's 7-point items.
cut4 <- as.data.frame(lapply(hs[items], function(v)
  as.integer(cut(v, quantile(v, c(0, .2, .55, .8, 1)), include.lowest = TRUE))))
out$cut4 <- lapply(cut4, num)
ordered_reliability <- function(data, names) {
  fit <- cfa(paste("F =~", paste(names, collapse = " + ")), data,
             std.lv = TRUE, ordered = names, control = tight, optim.force.converged = TRUE)
  r <- unclass(lavCor(data[names], ordered = names))
  k <- length(names)
  list(names = names,
       omega = num(compRelSEM(fit, obs.var = TRUE, ord.scale = TRUE)),
       omega_implied = num(compRelSEM(fit, obs.var = FALSE, ord.scale = TRUE)),
       alpha = num(k / (k - 1) * (1 - k / sum(r))),
       loadings = num(inspect(fit, "std")$lambda))
}
out$ordered <- list(ordered_reliability(cut4, c("x1", "x2", "x3")),
                    ordered_reliability(cut4, paste0("x", 4:9)))

scores <- data.frame(visual = rowMeans(hs[items[1:3]]),
                     textual = rowMeans(hs[items[4:6]]),
                     speed = rowMeans(hs[items[7:9]]))
ct <- corr.test(scores, adjust = "none")
out$correlations <- list(mean = num(colMeans(scores)), sd = num(sapply(scores, sd)),
  r = num(ct$r[lower.tri(ct$r)]), p = num(ct$p[lower.tri(ct$p)]))
out$versions <- list(psych = as.character(packageVersion("psych")),
                     semTools = as.character(packageVersion("semTools")),
                     lavaan = as.character(packageVersion("lavaan")))
cat(jsonlite::toJSON(out, auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")
