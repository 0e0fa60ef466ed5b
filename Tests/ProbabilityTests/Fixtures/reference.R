# A second opinion, independent of mpmath: R's own distribution functions.
#
# Run: Rscript reference.R > r.json
#
# The noncentral upper tail is left out where R documents that it loses
# accuracy (ncp > 80 or tails below 1e-10).

cases <- list()
add <- function(name, arguments, value) {
  cases[[length(cases) + 1L]] <<-
    list(`function` = name, arguments = arguments, value = value)
}

for (x in c(-20, -6.5, -1.96, 0, 0.5, 3, 8)) {
  add("normal.density", x, dnorm(x))
  add("normal.logDensity", x, dnorm(x, log = TRUE))
  add("normal.cumulative", x, pnorm(x))
  add("normal.upperTail", x, pnorm(x, lower.tail = FALSE))
}
for (p in c(1e-200, 1e-20, 1e-5, 0.025, 0.3, 0.5, 0.7, 0.95, 0.999)) {
  add("normal.quantile", p, qnorm(p))
}
for (a in c(0.4, 1, 8, 60)) for (x in c(0.1, 1, 7, 30, 100)) {
  add("gamma.lower", c(a, x), pgamma(x, a))
  add("gamma.upper", c(a, x), pgamma(x, a, lower.tail = FALSE))
}
for (df in c(1, 5, 24, 167)) {
  for (x in c(0.2, 4, 25, 85.306, 300)) {
    add("chisquare.density", c(x, df), dchisq(x, df))
    add("chisquare.cumulative", c(x, df), pchisq(x, df))
    add("chisquare.upperTail", c(x, df), pchisq(x, df, lower.tail = FALSE))
    for (ncp in c(2, 40)) {
      value <- pchisq(x, df, ncp)
      if (value > 1e-6) add("noncentral.cumulative", c(x, df, ncp), value)
      value <- pchisq(x, df, ncp, lower.tail = FALSE)
      if (value > 1e-2) add("noncentral.upperTail", c(x, df, ncp), value)
    }
  }
  for (p in c(0.001, 0.05, 0.5, 0.95)) {
    add("chisquare.quantile", c(p, df), qchisq(p, df))
    add("chisquare.upperQuantile", c(p, df), qchisq(p, df, lower.tail = FALSE))
  }
}
for (x in c(0.01, 0.3, 0.8)) for (s in list(c(0.5, 3), c(4, 4), c(20, 2))) {
  add("beta.regularized", c(x, s), pbeta(x, s[1], s[2]))
}
for (nu in c(1, 3, 30, 400)) {
  for (t in c(0.1, 1.5, 4)) {
    add("t.density", c(t, nu), dt(t, nu))
    add("t.cumulative", c(t, nu), pt(t, nu))
    add("t.upperTail", c(t, nu), pt(t, nu, lower.tail = FALSE))
  }
  for (p in c(0.025, 0.4, 0.9)) add("t.quantile", c(p, nu), qt(p, nu))
}
for (d in list(c(1, 10), c(4, 50), c(30, 6))) {
  for (x in c(0.1, 1, 5)) {
    add("f.density", c(x, d), df(x, d[1], d[2]))
    add("f.cumulative", c(x, d), pf(x, d[1], d[2]))
    add("f.upperTail", c(x, d), pf(x, d[1], d[2], lower.tail = FALSE))
  }
  for (p in c(0.05, 0.5, 0.95)) {
    add("f.quantile", c(p, d), qf(p, d[1], d[2]))
    add("f.upperQuantile", c(p, d), qf(p, d[1], d[2], lower.tail = FALSE))
  }
}

cat(jsonlite::toJSON(
  list(
    software = jsonlite::unbox(R.version.string),
    command = jsonlite::unbox("Rscript reference.R > r.json"),
    cases = lapply(cases, function(case) {
      list(
        `function` = jsonlite::unbox(case$`function`),
        arguments = case$arguments, value = jsonlite::unbox(case$value))
    })),
  digits = NA, pretty = FALSE), "\n", sep = "")
