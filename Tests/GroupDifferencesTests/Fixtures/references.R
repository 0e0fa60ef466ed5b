# Reference numbers of group differences by R's stats, on the study's data. Run
# from the top level of the repository:
#   Rscript Tests/GroupDifferencesTests/Fixtures/references.R > .../references.json
suppressMessages(library(jsonlite))
firms <- read.csv("Models/cluster-growth/firms.csv")
firms$growth <- rowMeans(firms[paste0("cg", 1:4)])
firms$trust <- rowMeans(firms[paste0("tr", 1:3)])
firms$two <- ifelse(firms$stage == 1, 1, 2)
num <- function(x) unname(as.numeric(x))
root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-14, maxiter = 10000)$root
ratio <- function(a) list(f = num(a[1]), df1 = num(a[2]), df2 = num(a[3]), p = num(a[4]))
fisher <- function(y, g) {
  s <- summary(aov(y ~ g))[[1]]
  c(s$`F value`[1], s$Df[1], s$Df[2], s$`Pr(>F)`[1])
}
compare <- function(y, by) {
  g <- factor(firms[[by]])
  s <- summary(aov(y ~ g))[[1]]
  f <- fisher(y, g)
  n <- length(y)
  k <- nlevels(g)
  w <- oneway.test(y ~ g)
  ncp <- function(goal) {
    if (pf(f[1], f[2], f[3]) < goal) return(0)
    root(function(l) pf(f[1], f[2], f[3], ncp = l) - goal, 0, 500)
  }
  l <- c(ncp(.975), ncp(.025))
  tukey <- TukeyHSD(aov(y ~ g))$g
  parts <- split(y, g)
  pairs <- list()
  for (j in seq_along(parts)) for (i in seq_len(j - 1)) {
    a <- parts[[i]]; b <- parts[[j]]
    na <- length(a); nb <- length(b)
    st <- t.test(a, b, var.equal = TRUE)
    we <- t.test(a, b)
    se <- sqrt(var(a) / na + var(b) / nb)
    q <- abs(mean(a) - mean(b)) / se * sqrt(2)
    reach <- qtukey(.95, k, we$parameter) * se / sqrt(2)
    row <- which(rownames(tukey) == paste0(names(parts)[j], "-", names(parts)[i]))
    # The p of TukeyHSD is 1 less a lower tail; this is the upper one.
    qt <- abs(mean(a) - mean(b)) / sqrt(s$`Mean Sq`[2] / 2 * (1 / na + 1 / nb))
    nu <- na + nb - 2
    d <- num(st$statistic) * sqrt(1 / na + 1 / nb)
    delta <- sapply(c(.975, .025), function(goal) root(
      function(x) pt(num(st$statistic), nu, ncp = x) - goal,
      num(st$statistic) - 8, num(st$statistic) + 8))
    J <- exp(lgamma(nu / 2) - lgamma((nu - 1) / 2)) / sqrt(nu / 2)
    pairs[[length(pairs) + 1]] <- list(
      first = i - 1, second = j - 1, difference = mean(a) - mean(b),
      t = num(st$statistic), p = st$p.value, ci = num(st$conf.int),
      welchT = num(we$statistic), welchDf = num(we$parameter),
      welchP = we$p.value, welchCi = num(we$conf.int),
      tukeyP = ptukey(qt, k, n - k, lower.tail = FALSE),
      tukeyCi = -num(tukey[row, 3:2]),
      gamesP = ptukey(q, k, we$parameter, lower.tail = FALSE),
      gamesCi = mean(a) - mean(b) + c(-1, 1) * num(reach),
      d = d, dCi = delta * sqrt(1 / na + 1 / nb), g = J * d)
  }
  list(
    by = by, labels = levels(g),
    count = num(table(g)), mean = num(tapply(y, g, mean)),
    sd = num(tapply(y, g, sd)),
    fisher = ratio(f),
    welch = ratio(c(w$statistic, w$parameter, w$p.value)),
    levene = ratio(fisher(abs(y - ave(y, g)), g)),
    brown = ratio(fisher(abs(y - ave(y, g, FUN = median)), g)),
    eta = s$`Sum Sq`[1] / sum(s$`Sum Sq`), etaCi = l / (l + n),
    omega = max(0, (s$`Sum Sq`[1] - s$Df[1] * s$`Mean Sq`[2]) /
      (sum(s$`Sum Sq`) + s$`Mean Sq`[2])),
    pairs = pairs)
}
# The upper tail of the studentized range by two adaptive integrals: ptukey is
# good to 1e-4 of few degrees of freedom, and to 2e-7 of many groups.
tail <- function(w, k) sapply(w, function(w) k * sum(sapply(
  list(c(-9, 0), c(0, w / 2 + 1), c(w / 2 + 1, w + 10)), function(ends)
    integrate(function(z) {
      below <- pnorm(z)
      dnorm(z) * below^(k - 1) *
        -expm1((k - 1) * log1p(-pmin(pnorm(z - w) / below, 1)))
    }, ends[1], ends[2], rel.tol = 1e-13, abs.tol = 0,
    subdivisions = 2000)$value)))
studentized <- function(q, k, nu) {
  constant <- log(2) + nu / 2 * log(nu / 2) - lgamma(nu / 2)
  sum(sapply(list(c(0, .5), c(.5, 1), c(1, 2), c(2, 6)), function(ends)
    integrate(function(s) exp(constant + (nu - 1) * log(s) - nu * s^2 / 2) *
      tail(q * s, k), ends[1], ends[2], rel.tol = 1e-12,
      subdivisions = 2000)$value))
}
range <- expand.grid(
  q = c(1, 3.5, 6, 10), k = c(2, 3, 4, 10, 30), df = c(2, 5, 12, 60))
out <- list(
  version = R.version.string,
  growthByStage = compare(firms$growth, "stage"),
  growthByDistrict = compare(firms$growth, "district"),
  trustByStage = compare(firms$trust, "stage"),
  trustByTwo = compare(firms$trust, "two"),
  range = lapply(seq_len(nrow(range)), function(i) with(range[i, ], list(
    q = q, k = k, df = df, p = studentized(q, k, df),
    ptukey = ptukey(q, k, df, lower.tail = FALSE)))))
cat(toJSON(out, digits = NA, auto_unbox = TRUE), "\n")
