# Bounds that lavaan 0.7-2 derives from the sample, for AutomaticBoundsTests.
# Usage: Rscript bounds.R > bounds.json
suppressMessages({library(lavaan); library(jsonlite)})
HS <- HolzingerSwineford1939
two <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6"
cases <- list(
  list(text = paste0(two, "\ntextual ~ visual\nx7 ~ visual + x8\nx2 ~~ x5")),
  list(text = two, std = TRUE),
  list(text = two, group = TRUE),
  list(text = "visual =~ NA*x1 + 2*x2 + x3\ntextual =~ x4 + x5 + x6"),
  list(text = "visual =~ x1 + x2 + x3\ntextual =~ 2*x4 + x5 + x6\ntextual ~ visual"),
  list(text = paste0(two, "\nspeed =~ x7 + x8 + x9\ng =~ visual + textual + speed")),
  list(text = paste0(two, "\nspeed =~ x7 + x8 + x9\ng =~ visual + textual + speed"), std = TRUE),
  list(text = "visual =~ NA*x1 + x2 + x3\nvisual ~~ 2*visual\ntextual =~ x4 + x5 + x6\nx1 ~~ 0.3*x1\nx1 ~~ x2"),
  list(text = "visual =~ x1 + lower(0.1)*x2 + x3\ntextual =~ x4 + x5 + x6\nx1 ~~ upper(3)*x1\nx2 ~~ lower(-2)*x2"),
  list(text = "visual =~ x1 + x2 + x3\nvisual ~ ageyr + sex\nx4 ~ x5 + visual"))
result <- list()
for (case in cases) for (kind in c("standard", "wide", "wide.zerovar", "pos.lv.var")) {
  arguments <- list(case$text, HS, bounds = kind, fixed.x = FALSE, meanstructure = FALSE,
                    std.lv = isTRUE(case$std), do.fit = FALSE)
  if (isTRUE(case$group)) arguments$group <- "school"
  fit <- suppressWarnings(do.call("sem", arguments))
  table <- as.data.frame(parTable(fit))
  table <- table[table$free > 0, ]
  stats <- lavTech(fit, "sampstat", add.labels = TRUE)
  finite <- function(x) ifelse(is.finite(x), x, NA)
  result[[length(result) + 1]] <- list(
    text = case$text, kind = kind, std = isTRUE(case$std),
    samples = lapply(unname(stats), function(s) list(names = colnames(s$cov), variances = unname(diag(s$cov)))),
    rows = lapply(seq_len(nrow(table)), function(i) list(
      lhs = table$lhs[i], op = table$op[i], rhs = table$rhs[i], group = table$group[i],
      lower = finite(table$lower[i]), upper = finite(table$upper[i]))))
}
cat(toJSON(result, auto_unbox = TRUE, digits = I(12), na = "null"))
